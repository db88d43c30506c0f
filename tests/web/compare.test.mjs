// Places side by side on the site in SHIOMI, from the disk and from a server, with and without script.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browsers } from "./inspect.mjs";
import { open } from "./site.mjs";

const site = await open(process.env.SHIOMI);
const bench = browsers();
const browser = await bench.get();

const at = (where, hash) => site.at(where, "compare.html") + hash;
// A page with these places chosen; `words(row, column)` are those of a cell of the first table, widths and spaces aside.
const chosen = async (hash, where = "file") => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", error => errors.push(error.message));
  page.on("console", message => message.type() === "error" && errors.push(message.text()));
  await page.goto(at(where, hash));
  await page.waitForSelector("#_chosen[aria-busy=false]", { state: "attached" });
  return {
    page, errors,
    heads: () => page.$$eval("#_chosen section:first-of-type thead th", all => all.map(cell => cell.textContent)),
    words: (row, column) => page.evaluate(([row, column]) => {
      const rows = [...document.querySelectorAll("#_chosen section:first-of-type tbody tr")];
      const found = rows.find(one => one.cells[0].textContent.normalize("NFKC") === row.normalize("NFKC"));
      return found.cells[column].textContent.normalize("NFKC").replace(/\s/g, "");
    }, [row, column]),
    close: async () => { assert.deepEqual(errors, []); await context.close(); },
  };
};

for (const where of ["file", "http"]) {
  await test(`two places (${where})`, async () => {
    const { page, heads, words, close } = await chosen("#kitahama,minamiura", where);
    assert.deepEqual(await heads(), ["数値", "北浜市", "南浦市"]);
    assert.match(await words("人口", 1), /^126,889人令和6年4月時点.*2,051人減$/);
    assert.match(await words("人口", 2), /北浜市より36,664人少ない/);
    // Exact, of decimals, and of percentages in points.
    assert.match(await words("人口1万人当たりの精神科病床数", 2), /北浜市より4\.4床多い/);
    assert.match(await words("入院精神障害者のうち1年以上の割合", 2), /北浜市より1\.2ポイント高い/);
    assert.match(await words("入院後1年時点の退院率", 2), /北浜市と同じ/);
    assert.equal(await page.title().then(title => title.startsWith("北浜市、南浦市｜")), true);
    for (const id of ["入院精神障害者数", "選択と有無", "指標の達成の状況", "課題と本文"]) assert.ok(await page.getByRole("heading", { name: id, exact: true }).isVisible(), id);
    // Every link leads to a file of the site.
    const links = await page.$$eval("#_chosen a", all => all.map(link => link.href));
    assert.ok(links.length > 20);
    const base = site.at(where, "");
    for (const link of links) assert.ok(site.has(decodeURIComponent(link.slice(base.length).split("#")[0])), link);
    await close();
  });
}

await test("what is of another year is not compared", async () => {
  const { words, close } = await chosen("#kitahama,hotate,minamiura");
  assert.match(await words("人口", 2), /北浜市との差は示していません\(年度が異なる\)/);
  assert.match(await words("人口", 3), /北浜市より36,664人少ない/);
  // A place that has no such figure.
  assert.equal(await words("精神科病床数", 2), "―");
  await close();
});

await test("choosing, by keyboard and by address", async () => {
  const { page, heads, close } = await chosen("");
  assert.ok(await page.locator("#_places").isVisible());
  await page.getByLabel(/^1つ目/).selectOption({ label: "北浜市" });
  await page.waitForURL(/#kitahama$/);
  await page.getByRole("link", { name: "波戸市", exact: true }).click();
  await page.waitForURL(/#kitahama,hato$/);
  await page.waitForSelector("#_chosen[aria-busy=false] thead th:nth-child(3)");
  assert.deepEqual(await heads(), ["数値", "北浜市", "波戸市"]);
  assert.equal(await page.locator("#_places").isVisible(), false);
  await page.getByLabel(/^3つ目/).selectOption({ label: "潮見県" });
  await page.waitForSelector("#_chosen[aria-busy=false] thead th:nth-child(4)");
  await page.getByLabel(/^1つ目/).selectOption("");
  await page.waitForURL(/#hato,shiomi$/);
  await page.goBack();
  await page.waitForURL(/#kitahama,hato,shiomi$/);
  await close();
});

await test("addresses that name no place, one twice, or too many", async () => {
  for (const [hash, places] of [
    ["#nowhere", []],
    ["#__proto__,kitahama", ["北浜市"]],
    ["#kitahama,kitahama,hato", ["北浜市", "波戸市"]],
    ["#kitahama,hato,aose,shiomi,minamiura", ["北浜市", "波戸市", "青瀬市", "潮見県"]],
  ]) {
    const { heads, close } = await chosen(hash);
    assert.deepEqual((await heads()).slice(1), places, hash);
    await close();
  }
});

await test("a file that cannot be loaded is named", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/data/places/hato.js*", route => route.abort());
  await page.goto(at("http", "#kitahama,hato"));
  await page.getByText("「波戸市」のファイルを読み込めませんでした。").waitFor();
  await context.close();
});

await test("without script all places and all tables are there", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at("file", "#kitahama"));
  assert.equal(await page.locator("#_places li a").count(), 17);
  for (const name of ["比べる", "すべての指標", "すべての課題"]) assert.ok(await page.locator("#_lists").getByRole("link", { name, exact: true }).isVisible());
  assert.equal(await page.getByRole("combobox").count(), 0);
  await context.close();
});

await test("nothing is wider than a phone", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  await page.goto(at("file", "#kitahama,hato,aose,shiomi"));
  await page.waitForSelector("#_chosen[aria-busy=false] tbody tr");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await context.close();
});

await bench.close();
site.close();
