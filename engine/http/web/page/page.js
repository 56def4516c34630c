// The web page of the service: a template is chosen, its data are written on the left, its pages stand on the right.

import { listenToKeys, viewActions } from "../shared/controls.js";
import { Words, byId, element, sentence, setEnabled, showKeys, store, stored } from "../shared/dom.js";
import { FindingList } from "../shared/findings.js";
import { Sheets } from "../shared/sheets.js";
import { KEYS } from "../shared/words.js";
import { Api, Problem, fileName, save } from "./api.js";
import { DataPanel } from "./data_panel.js";
import { Paper } from "./paper.js";
import { Picker } from "./picker.js";
import { Versions } from "./versions.js";
import { MORE_KEYS, WORDS } from "./words.js";

const NARROW = matchMedia("(max-width: 900px)");

let templates = [];
let template = null;

const words = new Words(WORDS);
const { say } = words;
const api = new Api({ language: () => words.language, onWait: () => paper.wait() });
const paper = new Paper({ api, onState: show });
const sheets = new Sheets({
  stage: byId("stage"), pages: byId("pages"), thumbs: byId("thumbs"), zoomValue: byId("zoom-value"), say,
  load: (page, dpi, key) => paper.image(page, dpi, key),
});
const list = new FindingList({
  panel: byId("panel"), body: byId("panel-body"), counts: byId("counts"), toggle: byId("panel-toggle"), sheets, say,
  onOpen: (isOpen) => {
    store("findings", isOpen ? "open" : "folded");
    if (NARROW.matches && isOpen) setPane("findings");
  },
  onChoose: (goTo) => NARROW.matches && setPane(goTo === "list" ? "findings" : "pages"),
});
const data = new DataPanel({
  api, say,
  parts: {
    form: byId("form"), jsonBox: byId("json-box"), json: byId("json"), shade: byId("json-shade"), viewForm: byId("view-form"),
    viewJson: byId("view-json"), samples: byId("samples"), profiles: byId("profiles"), profileLabel: byId("profile-label"),
    load: byId("load"), file: byId("file"), save: byId("save"), loaded: byId("loaded"), loadedText: byId("loaded-text"),
    undo: byId("undo"), problems: byId("problems"),
  },
  onData: (text, atOnce) => paper.dataChanged(text, atOnce),
  onProblem: showProblem,
});
const picker = new Picker({
  dialog: byId("picker"), input: byId("picker-search"), list: byId("picker-list"), none: byId("picker-none"), say,
  onChoose: (id) => { location.hash = id; },
});
const versions = new Versions({
  api, say, language: () => words.language, from: byId("version-from"), to: byId("version-to"), form: byId("versions-form"),
  frame: byId("report"), told: byId("versions-told"), download: byId("report-save"),
  onProblem: (problem) => {
    if (problem.status === 401) askForKey();
    return [titleOf(problem), problem.detail].filter(Boolean).map(sentence).join(". ");
  },
});

// --- what there is to show

const errorsOf = (answer) => (answer?.diagnostics ?? []).filter((it) => it.severity === "error");

function status({ stage, answer, problem, isCurrent }) {
  if (problem) return problem.status === 0 ? ["offline", say("offline")] : ["warning", sentence(titleOf(problem))];
  if (stage === "waiting") return ["busy", say("waiting")];
  if (stage === "asking") return ["busy", say("busy")];
  if (!isCurrent) return ["broken", say("broken")];
  return answer.unavailable ? ["warning", say("no_pages")] : ["good", say("fresh")];
}

function titleOf(problem) {
  const known = { 0: "problem_offline", 401: "key_title", 403: "problem_403", 429: "problem_429" }[problem.status];
  return known ? say(known) : problem.title;
}

