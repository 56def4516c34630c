// The dialog in which a template is chosen: in groups of kind, searched without regard to diacritics.

import { element } from "../shared/dom.js";

// "Đề án" → "de an"
export const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

// The groups that have words of their own, in the order of the list. After them come those that a library calls as it likes,
// and last what is in none: somebody's own.
const GROUPS = ["decide", "letters", "reports", "plans", "contracts", "slips", "copies"];
const place = (group) => (GROUPS.includes(group) ? GROUPS.indexOf(group) : GROUPS.length + (group === "" ? 1 : 0));
const byName = new Intl.Collator("vi").compare;

export class Picker {
  // `onChoose(id)`.
  constructor({ dialog, input, list, none, say, onChoose }) {
    Object.assign(this, { dialog, input, list, none, say, onChoose });
    this.templates = [];
    this.options = [];
    this.active = -1;
    input.addEventListener("input", () => this.#filter());
    input.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(option.dataset.id);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  open(templates, current) {
    this.templates = templates;
    this.current = current;
    this.input.value = "";
    this.dialog.showModal();
    this.#filter();
    this.input.focus();
    const at = this.options.findIndex((it) => it.dataset.id === current);
    this.#activate(Math.max(at, 0));
  }

  #filter() {
    const wanted = fold(this.input.value).split(/\s+/).filter(Boolean);
    const isWanted = (it) => {
      const text = fold(`${it.name} ${it.id} ${it.abbreviation} ${it.description}`);
      return wanted.every((word) => text.includes(word));
    };
    // A name that begins so is what was meant, before all that only mention it.
    const rank = (it) => (wanted.length && fold(it.name).startsWith(wanted.join(" ")) ? 0 : 1);
    const groups = new Map();
    for (const it of this.templates.filter(isWanted)) groups.set(it.group, [...(groups.get(it.group) ?? []), it]);
    const shown = [...groups].map(([group, found]) => [group, found.sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name))])
      .sort(([one, [a]], [other, [b]]) => rank(a) - rank(b) || place(one) - place(other) || byName(one, other));
    this.list.replaceChildren(...shown.map(([group, found], i) => element("div", { role: "group", "aria-labelledby": `group-${i}`, class: "kind" },
      element("h3", { id: `group-${i}`, role: "presentation" }, this.#heading(group)), ...found.map((it) => this.#option(it)))));
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.none.textContent = this.options.length ? "" : this.say("no_template");
    this.#activate(0);
  }

  #heading(group) {
    if (group === "") return this.say("group_own");
    return GROUPS.includes(group) ? this.say(`group_${group}`) : group;
  }

  #option(it) {
    return element("div", { role: "option", id: `template-${it.id}`, "data-id": it.id, "aria-selected": "false", class: it.id === this.current ? "current" : null },
      element("span", { class: "name" }, it.name || it.id), it.abbreviation ? element("span", { class: "short" }, it.abbreviation) : null,
      it.description ? element("span", { class: "about" }, it.description) : null);
  }

  #activate(i) {
    this.active = this.options.length ? Math.min(Math.max(i, 0), this.options.length - 1) : -1;
    this.options.forEach((it, at) => it.setAttribute("aria-selected", at === this.active));
    const option = this.options[this.active];
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (steps[event.key]) {
      event.preventDefault();
      this.#activate(this.active + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.active >= 0) this.#choose(this.options[this.active].dataset.id);
    }
  }

  #choose(id) {
    this.dialog.close();
    this.onChoose(id);
  }
}
