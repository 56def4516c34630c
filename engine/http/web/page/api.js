// Requests to the service: with the key that people gave, in their language, and with problems as errors.

import { store, stored } from "../shared/dom.js";

const KEPT = "thethuc-key";
const MOST_WAITS = 3;
const LONGEST_WAIT = 5;  // seconds; a service that asks for more is told of

// What the service, or the way to it, says: `status` 0 is no answer. `code` never changes.
export class Problem extends Error {
  constructor({ status, code, title, detail = "", diagnostics = [], omitted = {} }) {
    super(title);
    Object.assign(this, { status, code, title, detail, diagnostics, omitted });
  }
}

const pause = (seconds, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, 1000 * seconds);
  signal?.addEventListener("abort", () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});

export class Api {
  // `onWait` is told when the service has too much to do and is asked again in a moment.
  constructor({ language, onWait }) {
    Object.assign(this, { language, onWait });
  }

  // For this tab only, and never in an address, which people show and copy.
  get key() {
    return stored(KEPT, "sessionStorage");
  }

  set key(key) {
    store(KEPT, key, "sessionStorage");
  }

  async ask(path, { body, accept = "application/json", signal } = {}) {
    const headers = { Accept: accept, "Accept-Language": this.language() };
    if (this.key) headers.Authorization = `Bearer ${this.key}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    for (let wait = 0; ; ++wait) {
      let answer;
      try {
        answer = await fetch(path, { method: body === undefined ? "GET" : "POST", headers, body, signal, credentials: "omit" });
      } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Problem({ status: 0, code: "offline", title: "" });
      }
      if (answer.ok) return answer;
      const again = Number(answer.headers.get("Retry-After") ?? LONGEST_WAIT + 1);
      if (answer.status !== 429 || wait === MOST_WAITS || again > LONGEST_WAIT) throw await problemOf(answer);
      this.onWait?.();
      await pause(Math.max(again, 0.2), signal);
    }
  }

  async json(path, options) {
    return (await this.ask(path, options)).json();
  }
}

async function problemOf(answer) {
  const told = await answer.json().catch(() => ({}));
  return new Problem({ code: "unknown", title: answer.statusText, ...told, status: answer.status });
}

// The file name of a Content-Disposition: that of RFC 5987 before the plain one.
export function fileName(disposition, otherwise) {
  const full = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "");
  if (full) {
    try {
      return decodeURIComponent(full[1]);
    } catch { /* the plain one */ }
  }
  return /filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? otherwise;
}

// Gives the reader a file.
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