function show(state) {
  const { stage, answer, good, isCurrent, problem } = state;
  const [kind, text] = status(state);
  byId("status").dataset.kind = kind;
  byId("status-text").textContent = text;
  document.body.dataset.stage = stage;
  // While one types, what was wrong before stays in sight until the answer is there.
  if (stage === "idle") data.showProblems(answer ? errorsOf(answer) : problem?.diagnostics ?? []);
  const isBroken = stage === "idle" && !isCurrent;
  showAlert(state, isBroken);
  byId("older").hidden = !isBroken || !good?.answer.pages;
  byId("older").textContent = data.count > 1 ? say("older_many", { n: data.count }) : say("older");
  const shown = good?.answer ?? null;
  sheets.show(shown?.pages ? { ...shown.pages, key: shown.document.sha256 } : null, isBroken);
  const fonts = (shown?.pages?.fonts ?? []).map((font) => font.replace(/([a-z])([A-Z])/g, "$1 $2"));
  byId("footnote").textContent = shown?.pages ? say("drawn_with", { fonts: fonts.join(", ") }) : "";
  const found = shown?.findings;
  list.show({
    told: (shown?.diagnostics ?? []).map((it) => ({ ...it, pointer: it.data_pointer, place: it.tag, related: [] })),
    checked: found ? { profile: found.profile_title, omitted: found.omitted, entries: found.entries } : null,
    isOld: isBroken, hasMarks: Boolean(shown?.pages),
  });
  const isGood = isCurrent || (stage !== "idle" && good !== null);  // no flicker while one types
  setEnabled(byId("docx"), isGood);
  setEnabled(byId("pdf"), isGood && Boolean(shown?.pages));
  showCount("pane-problems", data.count);
  showCount("pane-findings", list.findings.length);
  byId("key-open").hidden = !api.key;
  if (problem?.status === 401) askForKey();
}

function showCount(id, count) {
  byId(id).hidden = !count;
  byId(id).textContent = count ?? "";
}

function showAlert({ answer, good, problem }, isBroken) {
  const alert = byId("alert");
  const isWithoutPages = !isBroken && answer?.unavailable;
  alert.hidden = !problem && !isWithoutPages && !(isBroken && !good?.answer.pages);
  alert.className = `alert ${problem || isWithoutPages ? "unavailable" : "broken"}`;
  if (alert.hidden) {
    alert.replaceChildren();
  } else if (problem) {
    const lead = { 0: "problem_offline_lead", 401: "key_about", 403: "problem_403_lead", 429: "problem_429_lead" }[problem.status];
    const detail = problem.status === 401 ? "" : problem.detail;  // which is for programs
    const retry = element("button", { type: "button", class: "button" }, say("retry"));
    retry.addEventListener("click", again);
    alert.replaceChildren(element("h2", {}, sentence(titleOf(problem))),
      ...[detail, ...problem.diagnostics.map((it) => it.message), lead ? say(lead) : ""].filter(Boolean)
        .map((text) => element("p", { class: "lead" }, sentence(text))), retry);
  } else if (isWithoutPages) {
    alert.replaceChildren(element("h2", {}, say("alert_unavailable")), element("p", { class: "lead" }, sentence(answer.unavailable)),
      element("p", {}, say("unavailable_lead")));
  } else {
    alert.replaceChildren(element("h2", {}, say("alert_broken")), element("p", { class: "lead" }, say("alert_broken_lead")));
  }
}

// What came in place of an answer, wherever it was asked.
function showProblem(error) {
  if (!(error instanceof Problem)) throw error;
  show({ ...paper.state, stage: "idle", problem: error });
}

function again() {
  if (templates.length && template && data.schema) paper.dataChanged(data.draft.mistake ? null : data.draft.text, true);
  else start();
}

// --- the key

function askForKey() {
  const why = byId("key-why");
  why.hidden = !api.key;
  why.textContent = api.key ? say("key_wrong") : "";
  api.key = null;
  if (byId("key-dialog").open) return;
  byId("key").value = "";
  byId("key-dialog").showModal();
}

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const key = byId("key").value.trim();
  if (!/^[\x21-\x7e]+$/.test(key)) return;
  api.key = key;
  byId("key").value = "";
  byId("key-dialog").close();
  again();
});
byId("key-open").addEventListener("click", () => {
  api.key = null;
  askForKey();
});

