// JSON as people edit it: numbers stay as they are written, each value knows where it stands, mistakes have a place.
//
// Values: Map, Array, string, Num, true, false, null. Maps and arrays keep their identity while a form changes them.

const MOST_LEVELS = 100;

export class Num {
  constructor(raw) {
    this.raw = raw;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
export const isNumber = (text) => new RegExp(`^${NUMBER.source}$`).test(text);

// A mistake: `name` of the words that tell it, and their values; offsets are of the text.
class Mistake extends Error {
  constructor(name, start, end, values = {}) {
    super(name);
    Object.assign(this, { name, start, end: Math.max(end, start + 1), values });
  }
}

export const pointerTo = (parent, key) => `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
export const pointerKeys = (pointer) => pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.places = new Map();  // pointer → {start, end} of the value
  }

  parse() {
    this.space();
    if (this.at === this.text.length) throw new Mistake("json_empty", 0, 0);
    const value = this.value("", 0);
    this.space();
    if (this.at < this.text.length) throw new Mistake("json_more", this.at, this.at + 1);
    return value;
  }

  space() {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  value(pointer, level) {
    const start = this.at;
    const c = this.text[start];
    if (level > MOST_LEVELS) throw new Mistake("json_deep", start, start + 1);
    let value;
    if (c === "{") value = this.object(pointer, level);
    else if (c === "[") value = this.list(pointer, level);
    else if (c === '"') value = this.string();
    else if (c === "-" || (c >= "0" && c <= "9")) value = this.number();
    else value = this.word();
    this.places.set(pointer, { start, end: this.at });
    return value;
  }

  object(pointer, level) {
    const made = new Map();
    this.members("}", () => {
      if (this.text[this.at] !== '"') throw new Mistake("json_name", this.at, this.at + 1);
      const start = this.at;
      const key = this.string();
      if (made.has(key)) throw new Mistake("json_twice", start, this.at, { key });
      this.space();
      if (this.text[this.at] !== ":") throw new Mistake("json_colon", this.at, this.at + 1, { key });
      this.at += 1;
      this.space();
      made.set(key, this.value(pointerTo(pointer, key), level + 1));
    });
    return made;
  }

  list(pointer, level) {
    const made = [];
    this.members("]", () => made.push(this.value(pointerTo(pointer, made.length), level + 1)));
    return made;
  }

  // What is between brackets, with commas between.
  members(closing, one) {
    const opened = this.at;
    this.at += 1;
    this.space();
    if (this.text[this.at] === closing) {
      this.at += 1;
      return;
    }
    if (this.text[this.at] === undefined) throw new Mistake("json_open", opened, opened + 1, { closing });
    for (;;) {
      one();
      this.space();
      const c = this.text[this.at];
      if (c === undefined) throw new Mistake("json_open", opened, opened + 1, { closing });
      if (c !== "," && c !== closing) throw new Mistake("json_comma", this.at, this.at + 1, { closing });
      this.at += 1;
      if (c === closing) return;
      const comma = this.at - 1;
      this.space();
      if (this.text[this.at] === closing) throw new Mistake("json_comma_more", comma, comma + 1);
      if (this.text[this.at] === undefined) throw new Mistake("json_open", opened, opened + 1, { closing });
    }
  }

  string() {
    const start = this.at;
    this.at += 1;
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined || c === "\n") throw new Mistake("json_quote", start, this.at);
      if (c < " ") throw new Mistake("json_control", this.at, this.at + 1);
      this.at += 1;
      if (c === '"') break;
      if (c === "\\") {
        const escape = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
        escape.lastIndex = this.at;
        const found = escape.exec(this.text);
        if (!found) throw new Mistake("json_escape", this.at - 1, this.at + 1);
        this.at += found[0].length;
      }
    }
    return JSON.parse(this.text.slice(start, this.at));
  }

  number() {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    const end = this.at + (/^[-\w.+]*/.exec(this.text.slice(this.at, this.at + 100))?.[0].length ?? 1);
    if (!found || found[0].length !== end - this.at) throw new Mistake("json_number", this.at, end);
    this.at = end;
    return new Num(found[0]);
  }

  word() {
    const word = /^[\p{L}\w]*/u.exec(this.text.slice(this.at, this.at + 60))[0];
    const known = { true: true, false: false, null: null };
    if (!Object.hasOwn(known, word)) {
      throw new Mistake(word ? "json_word" : "json_value", this.at, this.at + Math.max(word.length, 1), { word });
    }
    this.at += word.length;
    return known[word];
  }
}

// {value, places, mistake}: either the value and where each of its parts stands, by JSON pointer, or the first mistake.
export function parse(text) {
  const parser = new Parser(text);
  try {
    return { value: parser.parse(), places: parser.places, mistake: null };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { value: undefined, places: parser.places, mistake: error };
  }
}

export function print(value, indent = "") {
  const deeper = `${indent}  `;
  if (value instanceof Num) return value.raw;
  if (Array.isArray(value)) {
    if (!value.length) return "[]";
    const isShort = value.every((it) => it instanceof Num || typeof it === "boolean");
    const items = value.map((it) => print(it, deeper));
    return isShort ? `[${items.join(", ")}]` : `[\n${items.map((it) => deeper + it).join(",\n")}\n${indent}]`;
  }
  if (value instanceof Map) {
    if (!value.size) return "{}";
    const members = [...value].map(([key, it]) => `${deeper}${JSON.stringify(key)}: ${print(it, deeper)}`);
    return `{\n${members.join(",\n")}\n${indent}}`;
  }
  return JSON.stringify(value);
}

// Line and column, from 1, of an offset; columns count letters.
export function lineAndColumn(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: [...before.slice(before.lastIndexOf("\n") + 1)].length + 1 };
}

// The offset of a line and a column that somebody else has counted.
export function offsetOf(text, line, column) {
  let start = 0;
  for (let i = 1; i < line; ++i) {
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  const letters = [...text.slice(start, end < 0 ? undefined : end)];
  return start + letters.slice(0, Math.max(column - 1, 0)).join("").length;
}

// The place of a pointer, or of the nearest thing around it that is there.
export function placeOf(places, pointer) {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (places.has(at)) return places.get(at);
    if (!at) return { start: 0, end: 1 };
  }
}

// [[class, start, end], …] of one line, for colours. A text of JSON never goes over the end of a line.
export function tokens(line) {
  const found = [];
  for (const it of line.matchAll(/"(?:[^"\\]|\\.)*"?(\s*:)?|-?\d[\w.+-]*|\b(?:true|false|null)\b|[{}[\],:]/g)) {
    const c = it[0][0];
    if (c === '"') {
      const end = it.index + it[0].length - (it[1]?.length ?? 0);
      found.push([it[1] ? "name" : "text", it.index, end]);
    } else {
      found.push([/[-\d]/.test(c) ? "number" : /[a-z]/.test(c) ? "word" : "sign", it.index, it.index + it[0].length]);
    }
  }
  return found;
}
