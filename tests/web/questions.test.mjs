// The questions of docs/questions.md on the site in SHIOMI, from the disk: from the first page at most two steps lead to the address, and
// every answer stands in the part of the page that is then on the screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";

const STEPS = 2, SCREEN = { width: 1280, height: 900 };

const text = readFileSync(fileURLToPath(new URL("../../docs/questions.md", import.meta.url)), "utf8");
const questions = text.split(/^## /m).slice(1).map(part => {
  const line = name => new RegExp(`^- ${name}：(.*)$`, "m").exec(part)?.[1] ?? assert.fail(`${name} is missing in: ${part}`);
  const [start, ...steps] = line("道順").split(" → ");
  return {
    title: part.split("\n")[0],
    start: start.replaceAll("`", ""),
    steps,
    address: line("アドレス").replaceAll("`", ""),
    // A quotation may hold another.
    answers: line("答え").match(/「(?:[^「」]|「[^「」]*」)*」/g).map(answer => answer.slice(1, -1)),
  };
});

const bench = browsers();
const browser = await bench.get();
const base = pathToFileURL(resolve(process.env.SHIOMI) + sep).href;

test("there are ten questions", () => assert.equal(questions.length, 10));

for (const { title, start, steps, address, answers } of questions) {
  await test(title, async () => {
    assert.equal(start, "index.html");
    assert.ok(steps.length <= STEPS, "too many steps");
    const context = await browser.newContext({ viewport: SCREEN, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(base + start);
    for (const step of steps) await follow(page, step);
    await page.waitForURL(url => decodeURIComponent(url.href) === base + address, { timeout: 5000 }).catch(() => {});
    assert.equal(decodeURIComponent(page.url()), base + address);
    for (const answer of answers) {
      const seen = await page.waitForFunction(seenWords, answer, { timeout: 5000 }).catch(() => null);
      assert.ok(seen, `${answer} is not on the screen`);
    }
    await context.close();
  });
}
await bench.close();

async function follow(page, step) {
  const [, name, choice] = /^(.+)＝(.+)$/.exec(step) ?? [];
  const [, sought] = /^探す：(.+)$/.exec(step) ?? [];
  if (choice) {
    await page.getByLabel(new RegExp(`^${name}`)).selectOption({ label: choice });
  } else if (sought) {
    const form = page.getByRole("search").first();
    await form.getByRole("searchbox").fill(sought);
    await form.getByRole("button").click();
  } else {
    const words = step.replace(/^「|」$/g, "");
    const links = page.getByRole("link");
    // Digits and signs of both widths are the same.
    const at = await links.evaluateAll((all, words) => {
      const plain = text => text.normalize("NFKC").replace(/\s/g, "");
      return all.findIndex(link => plain(link.textContent) === plain(words));
    }, words);
    assert.ok(at >= 0, `there is no link ${step}`);
    await links.nth(at).click();
  }
}

// Whether words stand on the screen, in whatever elements.
function seenWords(words) {
  const plain = text => text.normalize("NFKC").replace(/\s/g, "");
  const sought = plain(words);
  return [...document.querySelectorAll("main *")].some(element => {
    if (!plain(element.textContent).includes(sought) || !element.checkVisibility({ visibilityProperty: true })) return false;
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  });
}
