// Data as a form made from the template's JSON Schema. The form changes the data in place and says so; what the service then
// says of them is shown at the fields, whose JSON pointers are in data-pointer.

import { element, sentence } from "../shared/dom.js";
import { FIELDS, fit } from "./fields.js";
import { Num, pointerKeys, pointerTo } from "./json.js";

// A place in the data: a member of an object or an item of a list, which may not be there yet.
class Spot {
  constructor(form, parent, key, schema, isRequired) {
    Object.assign(this, { form, parent, key, schema, isRequired, schema_: form.schema });
    this.pointer = parent ? pointerTo(parent.pointer, key) : "";
    this.isItem = typeof key === "number";
  }

  get value() {
    if (!this.parent) return this.form.root;
    const box = this.parent.value;
    return box instanceof Map ? box.get(this.key) : Array.isArray(box) ? box[this.key] : undefined;
  }

  set(value) {
    this.#put(value);
    this.form.onChange();
  }

  #put(value) {
    if (!this.parent) {
      this.form.root = value;
      return;
    }
    let box = this.parent.value;
    if (!(box instanceof Map) && !Array.isArray(box)) {
      box = this.isItem ? [] : new Map();
      this.parent.#put(box);
    }
    if (Array.isArray(box)) box[this.key] = value;
    else if (box.has(this.key)) box.set(this.key, value);
    else this.#insert(box, value);
  }

  // Members stand in the order of the schema, whenever they come.
  #insert(box, value) {
    const order = Object.keys(this.parent.schema.properties ?? {});
    const at = order.indexOf(this.key);
    const before = [...box];
    const next = before.findIndex(([key]) => order.indexOf(key) > at);
    before.splice(next < 0 ? before.length : next, 0, [this.key, value]);
    box.clear();
    for (const [key, it] of before) box.set(key, it);
  }

  // Takes it out; an object that has nothing left and need not be there goes, too.
  remove() {
    this.#take();
    this.form.onChange();
  }

  #take() {
    const box = this.parent?.value;
    if (!(box instanceof Map)) return;
    box.delete(this.key);
    const { parent } = this;
    if (!box.size && parent.parent && !parent.isItem && !parent.isRequired) parent.#take();
  }
}

const isThere = (value) => value !== undefined && value !== null;

// The first words of a value, for what is folded.
function brief(value) {
  if (typeof value === "string") return value.startsWith("data:") ? "" : value.replace(/\s+/g, " ").slice(0, 90);
  if (value instanceof Num) return value.raw;
  for (const it of value instanceof Map ? value.values() : Array.isArray(value) ? value : []) {
    const found = brief(it);
    if (found) return found;
  }
  return "";
}

export class Form {
  // `box` holds the form; `onChange` is told of each change of `root`.
  constructor({ box, say, onChange }) {
    Object.assign(this, { box, say, onChange });
    this.isOpen = new WeakMap();  // of objects and lists of the data: whether they are unfolded
    this.builders = new WeakMap();  // of <details>: what fills it when it is opened first
    this.problems = [];
    this.ids = 0;
  }

  show(schema, root) {
    this.schema = schema;
    this.root = root;
    const spot = new Spot(this, null, "", schema.resolve(schema.root), true);
    this.box.replaceChildren(root instanceof Map ? this.#members(spot, 0) : this.#field(spot));
    this.#afterwards();
  }

  #afterwards() {
    for (const area of this.box.querySelectorAll("textarea")) fit(area);
    this.showProblems(this.problems);
  }

  // --- objects

  #members(spot, depth) {
    const required = new Set(spot.schema.required ?? []);
    const value = spot.value;
    const all = this.schema.members(spot.schema).map(([key, schema]) => new Spot(this, spot, key, schema, required.has(key)));
    const isFirst = (it) => isThere(it.value) || it.isRequired || this.#isOneOf(spot, it.key);
    // Folding one or two away would help nobody.
    const isFolded = depth === 0 || all.filter((it) => !isFirst(it)).length > 2;
    const more = isFolded ? all.filter((it) => !isFirst(it)) : [];
    const made = element("div", { class: "members" }, ...all.filter((it) => !more.includes(it)).map((it) => this.#any(it, depth)));
    // What the schema does not know is shown all the same: it would be lost from sight.
    for (const key of value instanceof Map ? value.keys() : []) {
      const isDirective = depth === 0 && key.startsWith("$");  // "$profile" has a control of its own
      if (!isDirective && (!spot.schema.properties || !Object.hasOwn(spot.schema.properties, key))) {
        made.append(this.#any(new Spot(this, spot, key, { title: key }, false), depth));
      }
    }
    if (more.length) made.append(this.#more(more, depth));
    return made;
  }

  // Of members of which one has to be there (anyOf, oneOf), those stay in sight while none is.
  #isOneOf(spot, key) {
    const all = [spot.schema, ...(spot.schema.allOf ?? []).map((it) => this.schema.resolve(it))];
    return all.some((it) => [it.anyOf, it.oneOf].some((list) => {
      const names = (list ?? []).flatMap((one) => one.required ?? []);
      return names.includes(key) && names[0] === key && !names.some((name) => spot.value instanceof Map && isThere(spot.value.get(name)));
    }));
  }

  #more(members, depth) {
    const names = members.map((it) => it.schema.title ?? it.key).join(", ");
    const made = element("details", { class: "more-fields" },
      element("summary", {}, element("span", { class: "name" }, this.say("more_fields", { n: members.length })),
        element("span", { class: "brief" }, names), this.#badge()));
    this.#fill(made, () => element("div", { class: "inside" }, ...members.map((it) => this.#any(it, depth))));
    return made;
  }

  #any(spot, depth) {
    const kind = this.schema.kind(spot.schema, spot.value);
    return kind === "object" ? this.#object(spot, depth) : kind === "list" ? this.#list(spot, depth) : this.#field(spot, kind);
  }

  #title(spot) {
    return [element("span", { class: "name", title: String(spot.key) }, spot.schema.title ?? String(spot.key)),
      spot.isRequired && !spot.isItem ? element("span", { class: "star", title: this.say("required") }, "*") : null];
  }

  #badge() {
    return element("span", { class: "badge error", hidden: true });
  }