// --- templates and addresses: #bao-cao, #bao-cao/versions

async function start() {
  show({ ...paper.state, stage: "asking", problem: null });
  try {
    ({ templates } = await api.json("/v1/templates"));
  } catch (error) {
    showProblem(error);
    return;
  }
  await follow();
}

// What the address names; of one that is mistyped or cut short ("#%"), nothing.
function placeOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1)).split("/");
  } catch {
    return [""];
  }
}

async function follow() {
  const [wanted, tab] = placeOf(location.hash);
  const found = templates.find((it) => it.id === (wanted || stored("template"))) ?? templates.find((it) => it.id === "cong-van") ?? templates[0];
  setTab(tab === "versions" ? "versions" : "write", false);
  if (!found) {
    byId("alert").hidden = false;
    byId("alert").replaceChildren(element("h2", {}, say("library_empty")));
    return;
  }
  if (template !== found || !data.schema) {
    template = found;
    store("template", found.id);
    paper.reset(found.id);
    byId("stage").scrollTop = 0;
    showNames();
    try {
      await data.open(found);
    } catch (error) {
      showProblem(error);
    }
  }
  if (tab === "versions" && template === found) versions.show(found.id);
}

function showNames() {
  byId("template-name").textContent = template?.name || template?.id || "…";
  document.title = say("title", { name: template?.name || template?.id || "" });
}

// --- tabs, panes, language

function setTab(name, takeFocus) {
  for (const it of ["write", "versions"]) {
    const isChosen = it === name;
    const tab = byId(`tab-${it}`);
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
    byId(it).hidden = !isChosen;
    if (isChosen && takeFocus) tab.focus();
  }
  document.body.dataset.tab = name;
}

function chooseTab(name) {
  const id = template?.id ?? "";
  setTab(name, true);
  location.hash = name === "versions" ? `${id}/versions` : id;
}

function setPane(name) {
  document.body.dataset.pane = name;
  for (const it of document.querySelectorAll("[data-pane-of]")) it.setAttribute("aria-pressed", it.dataset.paneOf === name);
  if (name === "findings") list.panel.classList.remove("folded");
  sheets.size();
}

function setLanguage(language) {
  words.set(language);
  showWords();
  if (!template || !data.schema) return;
  data.showAnew();
  versions.showWords();
  paper.dataChanged(data.draft.mistake ? null : data.draft.text, true);  // what is wrong is told in this language, too
}

function showWords() {
  words.show();
  byId("report").title = say("report");
  showNames();
  showKeys(byId("keys"), [...MORE_KEYS, ...KEYS], say);
}

// --- controls

async function download(form) {
  const button = byId(form);
  if (button.getAttribute("aria-disabled") === "true") return;
  setEnabled(button, false);
  byId("status-text").textContent = say("downloading");
  try {
    const { blob, disposition } = await paper.download(form, data.draft.text);
    save(blob, fileName(disposition, `${template.id}.${form}`));
    show(paper.state);
  } catch (error) {
    showProblem(error);
  }
}

const actions = {
  ...viewActions({ sheets, list, words, setLanguage }),
  t: () => picker.open(templates, template?.id),
  e: () => data.goTo(),
  v: () => data.showView(!data.isJson),
};
listenToKeys(actions);

byId("tabs").addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const isFirst = document.body.dataset.tab === "write";
  chooseTab(event.key === "Home" || (event.key !== "End" && !isFirst) ? "write" : "versions");
});
byId("tab-write").addEventListener("click", () => chooseTab("write"));
byId("tab-versions").addEventListener("click", () => chooseTab("versions"));
byId("picker-open").addEventListener("click", actions.t);
byId("docx").addEventListener("click", () => download("docx"));
byId("pdf").addEventListener("click", () => download("pdf"));
for (const it of document.querySelectorAll("[data-pane-of]")) it.addEventListener("click", () => setPane(it.dataset.paneOf));
addEventListener("hashchange", follow);

list.open(stored("findings") === "open" && !NARROW.matches);
setPane("data");
showWords();
start();
