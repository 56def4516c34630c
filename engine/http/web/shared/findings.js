// What is wrong, as a list and as marks on the pages. Items are {severity, message, place, text: [before, wrong, after],
// pointer, hint, related: [place], clause, rule, page, marks}, in the language of the page; what is not there is left out.

import { element, motion, sentence } from "./dom.js";

function quoted(parts) {
  if (!parts) return null;
  const [before, marked, after] = parts;
  return element("p", { class: "quoted" }, before, marked ? element("mark", {}, marked) : null, after);
}

function details(it, say) {
  return [
    quoted(it.text),
    it.pointer ? element("p", { class: "place" }, `${say("data")}: `, element("code", {}, it.pointer)) : null,
    it.hint ? element("p", { class: "hint" }, element("b", {}, `${say("hint")}: `), it.hint) : null,
    it.related?.length ? element("p", { class: "hint" }, element("b", {}, `${say("see_also")}: `), it.related.join("; ")) : null,
    it.clause ? element("p", { class: "clause" }, `${say("clause")}: ${it.clause}`) : null,
  ];
}

const message = (it, say) => element("p", { class: "message" },
  element("span", { class: "badge" }, say(`severity_${it.severity}`)), sentence(it.message));

// An error or warning as an item of a list.
export function problem(it, say) {
  return element("li", { class: `item ${it.severity}` }, it.place ? element("p", { class: "place" }, it.place) : null,
    message(it, say), ...details(it, say));
}

// The list beside the pages. `panel` is folded by the class of that name; its elements are `body`, `counts`, `toggle`.
export class FindingList {
  constructor({ panel, body, counts, toggle, sheets, say, onOpen, onChoose }) {
    Object.assign(this, { panel, body, counts, toggle, sheets, say, onOpen, onChoose });
    this.findings = [];
    this.chosen = -1;
    toggle.addEventListener("click", () => this.open(panel.classList.contains("folded")));
  }

  open(isOpen) {
    this.panel.classList.toggle("folded", !isOpen);
    this.toggle.setAttribute("aria-expanded", isOpen);
    this.onOpen?.(isOpen);
  }

  // `told`: warnings of filling in. `checked`: {profile, omitted, entries} or null. `isOld`: of an older version.
  // `hasMarks`: the pages that are shown are those that were checked.
  show({ told, checked, isOld, hasMarks }) {
    const { say } = this;
    this.findings = checked?.entries ?? [];
    const parts = [];
    if (told.length) {
      parts.push(element("h3", {}, say("from_filling")), element("ul", {}, ...told.map((it) => problem(it, say))));
    }
    if (checked) {
      parts.push(element("h3", {}, say("from_checking")),
        element("p", { class: "profile" }, isOld ? say("findings_older") : say("checked", { profile: checked.profile })));
      if (this.findings.length) {
        parts.push(element("ul", { class: isOld ? "old" : "" }, ...this.findings.map((it, i) => this.#item(it, i)),
          checked.omitted ? element("li", { class: "more" }, say("more", { n: checked.omitted })) : ""));
      } else {
        parts.push(element("p", { class: "none" }, say("none")));
      }
    } else if (!told.length) {
      parts.push(element("p", { class: "none" }, say("none_yet")));
    }
    this.body.replaceChildren(...parts);
    this.#showCounts([...told, ...this.findings]);
    this.#showMarks(hasMarks);
    if (this.chosen >= this.findings.length) this.chosen = -1;
    this.#showChosen();
  }

  step(by) {
    const count = this.findings.length;
    if (count) this.choose((this.chosen + by + count) % count, "both");
  }

  // `goTo`: "list", "page" or "both".
  choose(i, goTo) {
    this.onChoose?.(goTo);
    this.chosen = i;
    this.#showChosen();
    if (goTo === "list") this.open(true);
    const item = this.body.querySelector(`[data-finding="${i}"]`);
    const mark = this.sheets.pages.querySelector(`.found[data-finding="${i}"]`);
    if (item && goTo !== "page") {
      item.scrollIntoView({ behavior: motion(), block: "nearest" });
      item.focus({ preventScroll: true });
    }
    if (goTo !== "list") {
      if (mark) mark.scrollIntoView({ behavior: motion(), block: "center" });
      else if (this.findings[i].page) this.sheets.goTo(this.findings[i].page);
    }
  }

  #showChosen() {
    for (const within of [this.body, this.sheets.pages]) {
      for (const it of within.querySelectorAll("[data-finding]")) {
        it.classList.toggle("chosen", Number(it.dataset.finding) === this.chosen);
      }
    }
  }

  #showMarks(hasMarks) {
    this.sheets.mark(hasMarks ? this.findings : [], (i, part) => {
      const finding = this.findings[i];
      const mark = element("button", {
        type: "button", class: `found ${finding.severity}${finding.marks.length < 3 ? " few" : ""}`, title: finding.message,
        tabindex: "-1", "data-finding": i, "aria-label": part ? null : finding.message, "aria-hidden": part > 0,
      });
      mark.addEventListener("click", () => this.choose(i, "list"));
      return mark;
    });
  }

  #item(finding, i) {
    const { say } = this;
    const where = [finding.page ? say("page", { n: finding.page }) : "", finding.place].filter(Boolean).join(" · ");
    const button = element("button", { type: "button", class: `item ${finding.severity}`, "data-finding": i },
      element("p", { class: "place" }, where, element("code", { class: "rule" }, finding.rule)),
      message(finding, say), ...details(finding, say));
    button.addEventListener("click", () => this.choose(i, "page"));
    return element("li", {}, button);
  }

  #showCounts(items) {
    const counted = [["error", "errors"], ["warning", "warnings"], ["info", "infos"]]
      .map(([severity, name]) => [severity, name, items.filter((it) => it.severity === severity).length])
      .filter(([, , count]) => count > 0);
    this.counts.replaceChildren(...counted.map(([severity, name, count]) =>
      element("span", { class: `count ${severity}` }, element("b", {}, count), element("span", { class: "count-name" }, ` ${this.say(name)}`))));
  }
}
