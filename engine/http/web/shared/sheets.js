// The pages of a document: their images, thumbnails, zoom, and marks on them.

import { element, motion } from "./dom.js";

const RESOLUTIONS = [96, 144, 192, 288];  // so that an image is drawn once for many zooms
const THUMBNAIL_RESOLUTION = 36;
const PIXELS_PER_MM = 96 / 25.4;
const A4 = [210, 297];
const ZOOM_STEPS = [0.25, 0.35, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
const WIDEST_FIT = 1.3;  // larger than that a page is no better to read
const MOST_TRIES = 5;    // for an image

// Words that it needs: page, page_of. `load(page, dpi, key)` gives a promise of an image's address; one of a blob is
// revoked when it is no longer shown.
export class Sheets {
  constructor({ stage, pages, thumbs, zoomValue, say, load }) {
    Object.assign(this, { stage, pages, thumbs, zoomValue, say, load });
    this.shown = null;  // {key, count, sheets: [[width, height] mm, …]}
    this.sheets = [];   // {figure, sheet, image, marks, caption, thumb, thumbImage, number}
    this.zoom = null;   // null: as wide as there is room
    this.current = 1;
    this.nearby = new IntersectionObserver((entries) => {
      for (const entry of entries) entry.target.dataset.near = entry.isIntersecting ? "1" : "";
      this.drawNearby();
    }, { rootMargin: "600px" });
    this.visible = new IntersectionObserver((entries) => this.#see(entries), { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] });
    new ResizeObserver(() => this.size()).observe(stage);
  }

  // Shows pages, or none (null); `isOld`: there are newer data which give none.
  show(pages, isOld) {
    this.shown = pages;
    const count = pages?.count ?? 0;
    while (this.sheets.length < count) this.#add();
    while (this.sheets.length > count) {
      const gone = this.sheets.pop();
      for (const image of [gone.image, gone.thumbImage]) release(image.src);
      gone.figure.remove();
      gone.thumb.remove();
    }
    this.pages.classList.toggle("old", isOld);
    this.thumbs.classList.toggle("old", isOld);
    document.body.classList.toggle("no-pages", count === 0);
    this.sheets.forEach((it, i) => {
      it.image.alt = this.say("page_of", { n: i + 1, count });
      it.caption.textContent = this.say("page_of", { n: i + 1, count });
      it.thumb.setAttribute("aria-label", this.say("page", { n: i + 1 }));
      it.number.textContent = i + 1;
      const [width, height] = this.sizeOf(i);
      it.thumbImage.style.aspectRatio = `${width} / ${height}`;
    });
    this.size();
  }

  sizeOf(i) {
    return this.shown.sheets[i] ?? A4;
  }

  scale() {
    if (this.zoom !== null) return this.zoom;
    const widest = Math.max(...Array.from({ length: this.shown.count }, (_, i) => this.sizeOf(i)[0]));
    const style = getComputedStyle(this.stage);
    const room = this.stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return Math.min(WIDEST_FIT, Math.max(0.2, room / (widest * PIXELS_PER_MM)));
  }

  size() {
    if (!this.shown) return;
    const now = this.scale();
    this.sheets.forEach((it, i) => {
      const [width, height] = this.sizeOf(i);
      it.sheet.style.width = `${width * PIXELS_PER_MM * now}px`;
      it.sheet.style.aspectRatio = `${width} / ${height}`;
    });
    this.zoomValue.textContent = `${Math.round(now * 100)}%`;
    this.drawNearby();
  }

  setZoom(next) {
    if (!this.shown) return;
    const { stage } = this;
    const middle = (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight;
    this.zoom = next;
    this.size();
    stage.scrollTop = middle * stage.scrollHeight - stage.clientHeight / 2;
  }

  stepZoom(up) {
    if (!this.shown) return;
    const now = this.scale();
    const next = up ? ZOOM_STEPS.find((z) => z > now * 1.01) : ZOOM_STEPS.filter((z) => z < now * 0.99).pop();
    if (next) this.setZoom(next);
  }

  goTo(page, takeFocus = false) {
    const it = this.sheets[page - 1];
    if (!it) return;
    it.figure.scrollIntoView({ behavior: motion(), block: "start" });
    if (takeFocus) it.figure.focus({ preventScroll: true });
  }

  step(by) {
    this.goTo(Math.min(Math.max(this.current + by, 1), this.sheets.length), true);
  }

  // Puts `make(i, part)` around the places of each finding: [[page, left, top, width, height] mm, …].
  mark(findings, make) {
    for (const it of this.sheets) it.marks.replaceChildren();
    findings.forEach((finding, i) => finding.marks.forEach(([page, left, top, width, height], part) => {
      const it = this.sheets[page - 1];
      if (!it) return;
      const [sheetWidth, sheetHeight] = this.sizeOf(page - 1);
      const [aside, above] = [0.8, 0.3];  // millimetres
      const mark = make(i, part);
      mark.style.left = `${(100 * (left - aside)) / sheetWidth}%`;
      mark.style.top = `${(100 * (top - above)) / sheetHeight}%`;
      mark.style.width = `${(100 * (width + 2 * aside)) / sheetWidth}%`;
      mark.style.height = `${(100 * (height + 2 * above)) / sheetHeight}%`;
      it.marks.append(mark);
    }));
  }

  drawNearby() {
    if (!this.shown) return;
    const dpi = this.#resolution();
    this.sheets.forEach((it, i) => {
      if (it.sheet.dataset.near) this.#draw(it.image, i + 1, dpi);
      if (it.thumb.dataset.near) this.#draw(it.thumbImage, i + 1, THUMBNAIL_RESOLUTION);
    });
  }

  #resolution() {
    const wanted = 96 * this.scale() * (window.devicePixelRatio || 1);
    return RESOLUTIONS.find((dpi) => dpi >= wanted * 0.98) ?? RESOLUTIONS[RESOLUTIONS.length - 1];
  }

  // Shows the image once it is there: until then the one before stays.
  async #draw(image, page, dpi) {
    const name = `${this.shown.key}/${page}/${dpi}`;
    if (image.dataset.source === name) return;
    image.dataset.source = name;
    let source = "";
    try {
      source = await this.load(page, dpi, this.shown.key);
      const next = new Image();
      next.src = source;
      await next.decode();
    } catch {
      release(source);
      if (image.dataset.source !== name) return;  // a newer one is on its way
      const tries = Number(image.dataset.tries ?? 0) + 1;
      if (tries >= MOST_TRIES) return;
      image.dataset.tries = tries;
      delete image.dataset.source;
      setTimeout(() => this.drawNearby(), 500 * tries);
      return;
    }
    if (image.dataset.source !== name) {
      release(source);
      return;
    }
    release(image.src);
    image.src = source;
    image.classList.add("drawn");
    image.dataset.drawn = name;
    delete image.dataset.tries;
  }

  #add() {
    const page = this.sheets.length + 1;
    const image = element("img", { class: "paper", decoding: "async" });
    const marks = element("div", { class: "marks" });
    const sheet = element("div", { class: "sheet" }, image, marks);
    const caption = element("figcaption");
    const figure = element("figure", { class: "page", id: `page-${page}`, tabindex: "-1" }, sheet, caption);
    const thumbImage = element("img", { alt: "", decoding: "async" });
    const number = element("span");
    const thumb = element("button", { type: "button", class: "thumb" }, thumbImage, number);
    thumb.addEventListener("click", () => this.goTo(page, true));
    this.pages.append(figure);
    this.thumbs.append(thumb);
    this.sheets.push({ figure, sheet, image, marks, caption, thumb, thumbImage, number });
    this.nearby.observe(sheet);
    this.nearby.observe(thumb);
    this.visible.observe(figure);
  }

  #see(entries) {
    for (const entry of entries) entry.target.dataset.visible = entry.intersectionRatio;
    let most = 0;
    this.sheets.forEach((it, i) => {
      const ratio = Number(it.figure.dataset.visible ?? 0);
      if (ratio > most) [most, this.current] = [ratio, i + 1];
    });
    this.sheets.forEach((it, i) => it.thumb.setAttribute("aria-current", i + 1 === this.current ? "page" : "false"));
  }
}

function release(source) {
  if (source.startsWith("blob:")) URL.revokeObjectURL(source);
}
