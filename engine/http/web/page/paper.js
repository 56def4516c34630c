// The pages of the draft: made anew as one types, newest first; what is shown stays until there is better.

import { Problem } from "./api.js";

const TYPING = 250;     // milliseconds without a key before the service is asked
const MOST_IMAGES = 2;  // asked for at once: a key may allow few requests

// `onState` is told what there is to show:
//   {stage: "idle" | "asking" | "waiting", answer, isCurrent, good: {text, answer}, problem}
// `answer` is the newest of the service; `good` the last that has a document; `problem` stands instead of an answer.
export class Paper {
  constructor({ api, onState }) {
    Object.assign(this, { api, onState });
    this.reset(null);
    this.images = 0;
    this.queue = [];
  }

  // For another template: nothing that is under way counts any more.
  reset(id) {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.id = id;
    this.turn = (this.turn ?? 0) + 1;
    this.state = { stage: "asking", answer: null, isCurrent: false, good: null, problem: null };
    if (id !== null) this.onState(this.state);
  }

  // There are other data. With a mistake in the text (null) there is nothing to ask, and the pages are old.
  dataChanged(text, atOnce = false) {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.turn += 1;
    this.#tell({ stage: text === null ? "idle" : "asking", isCurrent: false, answer: text === null ? null : this.state.answer });
    if (text !== null) this.timer = setTimeout(() => this.#ask(text), atOnce ? 0 : TYPING);
  }

  wait() {
    if (this.state.stage === "asking") this.#tell({ stage: "waiting" });
  }

  async #ask(text) {
    const turn = this.turn;
    this.asking = new AbortController();
    try {
      const answer = await this.api.json(`/v1/templates/${encodeURIComponent(this.id)}/preview`, { body: text, signal: this.asking.signal });
      if (turn !== this.turn) return;  // a stale answer
      const good = answer.document ? { text, answer } : this.state.good;
      this.#tell({ stage: "idle", answer, isCurrent: answer.document !== null, good, problem: null });
    } catch (error) {
      if (error.name === "AbortError" || turn !== this.turn) return;
      if (!(error instanceof Problem)) throw error;
      this.#tell({ stage: "idle", answer: null, isCurrent: false, problem: error });
    }
  }

  #tell(change) {
    this.state = { ...this.state, ...change };
    this.onState(this.state);
  }

  // The address of the image of a page of the last good document.
  async image(page, dpi, key) {
    const { good } = this.state;
    if (this.images >= MOST_IMAGES) await new Promise((resolve) => this.queue.push(resolve));
    this.images += 1;
    try {
      if (key !== this.state.good?.answer.document.sha256) throw new Error("the page is no longer shown");
      const answer = await this.api.ask(`/v1/templates/${encodeURIComponent(this.id)}/render?format=png&page=${page}&dpi=${dpi}`,
        { body: good.text, accept: "image/png" });
      return URL.createObjectURL(await answer.blob());
    } finally {
      this.images -= 1;
      this.queue.shift()?.();
    }
  }

  // The document of these data as a file: {blob, disposition}.
  async download(form, text) {
    const answer = await this.api.ask(`/v1/templates/${encodeURIComponent(this.id)}/render?format=${form}`, { body: text, accept: "*/*" });
    return { blob: await answer.blob(), disposition: answer.headers.get("Content-Disposition") };
  }
}
