// The left side: the data of the chosen template as a form or as JSON, where they begin, and what is wrong with them.

import { element, sentence, store, stored } from "../shared/dom.js";
import { save } from "./api.js";
import { Draft } from "./draft.js";
import { Form } from "./form.js";
import { lineAndColumn, offsetOf, placeOf } from "./json.js";
import { JsonView } from "./json_view.js";
import { Schema } from "./schema.js";

const MOST_MEGABYTES = 32;  // the service takes no more, unless it is told to
const MOST_LISTED = 8;
const PROFILES = { "nd30-2020": "Nghị định 30/2020/NĐ-CP", "tt01-2011": "Thông tư 01/2011/TT-BNV", "hd05-vptw": "Hướng dẫn 05-HD/VPTW" };

export class DataPanel {
  // `parts`: elements by name. `onData(text or null, atOnce)` is told of other data; null while they are no JSON.
  constructor({ api, say, parts, onData, onProblem }) {
    Object.assign(this, { api, say, parts, onData, onProblem });
    this.template = null;
    this.schema = null;
    this.problems = [];
    this.isJson = stored("view") === "json";
    this.draft = new Draft({ onChange: () => this.#changed() });
    this.form = new Form({ box: parts.form, say, onChange: () => this.draft.valueChanged(this.form.root) });
    this.editor = new JsonView({ box: parts.jsonBox, area: parts.json, shade: parts.shade, onInput: (text) => this.#typed(text) });
    parts.form.addEventListener("submit", (event) => event.preventDefault());
    parts.viewForm.addEventListener("click", () => this.showView(false));
    parts.viewJson.addEventListener("click", () => this.showView(true));
    parts.samples.addEventListener("change", () => this.#startFrom(parts.samples.value));
    parts.profiles.addEventListener("change", () => this.#setProfile(parts.profiles.value));
    parts.load.addEventListener("click", () => parts.file.click());
    parts.file.addEventListener("change", () => this.#openFile());
    parts.save.addEventListener("click", () => save(new Blob([this.draft.text], { type: "application/json" }), `${this.template.id}.json`));
    parts.undo.addEventListener("click", () => this.#bringBack());
    addEventListener("pagehide", () => this.draft.keepNow());
  }

  // --- a template and where its data begin

  async open(template) {
    this.draft.close();
    Object.assign(this, { template, problems: [], schema: null, schemaOf: null });
    this.parts.loaded.hidden = true;
    this.parts.form.replaceChildren();
    const kept = Draft.kept(template.id);
    this.#showSamples(kept !== null);
    const text = kept ?? await this.#sample(this.parts.samples.value);
    if (this.template !== template) return;
    this.draft.setQuietly(text);  // it says under which profile
    await this.#loadSchema();
    if (this.template !== template) return;
    this.isFresh = true;
    this.draft.open(template.id, text);
    this.isFresh = false;
    this.#showAll();
  }

  get #path() {
    return `/v1/templates/${encodeURIComponent(this.template.id)}`;
  }

  get profile() {
    const asked = this.draft.value instanceof Map ? this.draft.value.get("$profile") : null;
    return this.template.profiles.includes(asked) ? asked : this.template.profile;
  }

  async #loadSchema() {
    const wanted = `${this.template.id} ${this.profile}`;
    if (this.schemaOf === wanted) return;
    const query = this.template.profiles.length > 1 ? `?profile=${encodeURIComponent(this.profile)}` : "";
    const schema = new Schema(await this.api.json(`${this.#path}/schema${query}`, { accept: "application/schema+json, application/json" }));
    Object.assign(this, { schema, schemaOf: wanted });
  }

  async #sample(name) {
    if (name === "/empty") return "{}\n";
    const query = name === "/made" ? "" : `?name=${encodeURIComponent(name)}`;
    return (await this.api.ask(`${this.#path}/sample${query}`)).text();
  }

  // "bao-cao/son-phu-quy-3-2021.json" → "son phu quy 3 2021"
  #sampleName(name) {
    return name === "/made" ? this.say("sample_made") : name === "/empty" ? this.say("sample_empty")
      : name === "/own" ? this.say("sample_own") : name.split("/").pop().replace(/\.json$/, "").replaceAll("-", " ");
  }

  #showSamples(hasOwn) {
    const names = [...(hasOwn ? ["/own"] : []), ...this.template.samples, "/made", "/empty"];
    this.parts.samples.replaceChildren(...names.map((name) => element("option", { value: name }, this.#sampleName(name))));
    const profiles = this.template.profiles;
    this.parts.profileLabel.hidden = profiles.length < 2;
    this.parts.profiles.replaceChildren(...profiles.map((id) => element("option", { value: id }, PROFILES[id] ?? id)));
  }

  async #startFrom(name) {
    if (name === "/own") return;
    try {
      const text = await this.#sample(name);
      this.#replace(text, this.say("loaded_sample", { name: this.#sampleName(name) }));
    } catch (error) {
      this.onProblem(error);
    }
  }

  async #openFile() {
    const [file] = this.parts.file.files;
    this.parts.file.value = "";
    if (!file) return;
    if (file.size > MOST_MEGABYTES << 20) {
      this.parts.loaded.hidden = false;
      this.parts.undo.hidden = true;
      this.parts.loadedText.textContent = this.say("file_too_large", { name: file.name, n: MOST_MEGABYTES });
      return;
    }
    const text = (await file.text()).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    this.#replace(text, this.say("loaded_file", { name: file.name }));
  }

  #replace(text, told) {
    this.before = this.draft.text;
    this.parts.loaded.hidden = false;
    this.parts.undo.hidden = false;
    this.parts.loadedText.textContent = told;
    this.#take(text);
  }

  #bringBack() {
    this.parts.loaded.hidden = true;
    this.#take(this.before);
    this.parts.samples.focus();
  }

  #take(text) {
    this.problems = [];
    this.isFresh = true;  // nobody is typing: no reason to wait
    this.draft.setText(text);
    this.isFresh = false;
    if (this.draft.mistake) this.isJson = true;
    this.#showAll();
  }

  async #setProfile(profile) {
    const rest = [...this.draft.value].filter(([key]) => key !== "$profile");
    const own = profile === this.template.profile ? [] : [["$profile", profile]];
    this.draft.valueChanged(new Map([...own, ...rest]));
    await this.showAnew();
  }

