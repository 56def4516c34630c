// The dialog in which a template is chosen: in groups of kind, searched without regard to diacritics.

import { element } from "../shared/dom.js";

// "Đề án" → "de an"
export const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

// Kinds of documents as offices file them. What is in none of them is somebody's own.
const GROUPS = [
  ["group_decide", ["nghi-quyet", "quyet-dinh", "chi-thi", "quy-che", "quy-dinh"]],
  ["group_letters", ["cong-van", "cong-dien", "giay-moi", "thu-cong"]],
  ["group_reports", ["bao-cao", "to-trinh", "thong-bao", "thong-cao", "bien-ban"]],
  ["group_plans", ["ke-hoach", "chuong-trinh", "phuong-an", "de-an", "du-an", "huong-dan"]],
  ["group_contracts", ["hop-dong", "ban-ghi-nho", "ban-thoa-thuan", "giay-uy-quyen"]],
  ["group_slips", ["giay-gioi-thieu", "giay-nghi-phep", "phieu-gui", "phieu-chuyen", "phieu-bao"]],
  ["group_copies", ["sao-y", "sao-luc", "trich-sao", "phu-luc"]],
];

export class Picker {
  // `onChoose(id)`.
  constructor({ dialog, input, list, none, say, onChoose }) {
    Object.assign(this, { dialog, input, list, none, say, onChoose });
    this.templates = [];
    this.options = [];
    this.active = -1;
    input.addEventListener("input", () => this.#filter());
    input.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(option.dataset.id);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  open(templates, current) {
    this.templates = templates;
    this.current = current;
    this.input.value = "";
    this.dialog.showModal();
    this.#filter();
    this.input.focus();
    const at = this.options.findIndex((it) => it.dataset.id === current);
    this.#activate(Math.max(at, 0));
  }

  #filter() {
    const wanted = fold(this.input.value).split(/\s+/).filter(Boolean);
    const isWanted = (it) => {
      const text = fold(`${it.name} ${it.id} ${it.abbreviation} ${it.description}`);
      return wanted.every((word) => text.includes(word));
    };
    // A name that begins so is what was meant, before all that only mention it.
    const rank = (it) => (wanted.length && fold(it.name).startsWith(wanted.join(" ")) ? 0 : 1);
    const known = new Set(GROUPS.flatMap(([, ids]) => ids));
    const groups = [...GROUPS, ["group_own", this.templates.map((it) => it.id).filter((id) => !known.has(id))]]
      .map(([name, ids]) => [name, ids.map((id) => this.templates.find((it) => it.id === id)).filter((it) => it && isWanted(it))
        .sort((a, b) => rank(a) - rank(b))])
      .filter(([, found]) => found.length)
      .sort((a, b) => Math.min(...a[1].map(rank)) - Math.min(...b[1].map(rank)));
    this.list.replaceChildren(...groups.map(([name, found], i) => element("div", { role: "group", "aria-labelledby": `group-${i}`, class: "kind" },
      element("h3", { id: `group-${i}`, role: "presentation" }, this.say(name)), ...found.map((it) => this.#option(it)))));
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.none.textContent = this.options.length ? "" : this.say("no_template");
    this.#activate(0);
  }

  #option(it) {
    return element("div", { role: "option", id: `template-${it.id}`, "data-id": it.id, "aria-selected": "false", class: it.id === this.current ? "current" : null },
      element("span", { class: "name" }, it.name || it.id), it.abbreviation ? element("span", { class: "short" }, it.abbreviation) : null,
      it.description ? element("span", { class: "about" }, it.description) : null);
  }

  #activate(i) {
    this.active = this.options.length ? Math.min(Math.max(i, 0), this.options.length - 1) : -1;
    this.options.forEach((it, at) => it.setAttribute("aria-selected", at === this.active));
    const option = this.options[this.active];
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (steps[event.key]) {
      event.preventDefault();
      this.#activate(this.active + steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.active >= 0) this.#choose(this.options[this.active].dataset.id);
    }
  }

  #choose(id) {
    this.dialog.close();
    this.onChoose(id);
  }
}
