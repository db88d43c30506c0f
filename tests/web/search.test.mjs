// Search in a real browser, from the disk, against a plain scan of the published pages that shares no code with it.
// SITE and STRESS are folders; SUBSTRINGS and NONSENSE say how much is sought in each.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";

const SUBSTRINGS = Number(process.env.SUBSTRINGS ?? 60), NONSENSE = Number(process.env.NONSENSE ?? 20);
const BYTES = 300_000, MILLISECONDS = 100, SHARE = 0.25;

const percent = share => `${(share * 100).toFixed(1)} %`;
const bench = browsers();
const browser = await bench.get();
for (const [name, folder] of [["site", process.env.SITE], ["stress", process.env.STRESS]]) {
  if (!folder) continue;
  const files = readdirSync(folder, { recursive: true }).map(file => file.split(sep).join("/"));
  const base = pathToFileURL(folder + sep).href;
  const context = await browser.newContext();
  const page = await context.newPage();
  const scan = plainScan(await pagesOf(page, folder, files));
  const random = generator(20261121);
  const real = Array.from({ length: SUBSTRINGS }, () => scan.sample(random));
  const nonsense = Array.from({ length: NONSENSE }, (_, at) => scan.nonsense(random, at));

  await test(`${name}: recall and precision`, async () => {
    await page.goto(base + "search.html");
    let found = 0, sure = 0, loose = 0;
    for (const words of [...real, ...nonsense, "かわさき", "141305", "ピアサポーター", "障害", "障がい", "ＰＥＥＲ", "々々"]) {
      const expected = scan.find(words);
      const answer = await page.evaluate(words => nenpoSearch.everywhere(words), words);
      assert.deepEqual([...answer.places].sort(), expected, JSON.stringify(words));
      const pages = new Set(expected.map(place => place.split("#")[0])).size;
      if (answer.sure) assert.equal(answer.pages, pages, `${words}: the number of pages`);
      found += expected.length;
      sure += answer.sure ? 1 : 0;
      loose += answer.pages - pages;
    }
    assert.ok(real.every(words => scan.find(words).length > 0) && nonsense.every(words => scan.find(words).length === 0));
    console.log(`${name}: ${real.length} substrings, ${nonsense.length} nonsense, ${found} places found; ${sure} known without reading, ${loose} pages read in vain`);
  });

  await test(`${name}: what is shown, loaded and waited for`, async () => {
    const bytes = [], waits = [], totals = [], trouble = [];
    let requests = [];
    page.on("request", request => requests.push(request.url().split("?")[0]));
    // Quotes in a text of the site would part what is typed.
    for (const words of [...real, ...nonsense].filter(words => !/["\u201c-\u201e\uff02]/.test(words))) {
      // Words with a space between are sought as one.
      const typed = /\s/.test(words) ? `"${words}"` : words;
      requests = [];
      await page.goto("about:blank");
      const begin = performance.now();
      await page.goto(`${base}search.html#q=${encodeURIComponent(typed)}`);
      await page.waitForFunction(() => document.querySelector("ol.results").getAttribute("aria-busy") === "false");
      totals.push(performance.now() - begin);
      const shown = await page.evaluate(read);
      bytes.push(requests.filter(url => url.includes("/data/search/")).reduce((sum, url) => sum + statSync(new URL(url)).size, 0));
      waits.push(shown.took);
      const expected = scan.find(words), first = shown.places;
      const pages = new Set(expected.map(place => place.split("#")[0])), here = new Set(first.map(place => place.split("#")[0]));
      if (first.some(place => !expected.includes(place))) trouble.push(`${words}: shows a place that has it not`);
      if (expected.some(place => here.has(place.split("#")[0]) && !first.includes(place))) trouble.push(`${words}: leaves out a section of a page`);
      if (!shown.more && here.size !== pages.size) trouble.push(`${words}: shows ${here.size} of ${pages.size} pages and no more`);
      if (shown.marks.some(mark => scan.forms(mark).every(form => !scan.forms(words).includes(form)))) trouble.push(`${words}: marks ${shown.marks}`);
      const numbers = shown.count.replace(typed, "").match(/\d+/g)?.map(Number) ?? [];
      if (!shown.more && pages.size && numbers[0] !== pages.size) trouble.push(`${words}: says “${shown.count}” of ${pages.size}`);
    }
    const worst = list => Math.round(Math.max(...list)), middle = list => Math.round([...list].sort((a, b) => a - b)[list.length >> 1]);
    console.log(`${name}: bytes ${middle(bytes)} (most ${worst(bytes)}), ms after the last file ${middle(waits)} (most ${worst(waits)}), ms with the page ${middle(totals)} (most ${worst(totals)})`);
    assert.deepEqual(trouble, []);
    assert.ok(worst(bytes) < BYTES, `${worst(bytes)} bytes`);
    assert.ok(middle(waits) < MILLISECONDS, `${middle(waits)} ms`);
  });

  await test(`${name}: more and more, from the box on another page, and by keyboard`, async () => {
    const words = real.map(words => [words, new Set(scan.find(words).map(place => place.split("#")[0])).size])
      .filter(([words, pages]) => pages < 400 && !/^-|[\s"\u201c-\u201e\uff02]/.test(words)).sort((a, b) => b[1] - a[1])[0][0];
    await page.goto(base + "index.html");
    await page.locator("main input[type=search]").fill(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\.html[?#]q=/);
    for (;;) {
      await page.waitForFunction(() => document.querySelector("ol.results").getAttribute("aria-busy") === "false");
      if (!(await page.evaluate(read)).more) break;
      await page.locator("#results button").press("Enter");
    }
    assert.deepEqual([...(await page.evaluate(read)).places].sort(), scan.find(words), words);
  });

  await test(`${name}: several words, narrowed by year and place`, async () => {
    const pagesWith = words => new Set(scan.find(words).map(place => place.split("#")[0]));
    const pairs = real.filter(words => !/[\s"\u201c-\u201e\uff02]/.test(words)).map((words, at, all) => [words, all[(at * 7 + 3) % all.length]]).slice(0, 20);
    let several = 0;
    for (const [one, other] of pairs) {
      const expected = [...pagesWith(one)].filter(path => pagesWith(other).has(path)).sort();
      several += expected.length ? 1 : 0;
      // Both kinds of space part words.
      const shown = await search(page, base, `${one}　${other}`, "");
      assert.deepEqual(shown.pages, expected, `${one} ${other}`);
      if (one !== other && expected.length) assert.ok(shown.count.includes(`「${one}」`) && shown.count.includes(`「${other}」`), shown.count);
    }
    assert.ok(several > 0, "no two words of the sample stand on one page");
    const [words] = pairs[0];
    const all = await search(page, base, words, ""), choices = await page.evaluate(() => [...document.querySelectorAll("#year option")].map(option => option.value).filter(Boolean));
    const parts = [];
    for (const year of choices) parts.push(...(await search(page, base, words, `&year=${encodeURIComponent(year)}`)).pages);
    // Pages of no year are in none of them.
    assert.deepEqual(parts.sort(), all.pages.filter(path => parts.includes(path)), words);
    assert.ok(all.pages.filter(path => /^\d{4}\//.test(path)).every(path => parts.includes(path)), words);
  });

  test(`${name}: the index is small`, () => {
    const size = pattern => files.filter(file => pattern.test(file)).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    const grams = size(/^data\/search\/(g\d+|index)\.js$/), texts = size(/^data\/search\/t\d+\.js$/);
    console.log(`${name}: text ${scan.bytes}, grams ${grams} (${percent(grams / scan.bytes)}), packed texts ${texts} (${percent(texts / scan.bytes)})`);
    // A few pages share too little; the bound is about sites of many.
    if (scan.pages > 1000) assert.ok(grams < scan.bytes * SHARE, percent(grams / scan.bytes));
  });
  await context.close();
}

test("a text is folded as the index is", async () => {
  if (!process.env.SITE) return;
  const page = await browser.newPage();
  await page.goto(pathToFileURL(process.env.SITE + sep).href + "search.html");
  const unescape = text => text.replace(/\\u\{([0-9A-F]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)));
  const cases = readFileSync(new URL("../search/folding.tsv", import.meta.url), "utf8").split("\n").filter(line => line && !line.startsWith("#"));
  for (const [text, folded, one] of cases.map(line => line.split("\t").map(unescape))) {
    assert.deepEqual(await page.evaluate(text => nenpoSearch.forms(text), text), one === folded ? [folded] : [folded, one], text);
  }
});
test.after(() => bench.close());

// The pages that are shown for some words, to the last.
async function search(page, base, words, narrowed) {
  await page.goto("about:blank");
  await page.goto(`${base}search.html#q=${encodeURIComponent(words)}${narrowed}`);
  for (;;) {
    await page.waitForFunction(() => document.querySelector("ol.results").getAttribute("aria-busy") === "false");
    const shown = await page.evaluate(read);
    if (!shown.more) return { pages: [...new Set(shown.places.map(place => place.split("#")[0]))].sort(), count: shown.count };
    await page.locator("#results button").press("Enter");
  }
}

// What the page for searching shows.
function read() {
  const here = decodeURI(location.href.split(/[?#]/)[0]).replace(/search\.html$/, "");
  return {
    places: [...document.querySelectorAll("ol.results ul a")].map(a => decodeURIComponent(a.href).slice(here.length)).map(place => place.includes("#") ? place : place + "#"),
    marks: [...document.querySelectorAll("ol.results mark")].map(mark => mark.textContent),
    count: document.getElementById("search-count").textContent,
    more: !document.querySelector("#results button").hidden,
    took: nenpoSearch.took,
  };
}

// The pages that can be found, each with its sections and their lines, as a browser's parser sees them.
async function pagesOf(page, folder, files) {
  const html = files.filter(file => file.endsWith(".html")).sort(), all = [];
  await page.addScriptTag({ content: `const lines = ${lines}` });
  while (html.length) {
    const some = html.splice(0, 50).map(path => ({ path, html: readFileSync(join(folder, path), "utf8") }));
    all.push(...await page.evaluate(some => some.flatMap(lines), some));
  }
  return all;
}

function lines({ path, html }) {
  const document = new DOMParser().parseFromString(html, "text/html");
  const main = document.querySelector("main");
  if (document.body.matches(".page-place")) {
    const [category, code] = [...document.querySelectorAll(".facts dd")].map(dd => dd.textContent);
    const name = main.querySelector("h1");
    name.querySelector(".year").remove();
    return [{ path, sections: [{ id: "", lines: [name.textContent, code, ...category.replace("）", "").split("（")] }] }];
  }
  if (!document.body.matches(".page-sheet, .page-document, .page-glossary, .page-text")) return [];
  const INLINE = "a abbr b bdi br cite code data del dfn em i img ins kbd mark q rp rt ruby s small span strong sub sup time u var wbr".split(" ");
  const sections = [{ id: "", lines: [""] }];
  const visit = node => {
    if (node.nodeType === 3) sections.at(-1).lines[sections.at(-1).lines.length - 1] += node.data;
    if (node.nodeType !== 1 || node.matches("svg, script, style, nav, form, button, template, .no-print, [data-search=no]")) return;
    const block = !INLINE.includes(node.localName);
    if (block) sections.at(-1).lines.push("");
    if (node.id && node.matches("section, h2, [data-entry]")) sections.push({ id: node.id, lines: [""] });
    node.childNodes.forEach(visit);
    if (block) sections.at(-1).lines.push("");
  };
  main.childNodes.forEach(visit);
  return [{ path, sections: sections.filter(section => section.lines.some(line => line.trim())) }];
}

// All lines in one long text, folded as docs/search.md says; and what stands where in it.
function plainScan(pages) {
  const fold = text => text.normalize("NFKC").toLowerCase().replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, c => String.fromCharCode(c.charCodeAt(0) - 96))
    .replace(/[\u2010-\u2015\u2212\u2500]/g, "-").replace(/[\u301c\u223c]/g, "~").replace(/[\s\u0085\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g, "");
  const forms = text => [...new Set([fold(text), fold(text).replace(/障(がい|碍|礙)/g, "障害")])];
  const lines = [], starts = [], places = [];
  let length = 0, bytes = 0;
  for (const { path, sections } of pages) for (const { id, lines: own } of sections) for (const line of own) {
    bytes += Buffer.byteLength(line.trim()) + 1;
    for (const form of forms(line)) {
      if (!form) continue;
      starts.push(length);
      places.push(`${path}#${id}`);
      lines.push(form);
      length += form.length + 1;
    }
  }
  const whole = lines.join("\n"), known = new Map();
  const lineAt = at => { let low = 0, high = starts.length - 1; while (low < high) { const middle = (low + high + 1) >> 1; if (starts[middle] <= at) low = middle; else high = middle - 1; } return low; };
  const find = words => {
    if (!known.has(words)) {
      const found = new Set();
      for (const form of forms(words)) for (let at = whole.indexOf(form); at >= 0;) {
        const line = lineAt(at);
        found.add(places[line]);
        at = line + 1 < starts.length ? whole.indexOf(form, starts[line + 1]) : -1;
      }
      known.set(words, [...found].sort());
    }
    return known.get(words);
  };
  const texts = pages.flatMap(({ sections }) => sections.flatMap(({ lines }) => lines.map(line => line.replace(/\s+/g, " ").trim()).filter(line => [...fold(line)].length > 1)));
  const sample = random => {
    for (;;) {
      const line = [...texts[Math.floor(random() * texts.length)]], size = 2 + Math.floor(random() ** 2 * 24), at = Math.floor(random() * Math.max(1, line.length - size + 1));
      const words = line.slice(at, at + size).join("").trim();
      if ([...fold(words)].length > 1 && find(words).length) return words;
    }
  };
  // Letters of the site in an order it does not have; halves of two of its own texts; and letters of anywhere.
  const nonsense = (random, kind) => {
    const letter = () => { const line = [...texts[Math.floor(random() * texts.length)]]; return line[Math.floor(random() * line.length)]; };
    const half = () => { const words = [...sample(random)]; return words.slice(0, Math.ceil(words.length / 2)).join(""); };
    for (;;) {
      const size = 2 + Math.floor(random() * 6);
      const words = (kind % 3 === 0 ? Array.from({ length: size }, letter).join("") : kind % 3 === 1 ? half() + half()
        : Array.from({ length: size }, () => String.fromCodePoint(0x3041 + Math.floor(random() * 0x6eae))).join("")).trim();
      if ([...fold(words)].length > 1 && !find(words).length) return words;
    }
  };
  return { find, sample, nonsense, forms, bytes, pages: pages.length };
}

// The same numbers every time (mulberry32).
function generator(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ seed >>> 15, 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed)) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
  };
}
