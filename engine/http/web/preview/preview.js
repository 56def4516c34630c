// The page of a preview: fetches the state when an event says that there is a new one, and shows it. Nothing is kept here
// that the state does not say, but zoom, language, and which finding is chosen.

import { listenToKeys, viewActions } from "../shared/controls.js";
import { Words, byId, element, sentence, setEnabled, showKeys } from "../shared/dom.js";
import { FindingList, problem } from "../shared/findings.js";
import { Sheets } from "../shared/sheets.js";
import { KEYS } from "../shared/words.js";
import { WORDS } from "./words.js";

let state = null;
let isOffline = false;

const words = new Words(WORDS);
const { say } = words;
const sheets = new Sheets({
  stage: byId("stage"), pages: byId("pages"), thumbs: byId("thumbs"), zoomValue: byId("zoom-value"), say,
  load: async (page, dpi, revision) => `pages/${revision}/${page}?dpi=${dpi}`,
});
const list = new FindingList({
  panel: byId("panel"), body: byId("panel-body"), counts: byId("counts"), toggle: byId("panel-toggle"), sheets, say,
});

// --- words

const inLanguage = (texts) => (texts ? texts[words.language] : "");

// A diagnostic or finding of the state, whose texts come in both languages.
const localised = (it) => ({
  ...it, message: inLanguage(it.message), place: inLanguage(it.place), hint: inLanguage(it.hint), clause: inLanguage(it.clause),
  related: (it.related ?? []).map(inLanguage).filter(Boolean),
});

function showWords() {
  words.show();
  for (const [id, name] of [["docx", "download_docx"], ["pdf", "download_pdf"]]) {
    byId(id).title = say(name);
    byId(id).setAttribute("aria-label", say(name));
  }
  showKeys(byId("keys"), KEYS, say);
}

function setLanguage(other) {
  words.set(other);
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
      element("p", { class: "lead" }, sentence(inLanguage(state.unavailable))),
      element("p", {}, say("unavailable_lead")));
  } else {
    const title = state.failure ? say("alert_failure") : say(errors.length === 1 ? "alert_one" : "alert_many", { n: errors.length + state.omitted });
    alert.replaceChildren(element("h2", {}, title),
      state.failure ? element("p", { class: "lead" }, sentence(inLanguage(state.failure))) : "",
      element("ul", {}, ...errors.map((it) => problem(localised(it), say)), state.omitted ? element("li", { class: "more" }, say("more", { n: state.omitted })) : ""),
      element("p", { class: "lead" }, say("alert_lead")));
  }
}

// --- pages and findings

function showPages() {
  sheets.show(state.pages && { ...state.pages, key: state.pages.revision }, !state.good);
  const fonts = (state.pages?.fonts ?? []).map((font) => font.replace(/([a-z])([A-Z])/g, "$1 $2"));
  byId("footnote").textContent = state.pages?.count ? say("drawn_with", { fonts: fonts.join(", ") }) : "";
  setEnabled(byId("docx"), state.document !== null);
  setEnabled(byId("pdf"), state.pages !== null);
}

function showFindings() {
  const found = state.findings;
  list.show({
    told: state.diagnostics.filter((d) => d.severity !== "error").map(localised),
    checked: found && { profile: found.profile_title, omitted: found.omitted, entries: found.entries.map(localised) },
    isOld: found !== null && found.revision !== state.revision,
    // Marks are of the pages that they were made with, and of no others.
    hasMarks: found !== null && found.revision === state.pages?.revision,
  });
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
  showFindings();
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

listenToKeys(viewActions({ sheets, list, words, setLanguage }));
for (const id of ["docx", "pdf"]) {
  byId(id).addEventListener("click", (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
}

// The cookie has the key now: it need not stand in the address, which people show and copy.
history.replaceState(null, "", location.pathname);
list.open(!matchMedia("(max-width: 900px)").matches);
showWords();
refresh();
listen();
