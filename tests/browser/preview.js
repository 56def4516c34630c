// Opens a preview in a headless Chromium and does what people do: looks, edits, breaks, mends, zooms, switches the language.
//
// usage: node preview.js --program build/dev/bin/thethuc --repository . [--screenshots FOLDER]
//
// The program is Debian's chromium, or $CHROMIUM. Each step that fails is told, the others go on. Exit status 1 when one failed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { finish, launch, openPage, shooter, step } from "./pages.js";

const { values: options } = parseArgs({
  options: { program: { type: "string" }, repository: { type: "string" }, screenshots: { type: "string" } },
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "thethuc-browser-"));
const data = path.join(folder, "du-lieu.json");
const partial = path.join(folder, "templates/_partials/quoc-hieu.xml");
fs.cpSync(path.join(options.repository, "templates"), path.join(folder, "templates"), { recursive: true });
fs.copyFileSync(path.join(options.repository, "samples/bao-cao/son-phu-quy-3-2021.json"), data);

function start(environment = {}) {
  const service = spawn(path.resolve(options.program), ["preview", "bao-cao", "du-lieu.json"], {
    cwd: folder, env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    service.on("exit", (status) => reject(new Error(`the preview ended with ${status}`)));
    service.stdout.on("data", (line) => resolve({ service, address: line.toString().trim() }));
  });
}

const browser = await launch();
const started = [];

async function open(environment) {
  const { service, address } = await start(environment);
  started.push(service);
  return { ...await openPage(browser, address), address, service };
}

const shot = shooter(options.screenshots);
const ready = (page) => page.waitForFunction(() => {
  const thumbnail = document.querySelector(".thumb img");
  const isHidden = thumbnail && thumbnail.offsetParent === null;
  return document.body.dataset.stage === "done" && document.querySelector("#page-1 .paper.drawn") && (isHidden || thumbnail.complete && thumbnail.naturalWidth > 0);
});
const kind = (page, wanted) => page.waitForFunction((it) => document.getElementById("status").dataset.kind === it, wanted);
const source = (page) => page.getAttribute("#page-1 .paper", "src");

