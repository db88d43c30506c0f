// Pages for advisors in a real browser: from the disk and from a server, locked, opened, altered, late, without script, on
// paper, and with notes that go back into the program. NENPO is the program; it shares the repository's own content.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browsers } from "./inspect.mjs";

const NENPO = process.env.NENPO, ROOT = new URL("../../", import.meta.url).pathname;
const FIRST = "kasune-motari-yohami-torise", SECOND = "munako-hokise-rotami-kayuno";
const SECTION = "その他事項";

const output = mkdtempSync(join(tmpdir(), "shares-"));
const run = (parts, passphrases = "") => execFileSync(NENPO, [...parts, "--root", ROOT], {
  encoding: "utf8", env: { ...process.env, LANG: "C.UTF-8", SOURCE_DATE_EPOCH: "1789948800", NENPO_PASSPHRASE: passphrases },
});
const make = (parts, passphrases) => {
  const said = run(["share", ...parts, "--output", output], passphrases);
  return join(output, "shares", said.match(/shares\/(\S+\.html)/)[1]);
};
const two = make(["city-advisor"], `${FIRST}\n${SECOND}`), many = make(["area-advisor"], FIRST), plain = make(["area-advisor", "--plain"]);
const bench = browsers(), browser = await bench.get();
const server = createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(readFileSync(join(output, "shares", decodeURIComponent(request.url.slice(1)))));
}).listen(0, "127.0.0.1");
await new Promise(ready => server.once("listening", ready));
const port = server.address().port;
const overHttp = (file, host = "127.0.0.1") => `http://${host}:${port}/${file.split("/").pop()}`;
after(async () => {
  await bench.close();
  server.close();
  rmSync(output, { recursive: true });
});

// A page with what it says to the console and asks for besides itself.
const visit = async (url, options = {}, from = browser) => {
  const context = await from.newContext(options), page = await context.newPage(), trouble = [];
  page.on("console", message => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", error => trouble.push(error.message));
  page.on("request", request => request.url() !== url && !/^(data|blob):/.test(request.url()) && !request.url().endsWith("/favicon.ico") && trouble.push(`asks for ${request.url()}`));
  await page.goto(url);
  return { page, trouble, close: () => context.close() };
};
const type = async (page, passphrase) => {
  await page.fill("#passphrase", passphrase);
  await page.click("#lock button");
};
const open = async (page, passphrase) => {
  await type(page, passphrase);
  await page.waitForSelector("article");
};
const says = (page, what) => page.waitForSelector(`#say-${what}:not([hidden])`);
const articles = page => page.locator("article").count();

for (const [from, url] of [["the disk", pathToFileURL(two).href], ["a server", overHttp(two)]]) {
  test(`from ${from}: the right passphrase opens, a wrong one is told`, async () => {
    const { page, trouble, close } = await visit(url);
    await type(page, "kasune-motari-yohami-toriso");
    await says(page, "wrong");
    assert.equal(await articles(page), 0);
    assert.ok(await page.locator("#say-wrong [lang=ja]").isVisible() && await page.locator("#say-wrong [lang=en]").isVisible());
    await open(page, " ＫＡＳＵＮＥ　motari yohami-Torise ");
    assert.ok(await page.getByRole("heading", { name: SECTION }).first().isVisible());
    assert.ok(await page.locator("svg.chart").count() > 1 && await page.locator("svg.chart").first().isVisible());
    assert.match(await page.locator("main").innerText(), /取扱注意/);
    assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0, "it remembers something");
    assert.doesNotMatch(await page.title(), /川口/);
    assert.deepEqual(trouble, []);
    await page.reload();
    assert.equal(await articles(page), 0);
    await open(page, SECOND);
    await close();
  });
}

test("what is read over the telephone opens it, in kana of any kind", async () => {
  const { page, close } = await visit(pathToFileURL(two).href);
  for (const typed of ["かすね・もたり・よはみ・とりせ", "かすねもたりよはみとりせ", "カスネ モタリ　ヨハミ・トリセ", "ｶｽﾈ･ﾓﾀﾘ･ﾖﾊﾐ･ﾄﾘｾ", "kasune・モタリ-よはみ torise"]) {
    await open(page, typed);
    await page.reload();
  }
  await type(page, "かすね・もたり・よはみ・とりそ");
  await says(page, "wrong");
  await close();
});

