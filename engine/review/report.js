"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function setMode(mode) {
    root.dataset.mode = mode;
    all(".modes button").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.mode === mode)));
  }
  function setLanguage(language) {
    root.dataset.lang = language;
    root.lang = language;
  }
  function slide(page, value) {
    page.querySelector(".slide input").value = value;
    page.querySelector(".pair").style.setProperty("--at", `${value}%`);
  }

  all(".modes button").forEach((b) => b.addEventListener("click", () => setMode(b.dataset.mode)));
  all(".language").forEach((b) => b.addEventListener("click", () => setLanguage(b.dataset.to)));
  all(".slide input").forEach((input) =>
    input.addEventListener("input", () => slide(input.closest(".page"), input.value)));

  // A change that is chosen shows its places alone; chosen again, all show.
  all(".changes button").forEach((button) => button.addEventListener("click", () => {
    const entry = button.closest(".entry");
    const choose = button.getAttribute("aria-pressed") !== "true";
    all(".changes button", entry).forEach((b) => b.setAttribute("aria-pressed", "false"));
    all("rect.chosen", entry).forEach((r) => r.classList.remove("chosen"));
    all(".both svg", entry).forEach((both) => both.replaceChildren());
    entry.classList.toggle("choosing", choose);
    if (!choose) return;
    button.setAttribute("aria-pressed", "true");
    all(`rect[data-change="${button.dataset.change}"]`, entry).forEach((r) => r.classList.add("chosen"));
    all(".page", entry).forEach((page) => all(".both svg", page).forEach((both) =>
      both.append(...all(".old rect.chosen, .new rect.chosen", page).map((r) => r.cloneNode()))));
    const page = entry.querySelector(`.page[data-page="${button.dataset.page}"]`);
    if (page) page.scrollIntoView({ block: "start", behavior: "smooth" });
  }));

  function currentPage() {
    const pages = all(".page");
    let current = 0;
    pages.forEach((page, i) => { if (page.getBoundingClientRect().top < innerHeight / 3) current = i; });
    return [pages, current];
  }
  function go(step) {
    const [pages, current] = currentPage();
    const next = pages[Math.min(Math.max(current + step, 0), pages.length - 1)];
    if (next) {
      next.scrollIntoView({ block: "start" });
      next.focus({ preventScroll: true });
    }
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inSlider = event.target.matches("input");
    switch (event.key.toLowerCase()) {
      case "1": setMode("side"); break;
      case "2": setMode("overlay"); break;
      case "3": setMode("slider"); break;
      case "l": setLanguage(root.dataset.lang === "vi" ? "en" : "vi"); break;
      case "j": go(1); break;
      case "k": go(-1); break;
      case "arrowleft":
      case "arrowright": {
        if (inSlider || root.dataset.mode !== "slider") return;
        const [pages, current] = currentPage();
        if (!pages[current]) return;
        const value = Number(pages[current].querySelector(".slide input").value);
        slide(pages[current], Math.min(100, Math.max(0, value + (event.key === "ArrowLeft" ? -4 : 4))));
        event.preventDefault();
        break;
      }
    }
  });
  // #mode=overlay&change=0: a view, and the first change of the first document chosen.
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("mode")) setMode(asked.get("mode"));
  if (asked.has("change")) document.querySelector(`.changes button[data-change="${Number(asked.get("change"))}"]`)?.click();
})();
