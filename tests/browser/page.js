// Opens the web page of the service in a headless Chromium and does what clerks do: chooses a template, fills the form, breaks
// the data and mends them, switches the language, zooms, downloads, compares versions, with the mouse and by keys alone.
//
// usage: node page.js --program build/dev/bin/thethuc --repository . [--screenshots FOLDER]

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { finish, launch, openPage, shooter, step } from "./pages.js";
import { Program, end, folder } from "./serving.js";

const { values: options } = parseArgs({
  options: { program: { type: "string" }, repository: { type: "string" }, screenshots: { type: "string" } },
});
const program = new Program(options.program, options.repository);
const shot = shooter(options.screenshots);

const source = (page) => page.getAttribute("#page-1 .paper", "src");
const kind = (page, wanted) => page.waitForFunction((it) => document.getElementById("status").dataset.kind === it && document.body.dataset.stage === "idle", wanted);
const drawn = (page) => page.waitForFunction(() => {
  const image = document.querySelector("#page-1 .paper");
  return image?.dataset.drawn && image.dataset.drawn === image.dataset.source;
});
const changed = (page, before) => page.waitForFunction((old) => document.querySelector("#page-1 .paper").getAttribute("src") !== old, before);
const ready = async (page) => {
  await kind(page, "good");
  await drawn(page);
};
const field = (page, pointer) => page.locator(`[data-pointer="${pointer}"]`);
const control = (page, pointer) => field(page, pointer).locator("input, textarea, select").first();
const json = (page) => page.inputValue("#json");
// As a paste does it. Typed by keys, the browser would lay a long text out anew for each of its lines.
const write = (page, text) => page.$eval("#json", (area, it) => {
  area.value = it;
  area.dispatchEvent(new Event("input"));
}, text);
const focused = (page) => page.evaluate(() => document.activeElement.id);
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
async function choose(page, words) {
  await page.click("#picker-open");
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await ready(page);
}
async function tabTo(page, id) {
  for (let i = 0; i < 200 && (await focused(page)) !== id; ++i) await page.keyboard.press("Tab");
  assert.equal(await focused(page), id);
}

