// The pictures of docs/questions.md: what is on the screen when a question is answered. `tests/run pictures` makes them anew.
import { writeFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";
import { answer, questions } from "./questions.mjs";

// Three quarters of the screen: small, and still to be read.
const WIDTH = 960, QUALITY = .55;

const bench = browsers();
const browser = await bench.get();
const base = pathToFileURL(resolve(process.env.SHIOMI) + sep).href;
const folder = new URL("../../docs/images/", import.meta.url);

for (const [at, question] of questions.entries()) {
  const page = await answer(browser, base, question);
  await page.waitForTimeout(500);
  const png = await page.screenshot();
  await page.context().close();
  const file = fileURLToPath(new URL(`question-${at + 1}.webp`, folder));
  const webp = await smaller(png);
  writeFileSync(file, webp);
  console.log(file, webp.length);
}
await bench.close();

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
