// The page of a preview: fetches the state when an event says that there is a new one, and shows it. Nothing is kept here
// that the state does not say, but zoom, language, and which finding is chosen.

import { KEYS, WORDS } from "./preview-words.js";

const RESOLUTIONS = [96, 144, 192, 288];  // those that the server draws
const THUMBNAIL_RESOLUTION = 36;
const PIXELS_PER_MM = 96 / 25.4;
const A4 = [210, 297];
const ZOOM_STEPS = [0.25, 0.35, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const WIDEST_FIT = 1.3;  // larger than that a page is no better to read

const byId = (id) => document.getElementById(id);
const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const store = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

let state = null;
let language = stored("language") === "en" ? "en" : "vi";
let zoom = null;  // null: as wide as there is room
let chosen = -1;  // index of the chosen finding
let isOffline = false;
let currentPage = 1;

// --- words

function say(name, values = {}) {
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

const inLanguage = (words) => (words ? words[language] : "");

// A message begins in small letters, since elsewhere it follows its place.
const sentence = (words) => {
  const text = inLanguage(words);
  return text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
};

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

function showWords() {
  document.documentElement.lang = language;
  for (const it of document.querySelectorAll("[data-word]")) it.textContent = say(it.dataset.word);
  for (const it of document.querySelectorAll("[data-label]")) {
    it.setAttribute("aria-label", say(it.dataset.label));
    if (it.tagName === "BUTTON") it.title = say(it.dataset.label);
  }
  for (const [id, name] of [["docx", "download_docx"], ["pdf", "download_pdf"]]) {
    byId(id).title = say(name);
    byId(id).setAttribute("aria-label", say(name));
  }
  byId("vi").setAttribute("aria-pressed", language === "vi");
  byId("en").setAttribute("aria-pressed", language === "en");
  byId("keys").replaceChildren(...KEYS.flatMap(([keys, name]) => [
    element("dt", {}, ...keys.flatMap((key, i) => [i ? " " : "", element("kbd", {}, key)])),
    element("dd", {}, say(name)),
  ]));
}

function setLanguage(other) {
  language = other;
  store("language", other);
  showWords();
  if (state) show();
}

// --- status and errors

const baseName = (path) => path.split("/").pop();
const errorsOf = (it) => it.diagnostics.filter((d) => d.severity === "error");

function status() {
  if (isOffline) return ["offline", say("offline")];
  if (state.stage === "filling") return ["busy", say("busy")];
  if (!state.good) return ["broken", say("broken")];
  if (state.stage === "laying_out") return ["busy", say("laying_out")];
  if (state.unavailable) return ["warning", say("no_pages")];
  if (!state.changed.length) return ["good", say("fresh")];
  const values = { file: baseName(state.changed[0]), n: state.changed.length - 1 };
  return ["good", say(values.n ? "fresh_changed_more" : "fresh_changed", values)];
}

function showStatus() {
  const [kind, text] = status();
  byId("status").dataset.kind = kind;
  byId("status-text").textContent = text;
  byId("status").title = state ? state.changed.join("\n") : "";
}

function quoted(parts) {
  if (!parts) return null;
  const [before, marked, after] = parts;
  return element("p", { class: "quoted" }, before, marked ? element("mark", {}, marked) : null, after);
}

function details(it) {
  const pointer = it.pointer ? element("p", { class: "place" }, `${say("data")}: `, element("code", {}, it.pointer)) : null;
  const hint = inLanguage(it.hint);
  const clause = inLanguage(it.clause);
  const related = (it.related ?? []).map(inLanguage).filter(Boolean);
  return [
    quoted(it.text),
    pointer,
    hint ? element("p", { class: "hint" }, element("b", {}, `${say("hint")}: `), hint) : null,
    related.length ? element("p", { class: "hint" }, element("b", {}, `${say("see_also")}: `), related.join("; ")) : null,
    clause ? element("p", { class: "clause" }, `${say("clause")}: ${clause}`) : null,
  ];
}

function problem(it) {
  return element("li", { class: `item ${it.severity}` },
    inLanguage(it.place) ? element("p", { class: "place" }, inLanguage(it.place)) : null,
    element("p", { class: "message" }, element("span", { class: "badge" }, say(`severity_${it.severity}`)), sentence(it.message)),
    ...details(it));
}

function showAlert() {
  const alert = byId("alert");
  const errors = errorsOf(state);
  const isBroken = !state.good;
  alert.hidden = !isBroken && !state.unavailable;
  alert.className = isBroken ? "alert broken" : "alert unavailable";
  byId("older").hidden = !isBroken || !state.pages;
  byId("older").textContent = say("older");
  if (alert.hidden) {
    alert.replaceChildren();
  } else if (!isBroken) {
    alert.replaceChildren(element("h2", {}, say("alert_unavailable")),
      element("p", { class: "lead" }, sentence(state.unavailable)),
      element("p", {}, say("unavailable_lead")));
  } else {
    const title = state.failure ? say("alert_failure") : say(errors.length === 1 ? "alert_one" : "alert_many", { n: errors.length + state.omitted });
    alert.replaceChildren(element("h2", {}, title),
      state.failure ? element("p", { class: "lead" }, sentence(state.failure)) : "",
      element("ul", {}, ...errors.map(problem), state.omitted ? element("li", { class: "more" }, say("more", { n: state.omitted })) : ""),
      element("p", { class: "lead" }, say("alert_lead")));
  }
}

// --- pages

const sheets = [];  // {figure, sheet, image, thumb, thumbImage, shown: revision drawn}

const sizeOf = (i) => state.pages.sheets[i] ?? A4;

function scale() {
  if (zoom !== null) return zoom;
  const widest = Math.max(...Array.from({ length: state.pages.count }, (_, i) => sizeOf(i)[0]));
  const style = getComputedStyle(byId("stage"));
  const room = byId("stage").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return Math.min(WIDEST_FIT, Math.max(0.2, room / (widest * PIXELS_PER_MM)));
}

function resolution() {
  const wanted = 96 * scale() * (window.devicePixelRatio || 1);
  return RESOLUTIONS.find((dpi) => dpi >= wanted * 0.98) ?? RESOLUTIONS[RESOLUTIONS.length - 1];
}

// Shows the image once it is there: until then the one before stays.
async function draw(image, page, dpi) {
  const source = `pages/${state.pages.revision}/${page}?dpi=${dpi}`;
  if (image.dataset.source === source) return;
  image.dataset.source = source;
  const next = new Image();
  next.src = source;
  try {
    await next.decode();
  } catch {
    if (image.dataset.source === source) {  // else a newer one is on its way
      delete image.dataset.source;
      setTimeout(drawNearby, 1000);
    }
    return;
  }
  if (image.dataset.source === source) {
    image.src = source;
    image.classList.add("drawn");
  }
}

const nearby = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.dataset.near = entry.isIntersecting ? "1" : "";
  }
  drawNearby();
}, { rootMargin: "600px" });

