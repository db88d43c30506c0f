// The questions of docs/questions.md on the site in SHIOMI, from the disk: from the first page at most two steps lead to the address, and
// every answer stands in the part of the page that is then on the screen.
import assert from "node:assert/strict";
import { resolve, sep } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";
import { answer, questions } from "./questions.mjs";

const STEPS = 2;

const bench = browsers();
const browser = await bench.get();
const base = pathToFileURL(resolve(process.env.SHIOMI) + sep).href;

test("there are ten questions", () => assert.equal(questions.length, 10));

for (const question of questions) {
  await test(question.title, async () => {
    assert.equal(question.start, "index.html");
    assert.ok(question.steps.length <= STEPS, "too many steps");
    const page = await answer(browser, base, question);
    assert.equal(decodeURIComponent(page.url()), base + question.address);
    for (const words of question.answers) {
      const seen = await page.waitForFunction(seenWords, words, { timeout: 5000 }).catch(() => null);
      assert.ok(seen, `${words} is not on the screen`);
    }
    await page.context().close();
  });
}
await bench.close();

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
