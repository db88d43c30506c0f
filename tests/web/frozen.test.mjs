// A frozen year as the reader of 2050 has it: its folder on a disk, no server, no network, no JavaScript. And the pages of
// the living site that tell of it, on paper and on the screen. FROZEN is an output folder with the archive of 2021 and the
// site that carries it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browsers, inspect } from "./inspect.mjs";
import { open } from "./site.mjs";

const output = process.env.FROZEN, bench = browsers();
const work = mkdtempSync(join(tmpdir(), "ある 年度-"));
after(async () => { await bench.close(); rmSync(work, { recursive: true, force: true }); });

test("a frozen year is whole from a disk, without a network and without script", async () => {
  cpSync(join(output, "archive/2021/data/site"), work, { recursive: true });
  const base = pathToFileURL(work + sep).href;
  const context = await (await bench.get()).newContext({ javaScriptEnabled: false, offline: true, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage(), trouble = [];
  page.on("request", request => request.url().startsWith(base) || trouble.push(`asks for ${request.url()}`));
  // An icon may still be on its way when the next page is asked for; then it is there at least.
  const given = request => request.failure().errorText === "net::ERR_ABORTED" && existsSync(fileURLToPath(request.url()));
  page.on("requestfailed", request => given(request) || trouble.push(`${request.url()} did not load`));
  page.on("console", message => message.type() === "error" && trouble.push(message.text()));

  const queue = [base + "index.html"], reached = new Set(queue);
  let charts = 0;
  while (queue.length) {
    await page.goto(queue.shift(), { waitUntil: "load" });
    // Chromium asks questions of a page whose own scripts are off.
    const { links, drawn, figures, words } = await page.evaluate(() => ({
      links: [...document.querySelectorAll("a[href], form[action]")].map(way => (way.href ?? way.action).split("#")[0]),
      drawn: [...document.querySelectorAll("figure svg")].filter(svg => svg.getBoundingClientRect().width > 50 && svg.getBoundingClientRect().height > 10).length,
      figures: document.querySelectorAll("figure svg").length,
      words: document.querySelector(".frozen")?.innerText ?? "",
    }));
    assert.equal(drawn, figures, `${page.url()} does not show all its charts`);
    assert.match(words, /令和4年3月31日/, `${page.url()} does not say that it is frozen`);
    charts += drawn;
    for (const link of links.filter(link => link.startsWith("file:"))) {
      assert.ok(link.startsWith(base) && existsSync(fileURLToPath(link)), `${page.url()} leads to ${link}`);
      if (link.endsWith(".html") && !reached.has(link)) queue.push(link), reached.add(link);
    }
  }
  await context.close();
  assert.deepEqual(trouble, []);
  const pages = readdirSync(work, { recursive: true }).filter(name => name.endsWith(".html")).map(name => pathToFileURL(join(work, name)).href);
  assert.deepEqual(pages.filter(page => !reached.has(page)), [], "not reached from index.html");
  assert.ok(pages.length > 8 && charts > 5, `${pages.length} pages with ${charts} charts`);
});

test("the pages that tell of frozen years pass every check", async () => {
  const here = new URL("checks/", import.meta.url);
  const checks = await Promise.all(readdirSync(here).map(async file => ({ name: file.replace(".mjs", ""), ...(await import(new URL(file, here))) })));
  const site = await open(join(output, "site"));
  const telling = ["archive.html", "2021.html"];
  const { findings } = await inspect(site, checks, bench, telling, telling);
  site.close();
  assert.deepEqual(findings.filter(({ page }) => telling.includes(page)).map(({ code, page, message }) => `${page}: ${message} (${code})`), []);
});

test("a camera reads the address from the printed page", async () => {
  const site = await open(join(output, "site"));
  const context = await (await bench.get()).newContext();
  const page = await context.newPage();
  for (const path of ["2021/kawasaki.html", "index.html", "places/kawasaki.html"]) {
    await page.goto(site.at("file", path));
    assert.equal(await page.locator(".qr").isVisible(), false, "on the screen there is none");
    const pdf = join(work, "page.pdf");
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
    execFileSync("pdftoppm", ["-q", "-r", "150", "-png", pdf, join(work, "sheet")]);
    const sheets = readdirSync(work).filter(name => /^sheet.*\.png$/.test(name)).map(name => join(work, name));
    // It ends with 4 where some sheet has no code, and says much about other kinds of codes.
    const read = spawnSync("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", ...sheets], { encoding: "utf8" }).stdout.trim();
    assert.equal(read, `https://nenpo.example.jp/${path}`);
    assert.ok(execFileSync("pdftotext", ["-q", pdf, "-"], { encoding: "utf8" }).replace(/\s/g, "").includes(read), "the address stands beside its code");
    sheets.forEach(sheet => rmSync(sheet));
  }
  await context.close();
  site.close();
});
