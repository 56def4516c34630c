// One value as a field: a text, a number, a date, a choice, a tick, a picture, or JSON for what a form cannot show.
//
// Each maker gets a spot (form.js), the id for its control, and words; it gives {control, more: [elements after it]}.

import { element } from "../shared/dom.js";
import { Num, isNumber, parse, print } from "./json.js";

// What is emptied is taken out of an object, and stays in a list, where others are counted by their place.
function put(spot, value, isEmpty) {
  if (!isEmpty) spot.set(value);
  else if (spot.isItem) spot.set(value);
  else spot.remove();
}

// As high as its text, where the browser does not do that by itself.
export function fit(area) {
  if (area.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function text(spot, id) {
  const value = typeof spot.value === "string" ? spot.value : "";
  const isLong = spot.schema_.isLong(spot.schema, value);
  const control = isLong ? element("textarea", { id, rows: 1 }) : element("input", { id, type: "text", autocomplete: "off" });
  control.value = value;
  control.addEventListener("input", () => {
    fit(control);
    put(spot, control.value, control.value === "");
  });
  return { control };
}

function number(spot, id) {
  const before = spot.value;
  const isText = typeof before === "string" && spot.schema_.takesText(spot.schema);
  const control = element("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", class: "short" });
  control.value = before instanceof Num ? before.raw : typeof before === "string" ? before : "";
  control.addEventListener("input", () => {
    const written = control.value.trim();
    // What is no number goes along as it is: the service says what is wrong with it.
    put(spot, written === "" ? null : isNumber(written) && !isText ? new Num(written) : written, written === "");
  });
  return { control };
}

function date(spot, id) {
  const control = element("input", { id, type: "date", class: "short" });
  control.value = spot.value ?? "";
  control.addEventListener("input", () => put(spot, control.value, control.value === ""));
  return { control };
}

const asData = (it) => (typeof it === "number" ? new Num(String(it)) : it);
const isSame = (a, b) => (a instanceof Num && b instanceof Num ? Number(a.raw) === Number(b.raw) : a === b);

function choice(spot, id, say) {
  const options = spot.schema.enum.map(asData);
  const now = spot.value;
  if (now !== undefined && now !== null && !options.some((it) => isSame(it, now))) options.push(now);
  const control = element("select", { id }, element("option", { value: "" }, say("none_chosen")),
    ...options.map((it, i) => element("option", { value: i }, it instanceof Num ? it.raw : String(it))));
  const at = options.findIndex((it) => isSame(it, now));
  control.value = at < 0 ? "" : String(at);
  control.addEventListener("change", () => put(spot, control.value === "" ? null : options[Number(control.value)], control.value === ""));
  return { control };
}

function flag(spot, id) {
  const control = element("input", { id, type: "checkbox" });
  control.checked = spot.value === true || (spot.value === undefined && spot.schema.default === true);
  control.addEventListener("change", () => {
    const isDefault = control.checked === (spot.schema.default ?? false);
    put(spot, control.checked, isDefault && !spot.isRequired);
  });
  return { control };
}

// A picture travels within the data, as a data URI; it is shown as a blob, since nothing else may be shown here.
function pictureUrl(uri) {
  const found = /^data:(image\/\w+);base64,([A-Za-z0-9+/=\s]+)$/.exec(uri ?? "");
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2].replace(/\s/g, "")), (c) => c.charCodeAt(0));
    return URL.createObjectURL(new Blob([bytes], { type: found[1] }));
  } catch {
    return null;
  }
}

function picture(spot, id, say) {
  const control = element("input", { id, type: "file", accept: "image/png" });
  const shown = element("img", { alt: "", class: "picture" });
  const path = element("code", { class: "about" });
  const remove = element("button", { type: "button", class: "button small" }, say("remove"));
  const show = () => {
    if (shown.src.startsWith("blob:")) URL.revokeObjectURL(shown.src);
    const url = pictureUrl(spot.value);
    if (url) shown.src = url;
    shown.hidden = !url;
    path.textContent = typeof spot.value === "string" && !url ? spot.value.slice(0, 80) : "";
    remove.hidden = typeof spot.value !== "string" || spot.value === "";
  };
  control.addEventListener("change", () => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      spot.set(reader.result);
      show();
    });
    if (control.files[0]) reader.readAsDataURL(control.files[0]);
  });
  remove.addEventListener("click", () => {
    put(spot, "", true);
    control.value = "";
    show();
    control.focus();
  });
  show();
  return { control, more: [path, element("div", { class: "picture-row" }, shown, remove)] };
}

function json(spot, id, say, complain) {
  const control = element("textarea", { id, rows: 3, class: "code", spellcheck: "false" });
  control.value = spot.value === undefined ? "" : print(spot.value);
  control.addEventListener("input", () => {
    fit(control);
    if (control.value.trim() === "") {
      complain("");
      put(spot, null, true);
      return;
    }
    const { value, mistake } = parse(control.value);
    complain(mistake ? say(mistake.name, mistake.values) : "");
    if (!mistake) spot.set(value);
  });
  return { control };
}

export const FIELDS = { text, number, date, choice, flag, picture, json };
