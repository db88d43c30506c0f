// The booklet of a year as `nenpo pdf` prints it, read by poppler: its contents, its bookmarks, its tags, and all of its words.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "冊子 1-"));
after(() => rmSync(work, { recursive: true, force: true }));

const pdf = join(work, "年度 2021.pdf");
execFileSync(process.env.NENPO, ["pdf", "R3", "--root", root, "--output", pdf], { stdio: ["ignore", "ignore", "inherit"] });
const html = readFileSync(join(process.env.SITE, "2021/booklet.html"), "utf8");
const read = (...options) => execFileSync("pdftotext", ["-q", ...options, pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 27 });
const close = text => text.replace(/\s+/g, "");
const decoded = text => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&amp;/g, "&");
const words = text => close(decoded(text.replace(/<[^>]*>/g, "")));
const pages = read("-layout").split("\f").slice(0, -1), inOrder = read("-raw").split("\f").map(close);

// What the contents lead to: the id, and the words of its heading.
const entries = [...html.matchAll(/data-entry="([^"]*)"[^>]*><span>(.*?)<\/span><\/a>/g)].map(([, id, text]) => ({ id: decoded(id), text: words(text) }));
const heading = id => {
  const at = html.indexOf(` id="${id.replace(/&/g, "&amp;")}"`);
  return words(/<h([2-6])[^>]*>(.*?)<\/h\1>/s.exec(html.slice(at))[2]);
};

test("the numbers in the contents are those of the pages on which the headings stand", () => {
  const lines = pages.slice(1).join("\n").split("\n").map(line => /^(.*?)\s+(\d+)$/.exec(line.trim())).filter(Boolean);
  const told = lines.map(([, text, page]) => ({ text: close(text), page: Number(page) }));
  assert.ok(entries.length > 10, `only ${entries.length} entries`);
  let from = 0;
  for (const { id, text } of entries) {
    const at = told.findIndex((line, index) => index >= from && line.text === text);
    assert.ok(at >= 0, `${text} has no number`);
    from = at + 1;
    assert.ok(inOrder[told[at].page - 1].includes(heading(id)), `“${heading(id)}” is not on page ${told[at].page}`);
  }
});

test("it is tagged, with a title, a language and bookmarks", () => {
  const about = execFileSync("pdfinfo", [pdf], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.match(about, /Tagged:\s+yes/);
  assert.match(about, /Title:\s+令和3年度（2021年度） 冊子/);
  assert.match(about, /Page size:.*A4/);
  const bytes = readFileSync(pdf, "latin1");
  assert.match(bytes, /\/Lang \(ja\)/);
  const text = title => title.startsWith("<") ? Buffer.from(title.slice(5, -1), "hex").swap16().toString("utf16le") : title.slice(1, -1);
  const bookmarks = [...bytes.matchAll(/\/Title (<FEFF[0-9A-F]*>|\([^)]*\))/g)].map(([, title]) => close(text(title)));
  for (const { id } of entries) assert.ok(bookmarks.includes(heading(id)), `no bookmark for “${heading(id)}”: ${bookmarks}`);
});

test("every word of every document is on paper", () => {
  const running = close(/data-running="([^"]*)"/.exec(html)[1]), address = close(/data-address="([^"]*)"/.exec(html)[1]);
  const all = inOrder.map((page, i) => page.replace(running, "").replace(`${address}${i + 1}/${pages.length}`, "")).join("");
  const shown = html.slice(html.indexOf("<article")).replace(/<footer[\s\S]*/, "").replace(/<svg[\s\S]*?<\/svg>/g, "")
    .replace(/<details[\s\S]*?<\/details>/g, "").replace(/<(\w+) class="[^"]*(?:no-print|visually-hidden)[^"]*"[^>]*>[\s\S]*?<\/\1>/g, "");
  // What no element parts: a phrase may be torn by a line, but not by a cell.
  const pieces = [...new Set(shown.replace(/<\/?wbr[^>]*>/g, "").split(/<[^>]*>/).map(piece => close(decoded(piece))))].filter(piece => piece.length > 3);
  assert.ok(pieces.length > 300, `only ${pieces.length} pieces`);
  assert.deepEqual(pieces.filter(piece => !all.includes(piece)), []);
});

test("nothing stands outside of the paper, and no page is blank", () => {
  const blank = pages.findIndex(page => close(page).replace(/[\d/]/g, "") === "");
  assert.equal(blank, -1);
  const boxes = execFileSync("pdftotext", ["-q", "-bbox", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 27 });
  const beyond = [...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</g)]
    .filter(([, left, top, right, bottom]) => left < 0 || top < 0 || right > 596 || bottom > 843);
  assert.deepEqual(beyond.map(([, , , , , word]) => word), []);
});