  // --- what is shown

  showView(isJson) {
    this.isJson = isJson;
    store("view", isJson ? "json" : "form");
    this.#showAll();
  }

  // In another language, or under another profile.
  async showAnew() {
    if (!this.schema) return;
    const chosen = this.parts.samples.value;
    this.#showSamples([...this.parts.samples.options].some((it) => it.value === "/own"));
    this.parts.samples.value = chosen;
    try {
      await this.#loadSchema();
    } catch (error) {
      this.onProblem(error);
    }
    this.#showAll();
  }

  #showAll() {
    const { parts, draft } = this;
    parts.viewForm.setAttribute("aria-pressed", !this.isJson);
    parts.viewJson.setAttribute("aria-pressed", this.isJson);
    parts.form.hidden = this.isJson;
    parts.jsonBox.hidden = !this.isJson;
    parts.profiles.value = this.profile;
    if (this.isJson) this.editor.text = draft.text;
    else if (draft.mistake) parts.form.replaceChildren(element("p", { class: "none" }, this.say("json_first")));
    else this.form.show(this.schema, draft.value);
    this.showProblems(this.problems);
  }

  #typed(text) {
    this.draft.setText(text);
    if (!this.draft.mistake && this.profile !== this.parts.profiles.value) this.showAnew();
  }

  #changed() {
    const isObject = this.draft.value instanceof Map;
    if (this.draft.mistake || !isObject) this.showProblems([]);
    this.onData(this.draft.mistake || !isObject ? null : this.draft.text, this.isFresh);
  }

  // --- what is wrong

  // The first mistake of the text, as a problem; null when it is sound.
  #mistake() {
    const { mistake, text, value } = this.draft;
    if (!mistake && value instanceof Map) return null;
    const { name, values, start, end } = mistake ?? { name: "json_object", values: {}, start: 0, end: 1 };
    return { severity: "error", message: this.say(name, values), pointer: null, start, end };
  }

  // Diagnostics of the service about the data that stand here; their texts are in the page's language.
  showProblems(diagnostics) {
    this.problems = diagnostics;
    const mistake = this.#mistake();
    const problems = mistake ? [mistake] : diagnostics.map((it) => ({
      severity: it.severity, message: it.message, hint: it.hint, pointer: it.data_pointer ?? (it.place?.line ? null : ""),
      ...(it.place?.line && it.data_pointer === undefined ? this.#spanOf(it.place) : {}),
    }));
    const errors = problems.filter((it) => it.severity === "error");
    this.count = errors.length;
    this.first = errors[0] ?? null;
    this.parts.problems.replaceChildren(...(errors.length ? [this.#list(errors)] : []));
    if (this.isJson) this.editor.mark(problems.map((it) => ({ ...this.#placed(it), severity: it.severity, message: sentence(it.message) })));
    else if (!mistake && this.schema) this.form.showProblems(problems.filter((it) => it.pointer !== null));
  }

  #spanOf({ line, column = 1 }) {
    const start = offsetOf(this.draft.text, line, column);
    return { start, end: start + 1 };
  }

  #placed(it) {
    return it.start !== undefined ? it : placeOf(this.draft.places, it.pointer);
  }

  #list(errors) {
    const title = errors.length === 1 ? this.say("problems_one") : this.say("problems_many", { n: errors.length });
    const items = errors.slice(0, MOST_LISTED).map((it) => {
      const button = element("button", { type: "button" }, element("span", { class: "where" }, this.#where(it)), element("span", {}, sentence(it.message)));
      button.addEventListener("click", () => this.goTo(it));
      return element("li", {}, button);
    });
    const more = errors.length > MOST_LISTED ? element("p", { class: "more" }, this.say("more", { n: errors.length - MOST_LISTED })) : "";
    return element("div", {}, element("h3", {}, title), element("ul", {}, ...items), more);
  }

  #where(it) {
    if (it.start !== undefined) return this.say("at_line", lineAndColumn(this.draft.text, it.start));
    return this.schema?.titles(it.pointer, this.say("item")) ?? it.pointer;
  }

  goTo(it = this.first) {
    if (!it) return;
    if (it.start !== undefined && !this.isJson) this.showView(true);
    if (!this.isJson && this.form.reveal(it.pointer)) return;
    if (!this.isJson) this.showView(true);
    const { start, end } = this.#placed(it);
    this.editor.goTo(start, end);
  }
}
