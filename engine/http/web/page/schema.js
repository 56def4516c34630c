// The JSON Schema of a template as a form reads it: what each value is, what it is called, what it may be.

import { Num, pointerKeys } from "./json.js";

const typesOf = (schema) => (Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : []);

function typeOf(value) {
  if (value === null) return "null";
  if (value instanceof Map) return "object";
  if (Array.isArray(value)) return "array";
  return value instanceof Num ? "number" : typeof value;
}

export class Schema {
  constructor(root) {
    this.root = root;
  }

  // Without references; what stands beside one counts before what it refers to.
  resolve(schema) {
    let own = {};
    let at = schema ?? {};
    for (let i = 0; at.$ref && i < 20; ++i) {
      const { $ref, ...beside } = at;
      own = { ...beside, ...own };
      at = this.#find($ref) ?? {};
    }
    return { ...at, ...own };
  }

  #find(reference) {
    let at = reference.startsWith("#") ? this.root : undefined;
    for (const key of reference.split("/").slice(1)) {
      at = at?.[decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    return at;
  }

  // Of an item of a list.
  item(schema, i) {
    return this.resolve(schema.prefixItems?.[i] ?? schema.items ?? schema.prefixItems?.at(-1));
  }

  members(schema) {
    return Object.entries(schema.properties ?? {}).map(([key, it]) => [key, this.resolve(it)]);
  }

  // The field for a value: object, list, text, number, date, choice, flag, picture, or json for what a form cannot show.
  kind(schema, value) {
    const types = typesOf(schema);
    const found = value === undefined || value === null ? null : typeOf(value);
    const isObject = schema.properties !== undefined;
    const isList = schema.items !== undefined || schema.prefixItems !== undefined;
    if (found === "object") return isObject ? "object" : "json";
    if (found === "array") return isList ? "list" : "json";
    if (schema.enum) return "choice";
    if (found === "boolean") return types.includes("boolean") ? "flag" : "json";
    if (found === "number") return "number";
    if (found === "string") return this.#textKind(schema, value);
    for (const type of types.length ? types : [isObject ? "object" : isList ? "array" : ""]) {
      if (type === "object") return isObject ? "object" : "json";
      if (type === "array") return isList ? "list" : "json";
      if (type === "boolean") return "flag";
      if (type === "integer" || type === "number") return "number";
      if (type === "string") return this.#textKind(schema, "");
    }
    return "json";
  }

  #textKind(schema, value) {
    const example = String(schema.examples?.[0] ?? "");
    if (value.startsWith("data:image/") || example.startsWith("data:image/")) return "picture";
    if (schema.format === "date" && /^(\d{4}-\d{2}-\d{2})?$/.test(value) && (!value || !Number.isNaN(Date.parse(value)))) return "date";
    const types = typesOf(schema);
    return types.length && !types.includes("string") && types.some((it) => it === "integer" || it === "number") ? "number" : "text";
  }

  // What people call the place of a pointer: "Người ký › Họ và tên". An item without a title is told by its list's.
  titles(pointer, item) {
    let at = this.resolve(this.root);
    const names = [];
    for (const key of pointerKeys(pointer)) {
      const isItem = /^\d+$/.test(key) && (at.items !== undefined || at.prefixItems !== undefined);
      at = isItem ? this.item(at, Number(key)) : this.resolve(at.properties?.[key]);
      names.push(isItem ? `${at.title ?? item} ${Number(key) + 1}` : at.title ?? key);
    }
    return names.filter((name, i) => !names[i + 1]?.startsWith(`${name} `)).join(" › ");
  }

  // Whether a text may have several lines.
  isLong(schema, value) {
    const examples = (schema.examples ?? []).map(String);
    return typesOf(schema).includes("object") || value.includes("\n") || value.length > 48 ||
      examples.some((it) => it.includes("\n") || it.length > 48) || (!examples.length && !schema.pattern && !schema.format);
  }

  // Whether digits may be meant as text.
  takesText(schema) {
    return typesOf(schema).includes("string");
  }

  // A new item of a list, or member of an object.
  blank(schema) {
    switch (this.kind(schema, undefined)) {
      case "object": return new Map();
      case "list": return [];
      case "flag": return false;
      case "number": return null;
      case "json": return typesOf(schema).includes("array") ? [] : new Map();
      default: return "";
    }
  }
}
