// The preview in a real browser beside another site: what that site's page can take in, and that people still see their pages.
// NENPO is the program; it serves the repository's own content.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { browsers } from "./inspect.mjs";

const NENPO = process.env.NENPO, ROOT = new URL("../../", import.meta.url).pathname;
const SECRET = "未公開の下書きの秘密";

const root = mkdtempSync(join(tmpdir(), "preview-"));
cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
const sheet = join(root, "content/2021/kawasaki/sheet.md"), text = readFileSync(sheet, "utf8");
writeFileSync(sheet, text.replace(/^---\n/, "---\ndraft: true\n") + `\n${SECRET}。\n`);
const preview = spawn(NENPO, ["serve", "--drafts", "--lang", "en", "--root", root], { stdio: ["ignore", "pipe", "ignore"] });
const address = await new Promise(ready => preview.stdout.on("data", data => {
  const told = String(data).match(/http:\/\/127\.0\.0\.1:\d+\//);
  if (told) ready(told[0]);
}));
const port = new URL(address).port;
const [, picture] = (await (await fetch(address)).text()).match(/<link rel="icon"[^>]* href="([^"]+)"/);

// The other site: a page that takes in whatever it can by name, in every way a page can.
const evil = base => `<!doctype html><meta charset="utf-8"><title>evil</title><script>
  const got = {};
  function nenpoSearch(name, data) { got[name] = data; }
</script>
${["index", "t-kawasaki-0", "t--0", "g0"].map(name => `<script src="${base}data/search/${name}.js"></script>`).join("\n")}
<link rel="stylesheet" href="${base}site.css"><img src="${base}${picture}" onload="got.image = 1"><iframe src="${base}" onload="try { got.frame = frames[0].document.body.innerHTML; } catch (kept) {}"></iframe>
<script>
  const ways = { cors: { mode: "cors" }, "no-cors": { mode: "no-cors" } };
  const tries = Object.entries(ways).map(([name, init]) => fetch("${base}2021/kawasaki.html", init).then(async answer => {
    const body = await answer.text();
    if (body) got[name] = body;
  }, () => {}));
  const news = new Promise(done => {
    const source = new EventSource("${base}_nenpo/news");
    source.onmessage = event => { got.news = event.data; done(); };
    source.onerror = () => { source.close(); done(); };
  });
  addEventListener("load", () => Promise.all([...tries, news]).then(() => { window.done = true; }));
</script>`;
const server = createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  if (request.url.startsWith("/link")) return response.end(`<!doctype html><a id="a" href="${address}">link</a>`);
  const host = decodeURIComponent(request.url.slice(1)) || "127.0.0.1";
  response.end(evil(`http://${host}:${port}/`));
}).listen(0, "127.0.0.1");
await new Promise(ready => server.once("listening", ready));
const other = server.address().port;

const bench = browsers(), browser = await bench.get(["--host-resolver-rules=MAP *.example 127.0.0.1"]);
after(async () => {
  await bench.close();
  preview.kill();
  server.close();
  rmSync(root, { recursive: true });
});

test("a person sees the drafts, and search finds them", async () => {
  const page = await browser.newPage();
  await page.goto(`${address}2021/kawasaki.html`);
  assert.match(await page.locator("body").innerText(), new RegExp(SECRET));
  await page.goto(`${address}search.html#q=${encodeURIComponent(SECRET)}`);
  await page.waitForFunction(() => document.querySelector("ol.results").getAttribute("aria-busy") === "false");
  assert.match(await page.locator("ol.results").innerText(), new RegExp(SECRET));
  await page.close();
});

// From another host, from another port of this machine, and from a name that a stranger lets mean this machine.
for (const [from, to] of [["evil.example", "127.0.0.1"], ["evil.example", "localhost"], ["localhost", "127.0.0.1"], ["localhost", "localhost"], ["127.0.0.1", "127.0.0.1"], ["evil.example", "evil.example"]]) {
  test(`a page of ${from} gets nothing from ${to}`, async () => {
    const page = await browser.newPage();
    await page.goto(`http://${from}:${other}/${to}`);
    await page.waitForFunction(() => window.done, null, { timeout: 60000 });
    assert.deepEqual(await page.evaluate(() => got), {});
    await page.close();
  });
}

test("what is refused are these requests, not the page that makes them", async () => {
  // Served by the preview's own origin, the same lines get what they ask for.
  const page = await browser.newPage();
  await page.route(`${address}own.html`, route => route.fulfill({ contentType: "text/html", body: evil(address) }));
  await page.goto(`${address}own.html`);
  await page.waitForFunction(() => window.done, null, { timeout: 60000 });
  const got = await page.evaluate(() => Object.keys(got));
  for (const name of ["index", "t-kawasaki-0", "image", "cors", "no-cors", "news"]) assert.ok(got.includes(name), `${name}: ${got}`);
  assert.ok(!got.includes("frame"), "the preview is shown in a frame");
  await page.close();
});

test("a link from another site and an address that is typed lead to the preview", async () => {
  const page = await browser.newPage();
  await page.goto(`http://evil.example:${other}/link`);
  await page.click("#a");
  await page.waitForURL(address);
  assert.ok(await page.locator("main").isVisible());
  // What opened it holds no window of it.
  assert.equal(await page.evaluate(() => window.opener), null);
  for (const host of ["localhost", "LOCALHOST", "localhost."]) {
    assert.equal((await page.goto(`http://${host}:${port}/`)).status(), 200, host);
  }
  assert.equal((await page.goto(`http://evil.example:${port}/`)).status(), 403);
  await page.close();
});

// A browser opens six connections to a server. Where there is no worker for all pages, those that nobody looks at listen to nothing.
for (const shared of [true, false]) {
  test(`twelve tabs are shown, and follow an edit, ${shared ? "by one stream" : "each by its own"}`, async () => {
    const context = await browser.newContext();
    if (!shared) await context.addInitScript(() => {
      delete window.SharedWorker;
      window.seen = document.visibilityState;
      Object.defineProperty(document, "visibilityState", { get: () => window.seen });
      window.look = seen => { window.seen = seen; document.dispatchEvent(new Event("visibilitychange")); };
    });
    const pages = [];
    for (let tab = 1; tab <= 12; tab++) {
      const page = await context.newPage();
      // Whoever opens the next tab looks at this one no more. A browser without a window takes all for visible.
      if (!shared) await pages.at(-1)?.evaluate(() => window.look("hidden"));
      await page.goto(`${address}2021/kawasaki.html`, { timeout: 10000, waitUntil: "domcontentloaded" });
      pages.push(page);
    }
    const words = `十二のタブ${shared ? "甲" : "乙"}`;
    await pages[0].waitForTimeout(500);
    writeFileSync(sheet, readFileSync(sheet, "utf8") + `\n${words}。\n`);
    for (const page of pages) {
      if (!shared) await page.evaluate(() => window.look("visible"));
      await page.getByText(words).first().waitFor({ timeout: 20000 });
      if (!shared) await page.evaluate(() => window.look("hidden"));
    }
    // A page that comes out of the browser's memory hears news again.
    await pages[0].goto(`${address}2021.html`);
    await pages[0].goBack();
    await pages[0].getByText(words).first().waitFor({ timeout: 20000 });
    await context.close();
  });
}
