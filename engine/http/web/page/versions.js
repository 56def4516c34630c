// The second tab: how the pages of two versions of a template differ. The report is a page of its own, shown in a frame that
// can reach neither this page nor the service.

import { element } from "../shared/dom.js";
import { problem } from "../shared/findings.js";
import { Problem, save } from "./api.js";

export class Versions {
  constructor({ api, say, language, from, to, form, frame, told, download, onProblem }) {
    Object.assign(this, { api, say, language, from, to, form, frame, told, download, onProblem });
    this.id = null;
    this.list = [];
    this.report = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.compare();
    });
    download.addEventListener("click", () => this.report && save(new Blob([this.report], { type: "text/html" }), `so-sanh-${this.id}.html`));
    addEventListener("message", (event) => {
      // The frame is there and waits for its report.
      if (event.source === frame.contentWindow && event.data === "ready") this.#send();
    });
  }

  async show(id) {
    if (this.id === id) return;
    this.id = id;
    this.list = [];
    this.#showReport(null);
    this.#tell("versions_loading");
    this.form.hidden = true;
    try {
      const { versions } = await this.api.json(`/v1/templates/${encodeURIComponent(id)}/versions`);
      if (this.id !== id) return;
      this.list = versions;
      this.showWords();
    } catch (error) {
      this.id = null;
      this.#fail(error);
    }
  }

  showWords() {
    if (this.id === null || !this.list.length) return;
    this.form.hidden = this.list.length < 2;
    if (this.form.hidden) {
      this.#tell("versions_one");
      return;
    }
    if (!this.report) this.#tell("versions_choose");
    const chosen = [this.from.value, this.to.value];
    [this.from, this.to].forEach((select, side) => {
      select.replaceChildren(...this.list.map((it, i) => element("option", { value: it.number }, this.#name(it, i))).reverse());
      const otherwise = this.list.at(side ? -1 : -2).number;
      select.value = this.list.some((it) => `${it.number}` === chosen[side]) ? chosen[side] : otherwise;
    });
    if (this.report) this.#showReport(this.report);  // a report that is shown hears nothing more
  }

  #name(it, i) {
    const date = it.created ? new Date(it.created) : null;
    const when = date && !Number.isNaN(date.getTime()) ? date.toLocaleString(this.language() === "vi" ? "vi-VN" : "en-GB", { dateStyle: "medium", timeStyle: "short" }) : it.version.slice(0, 8);
    // The same template may have come back.
    const before = this.list.slice(0, i).find((other) => other.version === it.version);
    return [this.say("version", { n: it.number }), when, before ? this.say("version_as", { n: before.number }) : "",
      i + 1 === this.list.length ? this.say("version_newest") : ""].filter(Boolean).join(" · ");
  }

  async compare() {
    if (this.from.value === this.to.value) {
      this.#showReport(null);
      this.#tell("versions_same");
      return;
    }
    this.#showReport(null);
    this.#tell("comparing");
    const id = this.id;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const query = `from=${encodeURIComponent(this.from.value)}&to=${encodeURIComponent(this.to.value)}`;
      const answer = await this.api.ask(`/v1/templates/${encodeURIComponent(id)}/diff?${query}`, { accept: "text/html", signal: this.asking.signal });
      const report = await answer.text();
      if (this.id !== id) return;
      this.#showReport(report);
      this.told.textContent = "";
    } catch (error) {
      if (error.name === "AbortError") return;
      this.#fail(error);
    }
  }

  #fail(error) {
    if (!(error instanceof Problem)) throw error;
    const files = { old: "version_old", new: "version_new", data: "versions_data" };
    const told = error.diagnostics.map((it) => problem({
      ...it, place: files[it.place?.file] ? this.say(files[it.place.file]) : it.place?.file, text: null, related: [],
      pointer: it.data_pointer,
    }, this.say));
    const more = Object.values(error.omitted).reduce((sum, n) => sum + n, 0);
    if (more) told.push(element("li", { class: "more" }, this.say("more", { n: more })));
    this.told.replaceChildren(this.onProblem(error), told.length ? element("ul", {}, ...told) : "");
  }

  #tell(word) {
    this.told.textContent = this.say(word);
  }

  #showReport(report) {
    this.report = report;
    this.frame.hidden = report === null;
    this.download.hidden = report === null;
    // Loaded anew for each report: "ready" is said then.
    if (report !== null) this.frame.src = "web/page/report.html";
    else this.frame.removeAttribute("src");
  }

  #send() {
    if (this.report === null) return;
    const language = this.language();
    // The report knows both languages; this is where it says which it shows first.
    const html = this.report.replace(/<html lang="\w+" data-lang="\w+"/, `<html lang="${language}" data-lang="${language}"`);
    // The frame's origin is nobody's, so that it cannot be named here.
    this.frame.contentWindow?.postMessage({ html }, "*");
  }
}
