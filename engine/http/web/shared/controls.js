// What both pages do by keys and by the buttons of their bars: zoom, pages, findings, language, help. Which key does what is said
// by KEYS in words.js.

import { byId } from "./dom.js";

// By key; and has the buttons of the bars do the same: #zoom-in, #zoom-out, #zoom-fit, #help-open, and each [data-language].
export function viewActions({ sheets, list, words, setLanguage }) {
  const closer = () => sheets.stepZoom(true);
  const actions = {
    "+": closer,
    "=": closer,
    "-": () => sheets.stepZoom(false),
    "0": () => sheets.setZoom(null),
    n: () => list.step(1),
    p: () => list.step(-1),
    j: () => sheets.step(1),
    k: () => sheets.step(-1),
    l: () => setLanguage(words.language === "vi" ? "en" : "vi"),
    "?": () => byId("help").showModal(),
  };
  for (const [id, key] of [["zoom-in", "+"], ["zoom-out", "-"], ["zoom-fit", "0"], ["help-open", "?"]]) {
    byId(id).addEventListener("click", actions[key]);
  }
  for (const it of document.querySelectorAll("[data-language]")) {
    it.addEventListener("click", () => setLanguage(it.dataset.language));
  }
  return actions;
}

// Wherever nothing is typed, and no dialog is open.
export function listenToKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}