function drawNearby() {
  if (!state?.pages) return;
  const dpi = resolution();
  sheets.forEach((it, i) => {
    if (it.sheet.dataset.near) draw(it.image, i + 1, dpi);
    if (it.thumb.dataset.near) draw(it.thumbImage, i + 1, THUMBNAIL_RESOLUTION);
  });
}

function addSheet() {
  const page = sheets.length + 1;
  const image = element("img", { class: "paper", decoding: "async" });
  const marks = element("div", { class: "marks" });
  const sheet = element("div", { class: "sheet" }, image, marks);
  const caption = element("figcaption");
  const figure = element("figure", { class: "page", id: `page-${page}`, tabindex: "-1" }, sheet, caption);
  const thumbImage = element("img", { alt: "", decoding: "async" });
  const number = element("span");
  const thumb = element("button", { type: "button", class: "thumb" }, thumbImage, number);
  thumb.addEventListener("click", () => goToPage(page, true));
  byId("pages").append(figure);
  byId("thumbs").append(thumb);
  sheets.push({ figure, sheet, image, marks, caption, thumb, thumbImage, number });
  nearby.observe(sheet);
  nearby.observe(thumb);
  visible.observe(figure);
}

function showPages() {
  const count = state.pages?.count ?? 0;
  while (sheets.length < count) addSheet();
  while (sheets.length > count) {
    const gone = sheets.pop();
    gone.figure.remove();
    gone.thumb.remove();
  }
  const isOld = !state.good;
  byId("pages").classList.toggle("old", isOld);
  byId("thumbs").classList.toggle("old", isOld);
  document.body.classList.toggle("no-pages", count === 0);
  sheets.forEach((it, i) => {
    it.image.alt = say("page_of", { n: i + 1, count });
    it.caption.textContent = say("page_of", { n: i + 1, count });
    it.thumb.setAttribute("aria-label", say("page", { n: i + 1 }));
    it.number.textContent = i + 1;
    const [width, height] = sizeOf(i);
    it.thumbImage.style.aspectRatio = `${width} / ${height}`;
  });
  sizePages();
  const fonts = (state.pages?.fonts ?? []).map((font) => font.replace(/([a-z])([A-Z])/g, "$1 $2"));
  byId("footnote").textContent = count ? say("drawn_with", { fonts: fonts.join(", ") }) : "";
  setEnabled(byId("docx"), state.document !== null);
  setEnabled(byId("pdf"), state.pages !== null);
}

