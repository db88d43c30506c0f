// Lighthouse on the home page, the newest year, all indicators, and the largest sheet, place and measure of the repository's own site
// and of a site of many years: `tests/run lighthouse`. It measures the machine as well, so a page has three tries for its performance.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { statSync } from "node:fs";
import { join } from "node:path";
import { open } from "../site.mjs";

const LEAST = { performance: 99, accessibility: 100, "best-practices": 100, seo: 100 };
const TRIES = 3;

const browser = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
let failed = false;
for (const folder of [process.env.SITE, process.env.SHIOMI].filter(Boolean)) {
  const site = await open(folder);
  for (const page of chosen(site)) await judge(site, page);
  site.close();
}
await browser.kill();
process.exitCode = failed ? 1 : 0;

function chosen(site) {
  const size = page => statSync(join(site.folder, page)).size;
  const year = site.pages.filter(page => /^\d{4}\.html$/.test(page)).at(-1);
  // A booklet is for paper, and no page for search engines.
  const largest = folder => site.pages.filter(page => page.startsWith(folder) && !/\/booklet[./]/.test(page)).sort((a, b) => size(b) - size(a))[0];
  return ["index.html", year, "indicators.html", ...[year.replace(".html", "/"), "places/", "measures/"].map(largest)].filter(Boolean);
}

async function judge(site, page) {
  let best = null;
  for (let attempt = 0; attempt < TRIES && !(best?.scores.performance >= LEAST.performance); attempt++) {
    const { lhr } = await lighthouse(site.at("http", page), { port: browser.port, output: "json", logLevel: "silent", onlyCategories: Object.keys(LEAST) });
    const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
    if (!best || scores.performance > best.scores.performance) best = { scores, audits: lhr.audits };
  }
  const { scores, audits } = best;
  const shift = audits["cumulative-layout-shift"].numericValue, requests = audits["network-requests"].details.items.length;
  console.log(page, Object.entries(scores).map(([name, score]) => `${name} ${score}`).join(", "), `layout shift ${shift}, requests ${requests}`);
  if (Object.entries(LEAST).every(([name, least]) => scores[name] >= least) && shift === 0) return;
  failed = true;
  for (const { id, title, score, explanation } of Object.values(audits)) {
    if (score !== null && score < 1) console.log(`  ${score} ${id}: ${title}${explanation ? ` (${explanation})` : ""}`);
  }
}
