// The pictures of README.md: pages of the repository's content and of examples/shiomi; of docs/questions.md: what is on the screen
// when a question is answered; and of docs/installing.md: what is there in the first minute. `tests/run pictures` makes them anew.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";
import { answer, questions } from "./questions.mjs";

// Three quarters of the screen: small, and still to be read.
const WIDTH = 960, QUALITY = .55;

const bench = browsers();
const browser = await bench.get();
const site = pathToFileURL(resolve(process.env.SITE) + sep).href, base = pathToFileURL(resolve(process.env.SHIOMI) + sep).href;
const folder = new URL("../../docs/images/", import.meta.url);

// Each with its page, and the element at the top of the picture.
const PAGES = { sheet: [`${site}2021/kawasaki.html`, "#inpatients"], place: [`${base}places/kitahama.html`], compare: [`${base}compare.html#kitahama,minamiura`] };

for (const [name, [address, top]] of Object.entries(PAGES)) {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 860 } })).newPage();
  await page.goto(address);
  if (top) await page.locator(top).evaluate(found => scrollTo({ top: found.getBoundingClientRect().top + scrollY - 32, behavior: "instant" }));
  await page.waitForTimeout(500);
  await keep(page, name);
  await page.context().close();
}
for (const [at, question] of questions.entries()) {
  const page = await answer(browser, base, question);
  await page.waitForTimeout(500);
  await keep(page, `question-${at + 1}`);
  await page.context().close();
}
await firstMinute();
await bench.close();

// The sample site in the preview, and a sheet of it that was just edited: the page shows the new sentence by itself.
async function firstMinute() {
  const NENPO = process.env.NENPO, at = mkdtempSync(join(tmpdir(), "first-minute-")), root = join(at, "見本のサイト");
  execFileSync(NENPO, ["init", "--lang", "ja", root]);
  const preview = spawn(NENPO, ["serve", "--lang", "ja", "--root", root], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const address = await new Promise(ready => preview.stdout.on("data", data => {
      const told = String(data).match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (told) ready(told[0]);
    }));
    const page = await (await browser.newContext({ viewport: { width: 1100, height: 720 } })).newPage();
    await page.goto(address);
    await keep(page, "first-minute-1");
    await page.goto(`${address}2024/kitahama.html`);
    const sheet = join(root, "content/2024/kitahama/sheet.md"), wanted = "退院支援の担当を一人増やした。";
    const heading = /^## .*\n\n/m, text = readFileSync(sheet, "utf8");
    writeFileSync(sheet, text.replace(heading, found => `${found}${wanted}`));
    const sentence = page.getByText(wanted);
    await sentence.waitFor();
    await sentence.evaluate(found => scrollTo(0, found.getBoundingClientRect().top + scrollY - innerHeight / 2));
    await keep(page, "first-minute-2");
    await page.context().close();
  } finally {
    preview.kill();
    rmSync(at, { recursive: true, force: true });
  }
}

async function keep(page, name) {
  const file = fileURLToPath(new URL(`${name}.webp`, folder));
  const webp = await smaller(await page.screenshot());
  writeFileSync(file, webp);
  console.log(file, webp.length);
}

// A browser can write WebP, and its pictures of pages are PNG.
async function smaller(png) {
  const page = await browser.newPage();
  const data = await page.evaluate(async ([png, width, quality]) => {
    const picture = await createImageBitmap(await (await fetch(png)).blob());
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = Math.round(picture.height * width / picture.width);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/webp", quality);
  }, [`data:image/png;base64,${png.toString("base64")}`, WIDTH, QUALITY]);
  await page.close();
  return Buffer.from(data.split(",")[1], "base64");
}
