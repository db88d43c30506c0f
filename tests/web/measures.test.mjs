// The page of a measure on the site in SHIOMI, from the disk: an address that names a place leads to its line in the chart, or to its row.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { browsers } from "./inspect.mjs";
import { open } from "./site.mjs";

const site = await open(process.env.SHIOMI);
const bench = browsers();
const browser = await bench.get();
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
const measures = site.pages.filter(path => path.startsWith("measures/"));

test("there are measures", () => assert.ok(measures.length > 3));
for (const path of measures) {
  await test(path, async () => {
    await page.goto(site.at("file", path));
    const places = await page.$$eval("tbody tr th a", all => all.map(link => link.getAttribute("href")).filter(href => href.includes("places/")).map(href => /([^/]+)\.html/.exec(href)[1]));
    const ids = await page.evaluate(() => [...document.querySelectorAll("svg g[id], tbody tr[id]")].map(element => element.id));
    // Every place of the page has one element of its own.
    assert.deepEqual([...new Set(places)].filter(id => ids.filter(own => own === id).length !== 1), []);
    for (const id of ids) {
      await page.evaluate(id => { location.hash = id; }, id);
      const { marked, others, inSight } = await page.evaluate(id => {
        const look = element => element.localName === "g" ? [...element.querySelectorAll("text")].map(text => getComputedStyle(text).fill + getComputedStyle(text).fontWeight).join() : getComputedStyle(element).backgroundColor;
        const own = document.getElementById(id), box = own.getBoundingClientRect();
        const others = [...document.querySelectorAll(`${own.localName}[id]`)].filter(other => other !== own && other.childElementCount === own.childElementCount);
        return { marked: look(own), others: others.map(look), inSight: box.bottom > 0 && box.top < innerHeight };
      }, id);
      assert.ok(!others.includes(marked), `nothing marks ${id}`);
      assert.ok(inSight, `${id} is out of sight`);
    }
  });
}

// Of more places than have room for their names there are dots: the row is marked, and a line stands where its dot is.
await test("a place among many", async () => {
  const many = await manyPlaces(60);
  await page.goto(many.at("file", "measures/rate.html") + "#town7");
  const look = () => page.evaluate(() => ({
    rows: [...document.querySelectorAll(".by-place tr.own")].map(row => row.dataset.place),
    marks: [...document.querySelectorAll(".chart-places")].map(chart => [...chart.querySelectorAll(".this")].map(mark => Number(/^M([0-9.]+) /.exec(mark.getAttribute("d"))[1]))),
    // From the axis: its first and last number, and where they stand.
    axes: [...document.querySelectorAll(".chart-places")].map(chart => [...chart.querySelectorAll(".axis text")].map(text => [Number(text.textContent), text.getBBox().x + text.getBBox().width / 2])),
  }));
  const value = at => (20 + at * 7 % 60) / 2;
  for (const at of [7, 8]) {
    await page.evaluate(at => { location.hash = `town${at}`; }, at);
    await page.waitForFunction(at => document.querySelector(".by-place tr.own")?.dataset.place === `town${at}`, at);
    const { rows, marks, axes } = await look();
    assert.deepEqual(rows, [`town${at}`]);
    assert.equal(marks.length, 2);
    // Both years have one scale; the second has half a point more.
    for (const [chart, [x, ...more]] of marks.entries()) {
      assert.deepEqual(more, []);
      const [[low, from], [high, to]] = [axes[chart][0], axes[chart].at(-1)];
      const shown = low + (x - from) / (to - from) * (high - low);
      assert.ok(Math.abs(shown - value(at) - (chart === 0 ? .5 : 0)) < .5, `${shown} is not ${value(at)}`);
    }
    assert.deepEqual(axes[0].map(([number]) => number), axes[1].map(([number]) => number));
  }
  await page.evaluate(() => { location.hash = ""; });
  await page.waitForFunction(() => !document.querySelector(".chart-places .this, tr.own"));
  many.close();
});
await bench.close();
site.close();

// A site of towns with one figure each in two years.
async function manyPlaces(towns) {
  const root = mkdtempSync(join(tmpdir(), "many-places-"));
  const put = (path, text) => { mkdirSync(dirname(join(root, path)), { recursive: true }); writeFileSync(join(root, path), text); };
  // A code ends with a digit that proves the others.
  const code = at => { const digits = `48${500 + at}`, sum = [6, 5, 4, 3, 2].reduce((sum, weight, place) => sum + weight * digits[place], 0); return digits + (11 - sum % 11) % 10; };
  const all = Array.from({ length: towns }, (_, at) => at);
  put("content/site.yaml", "title: 試験\npublisher: 試験\n");
  put("content/places.yaml", 'shiomi: { name: 潮見県, reading: しおみけん, code: "480002", category: 都道府県 }\n'
    + all.map(at => `town${at}: { name: 第${at}町, reading: だいちょう, code: "${code(at)}", category: 町, prefecture: shiomi }\n`).join(""));
  put("content/forms/short.yaml", "title: 試験の様式\nshort: 試験\nyears: 2023-2024\nsheet: true\nsections:\n  - id: base\n    heading: 基礎\n    fields:\n      rate: { label: 割合, kind: number, unit: ％ }\n");
  put("content/measures.yaml", "rate: { label: 割合, of: rate }\n");
  for (const at of all) for (const year of [2023, 2024]) put(`content/${year}/town${at}/sheet.md`, `---\n様式: short\n割合: ${(20 + at * 7 % 60) / 2 + (year - 2023) / 2}％\n---\n`);
  execFileSync(process.env.NENPO, ["build", "--root", root, "--output", join(root, "output")], { stdio: "pipe" });
  const many = await open(join(root, "output/site"));
  return { ...many, close() { many.close(); rmSync(root, { recursive: true }); } };
}