  #about(spot) {
    const text = spot.schema.description?.replaceAll("\\n", this.say("enter_key"));  // how JSON writes it
    return text ? element("p", { class: "about" }, text) : null;
  }

  // A part that folds. It is filled when it is opened first: a long report has thousands of fields.
  #part(spot, kind, isOpen, content) {
    const summary = element("summary", {}, ...this.#title(spot), element("span", { class: "brief" }), this.#badge());
    const made = element("details", { class: `part ${kind}`, "data-pointer": spot.pointer }, summary);
    const showBrief = () => {
      const value = spot.value;
      const count = Array.isArray(value) ? `${value.length} · ` : "";
      summary.querySelector(".brief").textContent = isThere(value) ? count + brief(value) : this.say("absent");
    };
    showBrief();
    made.addEventListener("toggle", () => {
      const value = spot.value;
      if (typeof value === "object" && value) this.isOpen.set(value, made.open);
      showBrief();
    });
    this.#fill(made, () => element("div", { class: "inside" }, this.#about(spot),
      element("p", { class: "wrong-text", hidden: true }), content()));
    if (isOpen) this.#open(made);
    return made;
  }

  #fill(details, builder) {
    this.builders.set(details, builder);
    // The summary is clicked before the part opens, so that it never opens empty.
    details.querySelector("summary").addEventListener("click", () => this.#build(details));
    details.addEventListener("toggle", () => details.open && this.#build(details));
  }

  #build(details) {
    const builder = this.builders.get(details);
    if (!builder) return;
    this.builders.delete(details);
    details.append(builder());
    if (details.isConnected) this.#afterwards();
  }

  #open(details) {
    this.#build(details);
    details.open = true;
  }

  #object(spot, depth) {
    const value = spot.value;
    const isOpen = (value && this.isOpen.get(value)) ?? (depth === 0 && isThere(value) && this.schema.members(spot.schema).length <= 4);
    return this.#part(spot, "object", isOpen, () => this.#members(spot, depth + 1));
  }

  // --- lists

  #list(spot, depth) {
    const value = spot.value;
    const isPlain = !["object", "list"].includes(this.schema.kind(this.schema.item(spot.schema, 0), undefined));
    const isOpen = (value && this.isOpen.get(value)) ?? (depth < 2 && isThere(value) && isPlain && value.length <= 6);
    return this.#part(spot, "list", isOpen, () => {
      const box = element("div", { class: "items" });
      this.#items(spot, depth, box);
      return box;
    });
  }

  #items(spot, depth, box, focus = null) {
    const value = spot.value ?? [];
    const rows = value.map((_, i) => this.#row(spot, depth, box, i, value.length));
    const isFull = spot.schema.maxItems !== undefined && value.length >= spot.schema.maxItems;
    const name = this.schema.item(spot.schema, value.length).title ?? spot.schema.title ?? "";
    const add = element("button", { type: "button", class: "button small add", disabled: isFull }, this.say("add", { name: name.toLocaleLowerCase() }));
    add.addEventListener("click", () => {
      const made = this.schema.blank(this.schema.item(spot.schema, value.length));
      if (typeof made === "object" && made) this.isOpen.set(made, true);
      new Spot(this, spot, value.length, {}, false).set(made);
      this.#items(spot, depth, box, { row: spot.value.length - 1, tool: null });
    });
    box.replaceChildren(...rows, add);
    this.#afterwards();
    if (!focus) return;
    const row = rows[Math.min(focus.row, rows.length - 1)];
    const tools = row?.querySelector(":scope > .row-tools");
    const wanted = focus.tool ? tools?.querySelector(`[data-tool="${focus.tool}"]:not(:disabled)`) ?? tools?.querySelector("button:not(:disabled)")
      : row?.querySelector("input, textarea, select, summary");
    (wanted ?? add).focus();
  }

  #row(spot, depth, box, i, count) {
    const schema = this.schema.item(spot.schema, i);
    const item = new Spot(this, spot, i, { ...schema, title: `${schema.title ?? this.say("item")} ${i + 1}` }, false);
    const tool = (name, sign, isOff, change) => {
      const label = this.say(name, { name: item.schema.title });
      const button = element("button", { type: "button", class: "tool", "data-tool": name, "aria-label": label, title: label, disabled: isOff }, sign);
      button.addEventListener("click", () => {
        const row = change(spot.value);
        if (spot.value.length || spot.isRequired || spot.isItem) this.onChange();
        else spot.remove();
        this.#items(spot, depth, box, { row, tool: name });
      });
      return button;
    };
    const swap = (list, a, b) => {
      [list[a], list[b]] = [list[b], list[a]];
      return b;
    };
    const isLeast = spot.schema.minItems !== undefined && spot.isRequired && count <= spot.schema.minItems;
    return element("div", { class: "row" }, this.#any(item, depth + 1), element("div", { class: "row-tools" },
      tool("move_up", "↑", i === 0, (list) => swap(list, i, i - 1)),
      tool("move_down", "↓", i === count - 1, (list) => swap(list, i, i + 1)),
      tool("remove_item", "✕", isLeast, (list) => {
        list.splice(i, 1);
        return i;
      })));
  }

  // --- fields

  #field(spot, kind = "json") {
    const id = `field-${++this.ids}`;
    const wrong = element("p", { class: "wrong-text", id: `${id}-wrong`, hidden: true });
    const about = this.#about(spot);
    const made = element("div", { class: `field ${kind}`, "data-pointer": spot.pointer });
    const complain = (text) => {  // of what is not even data yet
      made.dataset.own = text;
      this.#tell(made, text ? [{ severity: "error", message: text }] : []);
    };
    const { control, more = [] } = FIELDS[kind](spot, id, this.say, complain);
    if (about) about.id = `${id}-about`;
    control.setAttribute("aria-describedby", `${id}-wrong${about ? ` ${id}-about` : ""}`);
    if (spot.isRequired) control.setAttribute("aria-required", "true");
    const label = element("label", { for: id }, ...this.#title(spot));
    made.append(...(kind === "flag" ? [element("div", { class: "tick" }, control, label)] : [label, control]), ...more, wrong, about ?? "");
    return made;
  }

  // --- what is wrong

  // [{pointer, severity, message, hint}]: each at its field, or at the nearest part around it that is there.
  showProblems(problems) {
    this.problems = problems;
    const told = new Map();
    for (const it of problems) {
      const at = this.#nearest(it.pointer);
      if (at) told.set(at, [...(told.get(at) ?? []), it]);
    }
    for (const it of this.box.querySelectorAll("[data-pointer]")) {
      const own = it.dataset.own ? [{ severity: "error", message: it.dataset.own }] : [];
      this.#tell(it, [...own, ...(told.get(it) ?? [])]);
    }
    for (const details of this.box.querySelectorAll("details")) {
      const count = [...told].reduce((sum, [at, list]) => sum + (details.contains(at) ? list.length : 0), 0);
      const badge = details.querySelector(":scope > summary > .badge");
      badge.hidden = count === 0;
      badge.textContent = count;
      badge.setAttribute("aria-label", this.say("problems_inside", { n: count }));
    }
  }

  #tell(at, problems) {
    const text = at.matches("details") ? at.querySelector(":scope > .inside > .wrong-text") : at.querySelector(":scope > .wrong-text");
    if (!text) return;
    const isWrong = problems.some((it) => it.severity === "error");
    text.hidden = problems.length === 0;
    text.className = `wrong-text ${isWrong ? "error" : "warning"}`;
    const about = at.querySelector(":scope > .about, :scope > .inside > .about")?.textContent ?? "";
    text.replaceChildren(...problems.map((it) => element("span", {}, sentence(it.message),
      it.hint && !about.includes(it.hint) ? element("span", { class: "hint" }, ` ${sentence(it.hint).replace(/\.?$/, ".")}`) : "")));
    const control = at.matches("details") ? null : at.querySelector("input, textarea, select");
    if (control) control.setAttribute("aria-invalid", isWrong);
  }

  #at(pointer) {
    return this.box.querySelector(`[data-pointer="${CSS.escape(pointer)}"]`);
  }

  #nearest(pointer) {
    for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
      const found = this.#at(at);
      if (found) return found;
    }
    return null;
  }

  // Unfolds all around the value, and gives its field the focus. False when the form has no such place.
  reveal(pointer) {
    const more = this.box.querySelector(":scope > .members > .more-fields");
    let at = "";
    for (const key of pointerKeys(pointer)) {
      at = pointerTo(at, key);
      let found = this.#at(at);
      if (!found) {  // among those that are folded away, of the part before
        const around = this.#nearest(at);
        for (const details of around ? around.querySelectorAll(".more-fields") : more ? [more] : []) this.#open(details);
        found = this.#at(at);
      }
      if (!found) break;
      for (let around = found; around && around !== this.box; around = around.parentElement) {
        if (around.matches("details")) this.#open(around);
      }
    }
    const found = this.#nearest(pointer);
    if (!found) return false;
    const control = found.querySelector(found.matches("details") ? "summary" : "input, textarea, select");
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
    return true;
  }
}
