// The editor of JSON: a text field over the same text in colours, with line numbers and marks under what is wrong.
//
// Both lie in one grid cell and wrap alike; the text field's own letters are transparent. Only lines that change are drawn
// anew, so typing in a long document stays quick.

import { element } from "../shared/dom.js";
import { tokens } from "./json.js";

export class JsonView {
  // `box` scrolls; `area` is the text field in it, `shade` the coloured text behind.
  constructor({ box, area, shade, onInput }) {
    Object.assign(this, { box, area, shade });
    this.lines = [];  // {text, marks: "", node}
    this.marks = new Map();  // line (from 0) → [{start, end, severity, message}]; end null: to its end
    area.addEventListener("input", () => {
      this.marks = new Map();  // they were of another text
      this.#draw();
      onInput(area.value);
    });
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    if (this.area.value === text) return;
    this.area.value = text;
    this.marks = new Map();
    this.#draw();
  }

  // Places with something wrong: {start, end, severity, message}; offsets of the text.
  mark(places) {
    this.marks = new Map();
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) starts.push(at + 1);
    for (const place of places) {
      const line = starts.findLastIndex((start) => start <= place.start);
      const length = (starts[line + 1] ?? this.text.length + 1) - starts[line] - 1;
      const start = Math.min(place.start - starts[line], Math.max(length - 1, 0));
      const end = Math.min(Math.max(place.end - starts[line], start + 1), Math.max(length, 1));
      this.marks.set(line, [...(this.marks.get(line) ?? []), { ...place, start, end }]);
    }
    this.#draw();
  }

  // The caret to an offset, in sight.
  goTo(start, end = start) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, end);
    const line = this.text.slice(0, start).split("\n").length - 1;
    this.shade.children[line]?.scrollIntoView({ block: "center" });
  }

  #draw() {
    const texts = this.text.split("\n");
    const key = (i) => JSON.stringify(this.marks.get(i) ?? "");
    const isSame = (old, i) => old && old.text === texts[i] && old.marks === key(i);
    let head = 0;
    while (head < texts.length && isSame(this.lines[head], head)) head += 1;
    let tail = 0;
    while (tail < Math.min(texts.length, this.lines.length) - head &&
           isSame(this.lines[this.lines.length - 1 - tail], texts.length - 1 - tail)) tail += 1;
    const gone = this.lines.slice(head, this.lines.length - tail);
    const made = [];
    for (let i = head; i < texts.length - tail; ++i) {
      made.push({ text: texts[i], marks: key(i), node: this.#line(texts[i], this.marks.get(i) ?? []) });
    }
    const next = this.lines[head + gone.length]?.node ?? null;
    for (const it of gone) it.node.remove();
    for (const it of made) this.shade.insertBefore(it.node, next);
    this.lines.splice(head, gone.length, ...made);
    this.shade.dataset.digits = String(texts.length).length;
  }

  #line(text, marks) {
    const cuts = new Set([0, text.length]);
    const parts = tokens(text);
    for (const [, start, end] of parts) cuts.add(start).add(end);
    for (const { start, end } of marks) cuts.add(Math.min(start, text.length)).add(Math.min(end, text.length));
    const sorted = [...cuts].sort((a, b) => a - b);
    const made = element("div", { class: "line" });
    for (let i = 0; i + 1 < sorted.length; ++i) {
      const [start, end] = [sorted[i], sorted[i + 1]];
      const kind = parts.find(([, from, to]) => from <= start && end <= to)?.[0] ?? "";
      const mark = marks.find((it) => it.start <= start && end <= it.end);
      const piece = text.slice(start, end);
      made.append(kind || mark ? element("span", { class: `${kind}${mark ? ` wrong ${mark.severity}` : ""}` }, piece) : piece);
    }
    if (!text) made.append("\u200b");
    if (marks.length) {
      made.classList.add("wrong-line", marks.some((it) => it.severity === "error") ? "error" : "warning");
      made.append(element("span", { class: "told" }, marks.map((it) => it.message).join(" · ")));
    }
    return made;
  }
}