const browser = await launch();
try {
  const address = await program.serve(["--uploads", path.join(folder, "uploads")]);
  const { page, complaints, outside, refused } = await openPage(browser, `${address}#cong-van`);

  await step("the page shows the first sample of a template, in Vietnamese", async () => {
    await ready(page);
    assert.equal(await page.textContent("#template-name"), "Công văn");
    assert.equal(await page.getAttribute("html", "lang"), "vi");
    assert.equal(await overflow(page), 0);
    await shot(page, "page-1440");
  });

  await step("a template is found without diacritics, and its data come as a form", async () => {
    await page.click("#picker-open");
    // In the groups that the library says; all of its templates are in one.
    assert.deepEqual((await page.$$eval("#picker-list h3", (all) => all.map((it) => it.textContent.split(",")[0]))),
      ["Nghị quyết", "Công văn", "Báo cáo", "Kế hoạch", "Hợp đồng", "Giấy", "Bản sao"]);
    await page.keyboard.type("bao cao");
    assert.match(await page.textContent("#picker-list [aria-selected=true]"), /Báo cáo/);
    await shot(page, "picker-1440");
    await page.keyboard.press("Enter");
    await ready(page);
    assert.ok((await page.$$(".thumb")).length > 1);
    assert.equal(await page.textContent("#template-name"), "Báo cáo");
    assert.match(page.url(), /#bao-cao$/);
    assert.equal(await control(page, "/dia_danh").inputValue(), "Sơn Phú");
    assert.ok(await field(page, "/dia_danh").locator(".star").isVisible());
    await shot(page, "report-1440");
  });

  await step("the page changes as one types", async () => {
    const before = await source(page);
    await control(page, "/trich_yeu").fill("Kết quả cải cách hành chính <b>quý IV</b>");
    await changed(page, before);
    await ready(page);
  });

  await step("data that are wrong are told at their field, over the last good pages", async () => {
    const before = await source(page);
    await control(page, "/trich_yeu").fill("V/v báo cáo <img src=x onerror=alert(1)>.");
    await kind(page, "broken");
    const wrong = field(page, "/trich_yeu").locator(".wrong-text");
    assert.ok(await wrong.isVisible());
    assert.ok((await wrong.textContent()).length > 10);
    assert.equal(await control(page, "/trich_yeu").getAttribute("aria-invalid"), "true");
    assert.match(await page.textContent("#problems"), /Trích yếu/);
    assert.equal(await source(page), before);
    assert.ok(await page.$eval("#pages", (it) => it.classList.contains("old")));
    assert.equal(await page.getAttribute("#docx", "aria-disabled"), "true");
    assert.equal(await page.$$eval("img[src=x]", (all) => all.length), 0);
    await shot(page, "broken-form-1440");
  });

  await step("an error within a folded part leads there", async () => {
    await control(page, "/trich_yeu").fill("Kết quả cải cách hành chính");
    await kind(page, "good");
    await page.click("#view-json");
    await write(page, (await json(page)).replace(/"ho_ten": ".*?"/, '"ho_ten": "TS. Trần B"'));
    await kind(page, "broken");
    assert.match(await page.textContent(".line .told"), /./);
    assert.ok(await page.isVisible(".line .wrong.error"));
    await shot(page, "broken-json-1440");
    await page.click("#view-form");
    await field(page, "/ky").evaluate((it) => { it.open = false; });
    assert.ok(await field(page, "/ky").locator("> summary .badge").isVisible());
    await page.click("#problems button");
    assert.ok(await page.evaluate(() => document.activeElement.closest("[data-pointer]").dataset.pointer === "/ky/ho_ten"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("Trần B");
    await ready(page);
    assert.equal(await page.textContent("#problems"), "");
  });

  await step("items of lists are added, moved and taken away", async () => {
    const list = field(page, "/noi_nhan");
    if (!(await list.evaluate((it) => it.open))) await list.locator("> summary").click();
    const items = () => list.locator(".row").count();
    const count = await items();
    await list.locator(".add").click();
    await page.keyboard.type("Phòng Nội vụ");
    assert.equal(await items(), count + 1);
    await field(page, `/noi_nhan/${count}`).locator("xpath=..").locator("[data-tool=move_up]").click();
    assert.equal(await control(page, `/noi_nhan/${count - 1}`).inputValue(), "Phòng Nội vụ");
    // The focus goes with the item.
    assert.equal(await page.evaluate(() => document.activeElement.closest(".row").firstElementChild.dataset.pointer), `/noi_nhan/${count - 1}`);
    await field(page, `/noi_nhan/${count}`).locator("xpath=..").locator("[data-tool=remove_item]").click();
    assert.equal(await items(), count);
    assert.equal(await control(page, `/noi_nhan/${count - 1}`).inputValue(), "Phòng Nội vụ");
    await kind(page, "good");
  });

  await step("JSON: mistakes have a line and a column, numbers stay as they are written", async () => {
    await page.click("#view-json");
    const whole = await json(page);
    assert.match(whole, /"Phòng Nội vụ"/);
    await ready(page);
    const before = await source(page);
    await write(page, whole.replace(/,\n/, "\n"));
    await kind(page, "broken");
    assert.match(await page.textContent("#problems"), /dòng \d+, cột \d+/);
    assert.match(await page.textContent(".line .told"), /dấu phẩy/);
    assert.equal(await source(page), before);
    assert.ok(await page.isVisible("#older"));
    await write(page, whole.replace(/"so": \d+/, '"so": 5.30e1'));
    await kind(page, "good");
    await page.click("#view-form");
    await control(page, "/dia_danh").fill("Sơn Phú Đông");
    await page.click("#view-json");
    assert.match(await json(page), /"so": 5\.30e1/);
    assert.match(await json(page), /Sơn Phú Đông/);
    await kind(page, "good");
    await shot(page, "json-1440");
    await page.click("#view-form");
  });

  await step("an answer that comes late is dropped", async () => {
    let held = null;
    await page.route("**/preview", async (route) => {
      if (held) return route.continue();
      held = route;  // the first; its answer would come after that of the second
    });
    await control(page, "/dia_danh").fill("Một");
    await page.waitForRequest("**/preview");
    await control(page, "/dia_danh").fill("Sơn Phú");
    await ready(page);
    const now = await source(page);
    await held.fulfill({ status: 200, contentType: "application/json", body: '{"document":null,"diagnostics":[],"omitted":{},"pages":null,"findings":null}' }).catch(() => {});
    await page.waitForTimeout(50);
    assert.equal(await page.getAttribute("#status", "data-kind"), "good");
    assert.equal(await source(page), now);
    await page.unroute("**/preview");
  });

  await step("findings of the checker are listed, and marked on the page", async () => {
    await page.click("#view-json");
    const whole = await json(page);
    await write(page, whole.replace(/"ket_luan": (\{[^}]*\}|".*?")/, '"ket_luan": "Uỷ ban nhân dân  xã báo cáo ,xin ý kiến ."'));
    await page.waitForSelector("#pages .found");
    await page.click("#panel-toggle");
    await page.locator("#panel button.item").first().click();
    const mark = page.locator(".found.chosen").first();
    await mark.waitFor();
    assert.ok((await mark.boundingBox()).width > 10);
    await shot(page, "findings-1440");
    await page.click("#panel-toggle");
    await write(page, whole);
    await page.click("#view-form");
    await ready(page);
  });

  await step("zoom, by button and key", async () => {
    const width = () => page.$eval("#page-1 .sheet", (it) => it.clientWidth);
    const before = await width();
    await page.click("#zoom-in");
    assert.ok((await width()) > before);
    await page.focus("#stage");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    assert.ok((await width()) < before);
    await page.keyboard.press("0");
    assert.equal(await width(), before);
    assert.match(await page.textContent("#zoom-value"), /^\d+%$/);
  });

  await step("downloads have their names, and open", async () => {
    for (const [id, name, begins] of [["#docx", "Báo cáo.docx", "PK"], ["#pdf", "Báo cáo.pdf", "%PDF-"], ["#save", "bao-cao.json", "{"]]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(id)]);
      assert.equal(download.suggestedFilename(), name);
      const bytes = fs.readFileSync(await download.path());
      assert.equal(bytes.subarray(0, begins.length).toString(), begins);
      if (begins === "PK") assert.ok(bytes.includes("word/document.xml"));
      if (begins === "{") assert.equal(JSON.parse(bytes).dia_danh, "Sơn Phú");
    }
  });

  await step("a data file is opened, and what was there comes back", async () => {
    const file = path.resolve(options.repository, "samples/bao-cao/toi-thieu.json");
    await page.setInputFiles("#file", file);
    await page.waitForFunction(() => /toi-thieu\.json/.test(document.getElementById("loaded-text").textContent));
    await ready(page);
    assert.equal(await control(page, "/trich_yeu").inputValue(), JSON.parse(fs.readFileSync(file)).trich_yeu);
    await page.click("#undo");
    assert.equal(await control(page, "/trich_yeu").inputValue(), "Kết quả cải cách hành chính");
    await ready(page);
  });

  await step("the language switches, with what is wrong; it and the draft are remembered", async () => {
    await control(page, "/ky_hieu").fill("BC 1");
    await kind(page, "broken");
    await page.click("#en");
    await kind(page, "broken");
    await page.waitForFunction(() => /expected/.test(document.getElementById("problems").textContent));
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await page.textContent("#tab-versions"), "Compare versions");
    await page.reload();
    await kind(page, "broken");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.equal(await control(page, "/ky_hieu").inputValue(), "BC 1");
    await control(page, "/ky_hieu").fill("BC-UBND");
    await ready(page);
    await shot(page, "english-1440");
    await page.click("#vi");
    await ready(page);
  });

  await step("an address that is mistyped leads to a template all the same", async () => {
    await page.goto(`${address}#%`);
    await page.reload();
    await ready(page);
    assert.equal(await page.textContent("#template-name"), "Báo cáo");  // the last one
    await page.goto(`${address}#%E0%A4%A/versions`);
    await ready(page);
    await page.goto(`${address}#bao-cao`);
    await ready(page);
  });

  await step("two versions of a template are compared", async () => {
    await program.upload(address, "giay-moi-rieng");
    await page.click("#tab-versions");
    assert.match(await page.textContent("#versions-told"), /một phiên bản/);
    await page.goto(`${address}#giay-moi-rieng/versions`);
    await page.reload();  // the list of templates is older than the upload
    await page.click("#compare");
    const report = page.frameLocator("#report");
    await report.locator(".page .sheet, .page figure").first().waitFor();
    assert.match(await report.locator("h1").textContent(), /So sánh trình bày/);
    assert.doesNotMatch(await report.locator("body").textContent(), new RegExp(os.tmpdir()));  // where files lie is nobody's business
    await report.locator(".changes button").first().click();  // its own scripts run
    assert.equal(await report.locator(".changes button").first().getAttribute("aria-pressed"), "true");
    await shot(page, "versions-1440");
    // The report reaches neither the page nor the service.
    assert.equal(await page.evaluate(() => { try { return document.getElementById("report").contentDocument; } catch { return null; } }), null);
    const reached = await page.frames().find((it) => it.url().includes("report.html")).evaluate(async (to) => {
      try { await fetch(`${to}v1/templates`); return "fetched"; } catch { return "refused"; }
    }, address);
    assert.equal(reached, "refused");
    complaints.splice(0, complaints.length, ...complaints.filter((it) => !it.includes("v1/templates")));
    // A version that comes back is told apart from the first one.
    await program.put(address, "giay-moi-rieng", "1.docx");
    await page.reload();
    await page.waitForSelector("#versions-form:not([hidden])");
    const offered = await page.$$eval("#version-from option", (all) => all.map((it) => [it.value, it.textContent]));
    assert.deepEqual(offered.map(([value]) => value), ["3", "2", "1"]);
    assert.match(offered[0][1], /^Bản 3 · .+ · như bản 1 · đang dùng$/);
    await page.selectOption("#version-from", "1");
    assert.deepEqual([await page.inputValue("#version-from"), await page.inputValue("#version-to")], ["1", "3"]);
    await page.click("#compare");
    await report.locator("h1").waitFor();
    assert.equal(await report.locator(".page").count(), 0);  // nothing differs
    // What cannot be compared says why.
    await page.route("**/diff?**", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify({
      type: "urn:thethuc:problem:unusable", title: "không dùng được mẫu, dữ liệu hoặc văn bản", status: 422, code: "unusable", request_id: "x", omitted: { value_missing: 2 },
      diagnostics: [{ id: "value_missing", severity: "error", message: "thiếu giá trị cho <b>{{ong_ba}}</b>", hint: "bổ sung giá trị", place: { file: "old" } }],
    }) }));
    await page.click("#compare");
    await page.waitForSelector("#versions-told li");
    const told = await page.textContent("#versions-told");
    for (const words of ["Không dùng được mẫu", "Bản cũ", "Thiếu giá trị cho <b>{{ong_ba}}</b>", "bổ sung giá trị", "và 2 mục nữa"]) assert.ok(told.includes(words), told);
    await shot(page, "versions-refused-1440");
    await page.unroute("**/diff?**");
    refused.splice(0, refused.length, ...refused.filter((it) => !it.startsWith("422 /v1/templates/giay-moi-rieng/diff")));
    await page.click("#tab-write");
  });

  await step("all of it by keys alone", async () => {
    await page.reload();
    await ready(page);
    await page.keyboard.press("Tab");
    assert.match(await page.textContent(":focus"), /dữ liệu/);  // the first stop leads past the head
    await tabTo(page, "picker-open");
    await page.keyboard.press("Enter");
    await page.keyboard.type("giay moi");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("template-name").textContent === "Giấy mời");
    await ready(page);
    await tabTo(page, "view-form");
    const before = await source(page);
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.closest("[data-pointer]")?.dataset.pointer === "/dia_danh")) break;
    }
    await page.keyboard.press("End");
    await page.keyboard.type(" Tây");
    assert.equal(await control(page, "/dia_danh").inputValue(), "Sơn Phú Tây");
    await changed(page, before);
    await tabTo(page, "zoom-out");
    await page.keyboard.press("l");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.keyboard.press("l");
    await page.keyboard.press("?");
    assert.ok(await page.isVisible("#help"));
    await page.keyboard.press("Escape");
    await page.focus("#tab-write");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(page), "tab-versions");
    assert.ok(await page.isVisible("#versions"));
    await page.keyboard.press("ArrowLeft");
    assert.ok(await page.isVisible("#data-panel"));
  });

  await step("a narrow window shows one part at a time", async () => {
    await choose(page, "bao cao");
    await page.setViewportSize({ width: 390, height: 844 });
    for (const language of ["vi", "en"]) {
      await page.click(`#${language}`);
      for (const pane of ["data", "findings", "pages"]) {
        await page.click(`[data-pane-of=${pane}]`);
        if (pane === "pages") await drawn(page);
        assert.equal(await overflow(page), 0);
        await shot(page, `${pane}-${language}-390`);
      }
    }
    await page.click("#vi");
    // The words of the tabs are whole, whatever the status says.
    await page.click("[data-pane-of=data]");
    await control(page, "/ky_hieu").fill("BC 1");
    await kind(page, "broken");
    for (const tab of ["#tab-write", "#tab-versions"]) {
      assert.ok(await page.$eval(tab, (it) => it.scrollWidth <= it.clientWidth && it.getBoundingClientRect().right <= it.parentElement.getBoundingClientRect().right), tab);
    }
    assert.equal(await overflow(page), 0);
    await shot(page, "broken-vi-390");
    await control(page, "/ky_hieu").fill("BC-UBND");
    await kind(page, "good");
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await step("dark colours", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await ready(page);
    await shot(page, "dark-1440");
  });

  await step("nothing was asked from outside, nothing was refused", async () => {
    assert.deepEqual(outside, []);
    assert.deepEqual(complaints, []);
    assert.deepEqual(refused, []);
    await page.context().close();
  });

  await step("a key is asked for, kept for the tab, and told of when it does not do", async () => {
    const file = path.join(folder, "keys.json");
    const [good, other] = [program.key(file, "van-thu", "render"), program.key(file, "kiem-tra", "check")];
    const locked = await program.serve(["--api-keys", file], { THETHUC_LIBREOFFICE: "/nonexistent" });
    const { page: asked, complaints: told } = await openPage(browser, locked);
    await asked.waitForSelector("#key-dialog[open]");
    await shot(asked, "key-1440");
    const enter = async (key) => {
      await asked.fill("#key", key);
      await asked.keyboard.press("Enter");
    };
    await enter(`thethuc_${"0".repeat(64)}`);
    await asked.waitForSelector("#key-why:not([hidden])");
    await enter(other);
    await asked.waitForFunction(() => /quyền/.test(document.getElementById("alert").textContent));
    await asked.evaluate(() => sessionStorage.clear());
    await asked.reload();
    await asked.waitForSelector("#key-dialog[open]");
    await enter(good);
    // Without LibreOffice all but pages is there, and what to install is told.
    await asked.waitForFunction(() => /libreoffice-writer-nogui/.test(document.getElementById("alert").textContent));
    await kind(asked, "warning");
    assert.ok(await control(asked, "/dia_danh").isVisible());
    assert.ok(!asked.url().includes(good));
    assert.equal(await asked.evaluate(() => JSON.stringify(localStorage)).then((kept) => kept.includes(good)), false);
    await shot(asked, "without-office-1440");
    const [download] = await Promise.all([asked.waitForEvent("download"), asked.click("#docx")]);
    assert.equal(download.suggestedFilename(), "Công văn.docx");
    await asked.reload();
    await kind(asked, "warning");
    assert.ok(!(await asked.isVisible("#key-dialog")));
    assert.deepEqual(told, []);
  });
} finally {
  await browser.close();
  end();
}
finish();
