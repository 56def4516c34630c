// What the tests of our web pages share: a headless Chromium, pages that note what goes wrong, steps that are told one by one.

import fs from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";

import { chromium } from "playwright-core";

export const PATIENCE = Number(process.env.PATIENCE ?? 60_000);  // milliseconds that a busy machine may need

let failed = 0;

// One step: when it fails that is told, and the others go on.
export async function step(name, run) {
  const begun = performance.now();
  try {
    await run();
    console.log(`ok    ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}\n${error.stack.slice(0, 2000)}`);
  }
}

export function finish() {
  console.log(failed ? `browser: ${failed} steps failed` : "browser: all steps good");
  process.exit(failed ? 1 : 0);
}

// Debian's chromium, or $CHROMIUM.
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--force-color-profile=srgb"],
});

// A page of a context of its own at `address`; `complaints` are what its console says of errors, `outside` requests to others,
// `refused` answers that are no success: a browser complains of those, too, which is no fault of a page.
export async function openPage(browser, address, { width = 1440, height = 900, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "vi-VN", ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  const outside = [];
  const origin = new URL(address).origin;
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith(`blob:${origin}`)) outside.push(request.url());
  });
  const refused = [];
  page.on("response", (response) => response.status() >= 400 && refused.push(`${response.status()} ${new URL(response.url()).pathname}`));
  await page.goto(address);
  return { page, complaints, outside, refused };
}

// Saves what is seen as `<name>.png`, where a folder for screenshots is given.
export function shooter(folder) {
  if (folder) fs.mkdirSync(folder, { recursive: true });
  return (page, name) => folder && page.screenshot({ path: path.join(folder, `${name}.png`) });
}