function sizePages() {
  if (!state?.pages) return;
  const now = scale();
  sheets.forEach((it, i) => {
    const [width, height] = sizeOf(i);
    it.sheet.style.width = `${width * PIXELS_PER_MM * now}px`;
    it.sheet.style.aspectRatio = `${width} / ${height}`;
  });
  byId("zoom-value").textContent = `${Math.round(now * 100)}%`;
  drawNearby();
}

function setEnabled(link, isEnabled) {
  link.setAttribute("aria-disabled", !isEnabled);
  link.tabIndex = isEnabled ? 0 : -1;
}

function setZoom(next) {
  const stage = byId("stage");
  const middle = (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight;
  zoom = next;
  sizePages();
  stage.scrollTop = middle * stage.scrollHeight - stage.clientHeight / 2;
}

function stepZoom(up) {
  if (!state?.pages) return;
  const now = scale();
  const next = up ? ZOOM_STEPS.find((z) => z > now * 1.01) : ZOOM_STEPS.filter((z) => z < now * 0.99).pop();
  if (next) setZoom(next);
}

const visible = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.target.dataset.visible = entry.intersectionRatio;
  let most = 0;
  sheets.forEach((it, i) => {
    const ratio = Number(it.figure.dataset.visible ?? 0);
    if (ratio > most) [most, currentPage] = [ratio, i + 1];
  });
  sheets.forEach((it, i) => it.thumb.setAttribute("aria-current", i + 1 === currentPage ? "page" : "false"));
}, { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] });

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function goToPage(page, takeFocus = false) {
  const it = sheets[page - 1];
  if (!it) return;
  it.figure.scrollIntoView({ behavior: calm(), block: "start" });
  if (takeFocus) it.figure.focus({ preventScroll: true });
}

// --- findings

const findings = () => state.findings?.entries ?? [];

function showMarks() {
  for (const it of sheets) it.marks.replaceChildren();
  // Marks are of the pages that they were made with, and of no others.
  if (!state.findings || state.findings.revision !== state.pages?.revision) return;
  findings().forEach((finding, i) => {
    finding.marks.forEach(([page, left, top, width, height], part) => {
      const it = sheets[page - 1];
      if (!it) return;
      const [sheetWidth, sheetHeight] = sizeOf(page - 1);
      const [aside, above] = [0.8, 0.3];  // millimetres
      const mark = element("button", {
        type: "button", class: `found ${finding.severity}${finding.marks.length < 3 ? " few" : ""}`, title: inLanguage(finding.message), tabindex: "-1", "data-finding": i,
        "aria-label": part ? null : inLanguage(finding.message), "aria-hidden": part > 0,
      });
      mark.style.left = `${(100 * (left - aside)) / sheetWidth}%`;
      mark.style.top = `${(100 * (top - above)) / sheetHeight}%`;
      mark.style.width = `${(100 * (width + 2 * aside)) / sheetWidth}%`;
      mark.style.height = `${(100 * (height + 2 * above)) / sheetHeight}%`;
      mark.addEventListener("click", () => choose(i, "list"));
      it.marks.append(mark);
    });
  });
}

function choose(i, goTo) {
  chosen = i;
  for (const it of document.querySelectorAll("[data-finding]")) {
    it.classList.toggle("chosen", Number(it.dataset.finding) === i);
  }
  const item = document.querySelector(`#panel [data-finding="${i}"]`);
  const mark = document.querySelector(`.found[data-finding="${i}"]`);
  if (goTo === "list") openPanel(true);
  if (item && goTo !== "page") {
    item.scrollIntoView({ behavior: calm(), block: "nearest" });
    item.focus({ preventScroll: true });
  }
  if (goTo !== "list") {
    if (mark) mark.scrollIntoView({ behavior: calm(), block: "center" });
    else if (findings()[i].page) goToPage(findings()[i].page);
  }
}

function stepFinding(step) {
  const count = findings().length;
  if (count) choose((chosen + step + count) % count, "both");
}

function findingItem(finding, i) {
  const where = [finding.page ? say("page", { n: finding.page }) : "", inLanguage(finding.place)].filter(Boolean).join(" · ");
  const button = element("button", { type: "button", class: `item ${finding.severity}`, "data-finding": i },
    element("p", { class: "place" }, where, element("code", { class: "rule" }, finding.rule)),
    element("p", { class: "message" }, element("span", { class: "badge" }, say(`severity_${finding.severity}`)), sentence(finding.message)),
    ...details(finding));
  button.addEventListener("click", () => choose(i, "page"));
  return element("li", {}, button);
}

