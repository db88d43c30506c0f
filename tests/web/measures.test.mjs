// The page of a measure on the site in SHIOMI, from the disk: an address that names a place leads to its line in the chart, or to its row.
import assert from "node:assert/strict";
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
await bench.close();
site.close();