test("the last day counts that is under the cipher, in an opened tab, too", async () => {
  const late = await browser.newContext(), page = await late.newPage();
  await page.clock.setFixedTime(new Date("2027-03-31T09:00:00+09:00"));
  await page.goto(pathToFileURL(two).href);
  await page.check("#remember");
  await open(page, FIRST);
  await page.clock.setFixedTime(new Date("2027-04-01T09:00:00+09:00"));
  await page.reload();
  await says(page, "ended");
  assert.equal(await articles(page), 0);
  await late.close();
});

test("it stays open in its tab when asked, until it is closed", async () => {
  const { page, close } = await visit(pathToFileURL(two).href);
  await page.check("#remember");
  await open(page, FIRST);
  await page.reload();
  await page.waitForSelector("article");
  assert.ok(!(await page.evaluate(() => JSON.stringify(sessionStorage))).includes("kasune"));
  await page.locator(".note-bar button").last().click();
  await page.waitForSelector("#passphrase");
  assert.equal(await articles(page), 0);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await close();
});

test("a flipped byte is refused, wherever it is", async () => {
  const text = readFileSync(two, "utf8");
  const flip = (mark, by = 40) => {
    const at = text.indexOf(mark) + mark.length + by;
    return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
  };
  const data = text.match(/"data":"([^"]+)"/)[1].length;
  for (const [name, altered, told] of [
    ["data", flip('"data":"'), "damaged"],
    ["the end of the data", flip('"data":"', data - 4), "damaged"],
    // What stands around the cipher must say what is proved, before and after anything is opened.
    ["the proved date", text.replace(/nenpo-share 2 city-advisor 2027/, "nenpo-share 2 city-advisor 2037"), "damaged:shut"],
    ["the date of the page", text.replace('"until":"2027-03-31"', '"until":"2099-12-31"'), "damaged:shut"],
    ["the id of the page", text.replace('"id":"city-advisor"', '"id":"other"'), "damaged:shut"],
    ["both dates", text.replace('"until":"2027-03-31"', '"until":"2099-12-31"').replace("city-advisor 2027-03-31", "city-advisor 2099-12-31"), "wrong"],
    ["the name of the edition", text.replace(/"edition":"city-advisor-./, '"edition":"city-advisor-_'), "damaged"],
    ["the number of rounds", text.replace('"rounds":600000', '"rounds":1'), "wrong"],
    ["a wrapped key", flip('"key":"', 10), "wrong"],
    ["the salt", flip('"salt":"', 5), "wrong"],
    ["the script", text.replace("// ---- the lock ----", "// ---- the luck ----"), null],
  ]) {
    assert.notEqual(altered, text, name);
    const file = join(output, "shares", "altered.html");
    writeFileSync(file, altered);
    const { page, close } = await visit(pathToFileURL(file).href);
    if (told?.endsWith(":shut")) {
      await says(page, told.split(":")[0]);
      assert.ok(!(await page.locator("#lock-form").isVisible()), `${name}: the page asks for a passphrase`);
    } else if (told) {
      await type(page, FIRST);
      await says(page, told);
    } else {
      assert.ok(!(await page.locator("#lock-form").isVisible()), `${name}: the page asks for a passphrase`);
    }
    assert.equal(await articles(page), 0, name);
    await close();
  }
});

test("after its last day, on plain http, and without script, it says why it stays shut", async () => {
  const late = await browser.newContext(), page = await late.newPage();
  await page.clock.setFixedTime(new Date("2027-04-01T09:00:00+09:00"));
  await page.goto(pathToFileURL(two).href);
  await says(page, "ended");
  assert.ok(!(await page.locator("#lock-form").isVisible()));
  assert.match(await page.locator("#say-ended").innerText(), /令和9年3月31日[^]*2027-03-31/);
  await page.clock.setFixedTime(new Date("2027-03-31T09:00:00"));
  await page.reload();
  assert.ok(await page.locator("#lock-form").isVisible());
  await late.close();

  const elsewhere = await bench.get(["--host-resolver-rules=MAP nenpo.test 127.0.0.1"]);
  const { page: insecure, close } = await visit(overHttp(two, "nenpo.test"), {}, elsewhere);
  await says(insecure, "insecure");
  assert.ok(!(await insecure.locator("#lock-form").isVisible()));
  await close();

  const { page: still, close: end } = await visit(pathToFileURL(two).href, { javaScriptEnabled: false });
  assert.ok(await still.locator("#say-old").isVisible() && !(await still.locator("#lock-form").isVisible()));
  await end();
});

test("nothing can be read without the passphrase, and the page is small", () => {
  const names = JSON.parse(JSON.stringify(readFileSync(join(ROOT, "content/places.yaml"), "utf8"))).match(/name: (\S+?),/g).map(name => name.slice(6, -1));
  const words = [...names, "年報", "アドバイザー", "kawasaki", "kawaguchi", "協議会", SECTION, "nenpo.example.jp"];
  for (const file of [two, many]) {
    const bytes = readFileSync(file), text = bytes.toString("utf8").replaceAll("city-advisor", "").replaceAll("area-advisor", "");
    for (const word of words) {
      const coded = [word, encodeURIComponent(word), Buffer.from(word).toString("base64").replace(/=+$/, "").slice(0, -1), Buffer.from(word).toString("hex")];
      coded.forEach(code => assert.ok(!text.includes(code), `${word} can be read in ${file}`));
    }
  }
  const [sealed, open] = [many, plain].map(file => readFileSync(file).length);
  console.log(`${sealed} bytes under the cipher, ${open} without`);
  assert.ok(sealed < 1.4 * open);
  assert.ok(readdirSync(join(output, "shares")).every(name => /^(area|city)-advisor-[a-z2-9]{8}(-plain)?\.html$|^altered/.test(name)));
});

test("notes are saved, read by the program at their lines, and loaded again", async () => {
  const { page, trouble, close } = await visit(pathToFileURL(many).href, { acceptDownloads: true });
  await open(page, FIRST);
  const article = page.locator("article[data-page='2021/kawasaki.html']");
  await article.locator("tr[id$=':plan-individual-support'] .note-button").click();
  await page.keyboard.type("目標の根拠は。");
  await article.locator("[id$=':history'] .note-button").first().click();
  await page.keyboard.type("経緯が分かりました。");
  await page.locator(".note-bar .name input").fill("山田");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".note-bar .save").click()]);
  assert.match(download.suggestedFilename(), /^area-advisor-notes-\d{4}-\d\d-\d\d\.json$/);
  const file = join(output, "notes.json");
  await download.saveAs(file);
  const saved = JSON.parse(readFileSync(file, "utf8"));
  assert.deepEqual(saved.notes.map(note => [note.page, note.anchor, note.note]), [
    ["2021/kawasaki.html", "history", "経緯が分かりました。"], ["2021/kawasaki.html", "plan-individual-support", "目標の根拠は。"],
  ]);
  const said = run(["notes", file, "--show"]), lines = readFileSync(join(ROOT, "content/2021/kawasaki/sheet.md"), "utf8").split("\n");
  const at = said.split("\n\n").find(block => block.includes("目標の根拠は。")).match(/sheet\.md:(\d+): (.*)/);
  assert.match(lines.slice(at[1] - 1, +at[1] + 2).join("\n"), /重層的な支援による個別支援/);
  assert.doesNotMatch(said, /edited|another row|gone|not found/);
  await page.reload();
  await open(page, FIRST);
  await page.locator(".note-bar input[type=file]").setInputFiles(file);
  await page.waitForSelector(".note textarea >> nth=1");
  assert.deepEqual(await page.locator(".note textarea").evaluateAll(areas => areas.map(area => area.value)), saved.notes.map(note => note.note));
  assert.deepEqual(trouble, []);
  await close();
});

test("locked and open it is accessible, and fits a phone", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const options of [{ viewport: { width: 1280, height: 900 } }, { viewport: { width: 320, height: 640 } }, { viewport: { width: 360, height: 740 }, colorScheme: "dark" }]) {
    // The page's own policy lets no other script in.
    const { page, close } = await visit(pathToFileURL(two).href, { ...options, bypassCSP: true });
    const look = async name => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target).slice(0, 3)}`), [], name);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than the screen`);
    };
    await look("locked");
    await type(page, "not-the-passphrase");
    await says(page, "wrong");
    await look("refused");
    await open(page, FIRST);
    await page.locator(".note-button").first().click();
    await look("open");
    await close();
  }
});

test("every sheet of paper says how to handle it", async () => {
  for (const file of [two, plain]) {
    const { page, close } = await visit(pathToFileURL(file).href);
    if (file === two) await open(page, FIRST);
    const pdf = join(output, "share.pdf");
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    const sheets = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\f").filter(Boolean);
    assert.ok(sheets.length > 2 && sheets.every(sheet => sheet.includes("取扱注意")), `${sheets.length} sheets`);
    await close();
  }
});
