// The data that are being written: as text, and as values that the form changes. One draft for each template, kept by the
// browser while its tab is open.

import { store, stored } from "../shared/dom.js";
import { parse, print } from "./json.js";

const KEEP_AFTER = 400;  // milliseconds

export class Draft {
  constructor({ onChange }) {
    this.onChange = onChange;
    this.id = null;
    this.value = new Map();
    this.mistake = null;  // of the text; `value` is then that of the last good one
    this.text_ = "{}";
    this.places_ = null;
    this.keeping = null;
  }

  // What was left of an earlier visit; null when nothing was.
  static kept(id) {
    return stored(`thethuc-draft-${id}`, "sessionStorage");
  }

  // Not kept until something is changed.
  open(id, text) {
    this.id = id;
    this.setQuietly(text);
    this.onChange();
  }

  close() {
    this.keepNow();
    this.id = null;
  }

  get text() {
    this.text_ ??= `${print(this.value)}\n`;
    return this.text_;
  }

  // Where each value stands in `text`.
  get places() {
    this.places_ ??= parse(this.text).places;
    return this.places_;
  }

  setText(text) {
    this.setQuietly(text);
    this.#changed();
  }

  setQuietly(text) {
    const { value, places, mistake } = parse(text);
    if (!mistake) this.value = value;
    Object.assign(this, { text_: text, places_: places, mistake });
  }

  // The form has changed `value`.
  valueChanged(value) {
    Object.assign(this, { value, text_: null, places_: null, mistake: null });
    this.#changed();
  }

  #changed() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepNow(), KEEP_AFTER);
    this.onChange();
  }

  keepNow() {
    if (this.keeping === null) return;
    clearTimeout(this.keeping);
    this.keeping = null;
    if (this.id !== null) store(`thethuc-draft-${this.id}`, this.text, "sessionStorage");
  }
}
