// Running services for the tests of the web page: `thethuc serve …` over the repository's library.

import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const folder = fs.mkdtempSync(path.join(os.tmpdir(), "thethuc-browser-"));
const started = [];

export class Program {
  constructor(program, repository) {
    this.program = path.resolve(program);
    this.templates = path.resolve(repository, "templates");
  }

  run(...args) {
    return execFileSync(this.program, args, { maxBuffer: 1 << 26 });
  }

  // The address of a new service.
  serve(args, environment = {}) {
    const service = spawn(this.program, ["serve", "--port", "0", "--templates", this.templates, ...args],
      { cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "ignore"] });
    started.push(service);
    return new Promise((resolve, reject) => {
      service.on("exit", (status) => reject(new Error(`the service ended with ${status}`)));
      service.stdout.once("data", (line) => resolve(line.toString().trim()));
    });
  }

  key(file, name, scopes) {
    return this.run("serve", "keys", "add", name, "--scopes", scopes, "--api-keys", file).toString().trim();
  }

  // Two versions of a template of one's own, the second with other words and with a field of another name.
  async upload(address, id) {
    const [first, second, unpacked] = ["1.docx", "2.docx", "unpacked"].map((name) => path.join(folder, name));
    this.run("templates", "export", "giay-moi", first, "--templates", this.templates);
    this.run("unpack", first, unpacked);
    const document = path.join(unpacked, "word/document.xml");
    const text = fs.readFileSync(document, "utf8");
    const renamed = text.replace("{{dia_danh}}", "{{noi_lap}}");
    const changed = renamed.replace("trân trọng kính mời", "kính mời").replace(/(w:before=")\d+(")/, "$1480$2");
    if (renamed === text || changed === renamed) throw new Error("nothing to change in the template");
    fs.writeFileSync(document, changed);
    this.run("pack", unpacked, second);
    for (const file of [first, second]) await this.put(address, id, path.basename(file));
  }

  // A file of the folder as the newest version of a template.
  async put(address, id, file) {
    const body = fs.readFileSync(path.join(folder, file));
    const answer = await fetch(`${address}v1/templates/${id}`, { method: "PUT", body, headers: { "Content-Type": "application/octet-stream" } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }
}

export function end() {
  for (const service of started) {
    service.removeAllListeners("exit");
    service.kill("SIGKILL");
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
