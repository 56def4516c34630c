// Elements, words in two languages, and what a browser keeps for a page.

export const byId = (id) => document.getElementById(id);

// A private window may keep nothing.
export const stored = (name, where = "localStorage") => { try { return window[where].getItem(name); } catch { return null; } };
export const store = (name, value, where = "localStorage") => {
  try {
    if (value === null) window[where].removeItem(name);
    else window[where].setItem(name, value);
  } catch { /* then it is forgotten */ }
};

// Attributes that are null, undefined or false are left out. Children that are texts stay texts: nothing becomes HTML.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// Smooth, unless the reader asked for calm.
export const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

// A message begins in small letters, since elsewhere it follows its place.
export const sentence = (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

// What a page says: tables by language, {vi: {name: "… {value} …"}, en: …}.
export class Words {
  constructor(tables) {
    this.tables = tables;
    this.language = stored("language") === "en" ? "en" : "vi";
    this.say = (name, values = {}) => {
      const text = this.tables[this.language][name];
      if (text === undefined) throw new Error(`no words for ${name}`);
      return text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
    };
  }

  set(language) {
    this.language = language;
    store("language", language);
    this.show();
  }

  // Fills in all that has data-word (its text), data-label (its name for screen readers, and as a tip of buttons and links).
  show(within = document) {
    document.documentElement.lang = this.language;
    for (const it of within.querySelectorAll("[data-word]")) it.textContent = this.say(it.dataset.word);
    for (const it of within.querySelectorAll("[data-label]")) {
      it.setAttribute("aria-label", this.say(it.dataset.label));
      if (it.tagName === "BUTTON" || it.tagName === "A") it.title = this.say(it.dataset.label);
    }
    for (const it of within.querySelectorAll("[data-language]")) it.setAttribute("aria-pressed", it.dataset.language === this.language);
  }
}

// A list of keys and what they do, for a dialog.
export function showKeys(list, keys, say) {
  list.replaceChildren(...keys.flatMap(([names, word]) => [
    element("dt", {}, ...names.flatMap((key, i) => [i ? " " : "", element("kbd", {}, key)])),
    element("dd", {}, say(word)),
  ]));
}

// A link or button that stays where it is when it can do nothing.
export function setEnabled(it, isEnabled) {
  it.setAttribute("aria-disabled", !isEnabled);
  it.tabIndex = isEnabled ? 0 : -1;
}
