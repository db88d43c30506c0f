// The questions of docs/questions.md, and how a reader goes to their answers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const SCREEN = { width: 1280, height: 900 };

const text = readFileSync(fileURLToPath(new URL("../../docs/questions.md", import.meta.url)), "utf8");
export const questions = text.split(/^## /m).slice(1).map(part => {
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

// Goes from the first page of a site to the answer.
export async function answer(browser, base, { start, steps, address }) {
  const context = await browser.newContext({ viewport: SCREEN, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(base + start);
  for (const step of steps) await follow(page, step);
  await page.waitForURL(url => decodeURIComponent(url.href) === base + address, { timeout: 5000 }).catch(() => {});
  return page;
}

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