function showCounts(items) {
  const counted = [["error", "errors"], ["warning", "warnings"], ["info", "infos"]]
    .map(([severity, name]) => [severity, name, items.filter((it) => it.severity === severity).length])
    .filter(([, , count]) => count > 0);
  byId("counts").replaceChildren(...counted.map(([severity, name, count]) =>
    element("span", { class: `count ${severity}` }, element("b", {}, count), element("span", { class: "count-name" }, ` ${say(name)}`))));
}

function showPanel() {
  const told = state.diagnostics.filter((d) => d.severity !== "error");
  const isOld = state.findings !== null && state.findings.revision !== state.revision;
  const parts = [];
  if (told.length) {
    parts.push(element("h3", {}, say("from_filling")), element("ul", {}, ...told.map(problem)));
  }
  if (state.findings) {
    parts.push(element("h3", {}, say("from_checking")),
      element("p", { class: "profile" }, isOld ? say("findings_older") : say("checked", { profile: state.findings.profile_title })));
    if (findings().length) {
      parts.push(element("ul", { class: isOld ? "old" : "" }, ...findings().map(findingItem),
        state.findings.omitted ? element("li", { class: "more" }, say("more", { n: state.findings.omitted })) : ""));
    } else {
      parts.push(element("p", { class: "none" }, say("none")));
    }
  } else if (!told.length) {
    parts.push(element("p", { class: "none" }, say("none_yet")));
  }
  byId("panel-body").replaceChildren(...parts);
  showCounts([...told, ...findings()]);
  if (chosen >= findings().length) chosen = -1;
  else if (chosen >= 0) {
    for (const it of document.querySelectorAll(`[data-finding="${chosen}"]`)) it.classList.add("chosen");
  }
}

function openPanel(isOpen) {
  byId("panel").classList.toggle("folded", !isOpen);
  byId("panel-toggle").setAttribute("aria-expanded", isOpen);
}

// --- the state

function show() {
  byId("template-name").textContent = state.template.name || state.template.id || say("preview");
  byId("data-name").textContent = baseName(state.data);
  byId("data-name").title = state.data;
  document.title = say("title", { name: state.template.name || state.template.id || "thethuc" });
  showStatus();
  showAlert();
  showPages();
  showMarks();
  showPanel();
  document.body.dataset.version = state.version;
  document.body.dataset.stage = state.stage;
}

let isFetching = false;
let isWanted = false;

async function refresh() {
  isWanted = true;
  if (isFetching) return;
  isFetching = true;
  try {
    while (isWanted) {
      isWanted = false;
      const answer = await fetch("state");
      if (!answer.ok) throw new Error(`${answer.status}`);
      state = await answer.json();
      isOffline = false;
      show();
    }
  } catch {
    isOffline = true;  // the next event, when the program is there again, fetches anew
    if (state) showStatus();
  } finally {
    isFetching = false;
  }
}

function listen() {
  const events = new EventSource("events");
  events.addEventListener("state", refresh);
  events.addEventListener("error", () => {
    isOffline = true;
    if (state) showStatus();
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
}

// --- controls

const ACTIONS = {
  "+": () => stepZoom(true),
  "=": () => stepZoom(true),
  "-": () => stepZoom(false),
  "0": () => setZoom(null),
  n: () => stepFinding(1),
  p: () => stepFinding(-1),
  j: () => goToPage(Math.min(currentPage + 1, sheets.length), true),
  k: () => goToPage(Math.max(currentPage - 1, 1), true),
  l: () => setLanguage(language === "vi" ? "en" : "vi"),
  "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const action = ACTIONS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

byId("zoom-in").addEventListener("click", ACTIONS["+"]);
byId("zoom-out").addEventListener("click", ACTIONS["-"]);
byId("zoom-fit").addEventListener("click", ACTIONS["0"]);
byId("vi").addEventListener("click", () => setLanguage("vi"));
byId("en").addEventListener("click", () => setLanguage("en"));
byId("help-open").addEventListener("click", ACTIONS["?"]);
byId("panel-toggle").addEventListener("click", () => openPanel(byId("panel").classList.contains("folded")));
for (const id of ["docx", "pdf"]) {
  byId(id).addEventListener("click", (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
}
new ResizeObserver(sizePages).observe(byId("stage"));

// The cookie has the key now: it need not stand in the address, which people show and copy.
history.replaceState(null, "", location.pathname);
openPanel(!matchMedia("(max-width: 900px)").matches);
showWords();
refresh();
listen();