try {
  const { page, complaints, outside, address, service } = await open();
  const whole = fs.readFileSync(data, "utf8");

  await step("the page shows the document, in Vietnamese", async () => {
    await ready(page);
    assert.equal(await page.textContent("#template-name"), "Báo cáo");
    assert.equal(await page.getAttribute("html", "lang"), "vi");
    assert.equal(await page.getAttribute("#status", "data-kind"), "good");
    const size = await page.$eval("#page-1 .paper", (image) => [image.naturalWidth, image.naturalHeight]);
    assert.ok(size[0] > 700 && size[1] > size[0], `${size}`);
    assert.ok((await page.$$(".thumb")).length > 1);
    assert.ok(!page.url().includes("key="), "the key stays in the address");
    await shot(page, "preview-1440");
  });

  await step("findings are listed and marked on the page", async () => {
    // A capital that the decree does not know, and a number without its leading zero.
    const document = path.join(folder, "templates/bao-cao/document.xml");
    fs.copyFileSync(partial, `${partial}.aside~`);
    fs.writeFileSync(partial, fs.readFileSync(partial, "utf8").replace("Độc lập - Tự do - Hạnh phúc", "Độc lập - tự do - hạnh phúc"));
    assert.ok(fs.existsSync(document));
    await page.waitForSelector(".found");
    await page.waitForSelector("#panel button.item");
    const item = page.locator("#panel button.item.error").first();
    await item.click();
    const mark = page.locator(".found.chosen").first();
    await mark.waitFor();
    const [box, sheet] = [await mark.boundingBox(), await page.locator("#page-1 .sheet").boundingBox()];
    // The motto stands in the right half of the head of the first page.
    assert.ok(box.x > sheet.x + sheet.width * 0.4 && box.y < sheet.y + sheet.height * 0.2, JSON.stringify({ box, sheet }));
    assert.ok(box.width > 80 && box.height < 40, JSON.stringify(box));
    await shot(page, "finding-1440");
    fs.copyFileSync(`${partial}.aside~`, partial);
  });

  await step("editing the data changes the page", async () => {
    const before = await source(page);
    fs.writeFileSync(`${data}.moi`, whole.replace("Sơn Phú", "Sơn Phú Đông"));
    fs.renameSync(`${data}.moi`, data);  // as editors save
    await page.waitForFunction((old) => document.querySelector("#page-1 .paper").getAttribute("src") !== old, before);
    await kind(page, "good");
    assert.match(await page.textContent("#status-text"), /du-lieu\.json/);
  });

  await step("broken data show an error over the last good pages", async () => {
    const before = await source(page);
    fs.writeFileSync(data, whole.slice(0, 200));
    await kind(page, "broken");
    const alert = await page.textContent("#alert");
    assert.match(alert, /du-lieu\.json:\d+:\d+/);  // line and column
    assert.equal(await source(page), before);
    assert.ok(await page.isVisible("#page-1 .paper"));
    assert.ok(Number(await page.$eval("#pages", (it) => getComputedStyle(it).opacity)) < 0.8);
    assert.ok(await page.isVisible("#older"));
    await shot(page, "broken-1440");
  });

  await step("mending them brings the page back", async () => {
    fs.writeFileSync(data, whole);
    await kind(page, "good");
    await page.waitForSelector("#alert", { state: "hidden" });
    assert.equal(await page.$eval("#pages", (it) => it.classList.contains("old")), false);
  });

  await step("a broken template shows its errors with their places", async () => {
    const document = path.join(folder, "templates/bao-cao/document.xml");
    const good = fs.readFileSync(document, "utf8");
    fs.writeFileSync(document, good.replace("{{> ", "{{> khong_co_"));
    await kind(page, "broken");
    assert.match(await page.textContent("#alert .place"), /bao-cao/);
    await shot(page, "template-1440");
    fs.writeFileSync(document, good);
    await kind(page, "good");
  });

  await step("the language switches, and is remembered", async () => {
    await page.click("#en");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.textContent("#panel-title"), "Layout and warnings");
    await page.reload();
    await ready(page);
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await shot(page, "english-1440");
    await page.click("#vi");
  });

  await step("zoom and keys", async () => {
    const width = () => page.$eval("#page-1 .sheet", (it) => it.clientWidth);
    const before = await width();
    await page.keyboard.press("-");
    assert.ok((await width()) < before);
    await page.keyboard.press("0");
    assert.equal(await width(), before);
    await page.keyboard.press("j");
    await page.waitForFunction(() => document.activeElement.id === "page-2");
    await page.keyboard.press("?");
    assert.ok(await page.isVisible("#help"));
    await page.keyboard.press("Escape");
    assert.ok(!(await page.isVisible("#help")));
    for (let i = 0; i < 30 && (await page.evaluate(() => document.activeElement.id)) !== "pdf"; ++i) {
      await page.keyboard.press("Tab");
    }
    assert.equal(await page.evaluate(() => document.activeElement.id), "pdf");
  });

  await step("the documents can be downloaded", async () => {
    for (const [id, name] of [["#docx", "bao-cao.docx"], ["#pdf", "bao-cao.pdf"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(id)]);
      assert.equal(download.suggestedFilename(), name);
    }
  });

  await step("a narrow window", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await ready(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0);
    await shot(page, "preview-390");
    await page.click("#panel-toggle");
    await shot(page, "findings-390");
    fs.writeFileSync(data, "{");
    await kind(page, "broken");
    await page.click("#panel-toggle");
    await shot(page, "broken-390");
    fs.writeFileSync(data, whole);
    await kind(page, "good");
  });

  await step("dark colours", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: "dark" });
    await ready(page);
    await shot(page, "dark-1440");
    await page.emulateMedia({ colorScheme: "light" });
  });

  await step("nothing was asked from outside, nothing was refused", async () => {
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
  });

  await step("the end of the program is told", async () => {
    service.removeAllListeners("exit");
    service.kill("SIGTERM");
    await kind(page, "offline");
    await page.context().close();
  });

  await step("without LibreOffice errors and findings are there", async () => {
    const { page: other } = await open({ THETHUC_LIBREOFFICE: "/nonexistent" });
    await kind(other, "warning");
    assert.match(await other.textContent("#alert"), /libreoffice-writer-nogui/);
    await other.waitForSelector("#panel-body h3");
    assert.equal(await other.getAttribute("#pdf", "aria-disabled"), "true");
    await shot(other, "without-office-1440");
  });
} finally {
  await browser.close();
  for (const service of started) {
    service.removeAllListeners("exit");
    service.kill("SIGKILL");
  }
  fs.rmSync(folder, { recursive: true, force: true });
}
finish();
