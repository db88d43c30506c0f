// Every check on built sites (folders in SITE and STRESS), those of widths, forced colours and charts on a site of many years (SHIOMI),
// those of layout on the sites of other forms (folders in FORMS), those of a drawing on all charts (GALLERY), and every check on pages
// made to fail it.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { open, sample } from "./site.mjs";
import { browsers, inspect } from "./inspect.mjs";

const here = path => fileURLToPath(new URL(path, import.meta.url));
const checks = await Promise.all(readdirSync(here("checks")).sort().map(async file => ({ name: file.replace(".mjs", ""), ...(await import(`./checks/${file}`)) })));

const bench = browsers(), times = {};
const look = async (folder, { close, every, sheetPages, swept, only = checks }) => {
  const site = await open(folder, sheetPages);
  site.swept = new Set(swept?.(site) ?? close(site));
  const { findings, times: spent } = await inspect(site, only, bench, close(site), every?.(site));
  site.close();
  for (const [name, time] of Object.entries(spent)) times[name] = (times[name] ?? 0) + time;
  return { site, findings };
};

// `EVERY=1`: not samples, but every page of both sites for layout and colours, which takes long.
const every = Boolean(process.env.EVERY);

// The repository's own site: of every kind of page the largest and the smallest, and every page from the disk.
// The stress site: fewer, and its largest sheet, with forty indicators, may take more paper.
for (const [name, folder, extent] of [
  ["site", process.env.SITE, { close: site => sample(site, every ? Infinity : 2), swept: site => sample(site, every ? Infinity : 1) }],
  ["stress", process.env.STRESS, { close: site => sample(site, 2), every: site => sample(site, 4), swept: () => [], sheetPages: 16 }],
]) {
  if (!folder) continue;
  const { site, findings } = await look(folder, extent);
  for (const check of checks) {
    // Forty indicators need more paper than eight sheets, and more bytes; that they print whole is what the stress site shows.
    const wanted = ({ code }) => code.startsWith(`${check.name}/`) && !(name === "stress" && ["print/length", "budget/weight"].includes(code));
    test(`${name}, ${check.name}`, () => assert.equal(list(findings.filter(wanted)), ""));
  }
  test(`${name} has pages`, () => assert.ok(site.pages.length > 10));
}

// Of every kind of page the largest, with all that comes together in years.
if (process.env.SHIOMI) {
  const only = checks.filter(({ name }) => ["charts", "forced", "widths"].includes(name));
  const { findings } = await look(process.env.SHIOMI, { close: site => sample(site, every ? Infinity : 1), every: () => [], only });
  for (const { name } of only) {
    test(`shiomi, ${name}`, () => assert.equal(list(findings.filter(({ code }) => code.startsWith(`${name}/`))), ""));
  }
}

// Of every kind of page of each site the largest: tables of every form, on phones, on desks and on paper.
if (process.env.FORMS) {
  const only = checks.filter(({ name }) => ["charts", "overflow", "print", "widths"].includes(name));
  for (const form of readdirSync(process.env.FORMS)) {
    const folder = join(process.env.FORMS, form, "site");
    const { findings } = await look(folder, { close: site => sample(site, 1), every: () => [], sheetPages: 30, only });
    test(`forms/${form}`, () => assert.equal(list(findings), ""));
  }
}

// Every chart in every state, on one page that is no page of a site.
if (process.env.GALLERY) {
  const only = checks.filter(({ name }) => ["accessibility", "charts", "html"].includes(name));
  const { findings } = await look(process.env.GALLERY, { close: site => site.pages, only });
  for (const { name } of only) {
    test(`gallery, ${name}`, () => assert.equal(list(findings.filter(({ code }) => code.startsWith(`${name}/`))), ""));
  }
}

// A page in defects/ says what is wrong with it: <!-- expect: links/broken -->. Nothing else may be found there, so that
// no check cries wolf. A file that holds no comment is named with its finding on the home page.
const copy = mkdtempSync(join(tmpdir(), "defects-"));
cpSync(here("defects"), copy, { recursive: true });
// What is too heavy weighs nothing in the repository.
appendFileSync(join(copy, "budget/weight.html"), " ".repeat(160_000));
const { site: defects, findings: seeded } = await look(copy, { close: site => site.pages });
rmSync(copy, { recursive: true });
await bench.close();
const expected = new Map([...defects.facts].map(([page, { comment }]) => [page, new Set((comment ?? "").split(/\s+/).filter(Boolean))]));
for (const found of [...defects.facts.get("index.html").links].filter(({ href }) => href.includes("#!"))) {
  const [page, code] = found.href.split("#!");
  expected.set(page, new Set([...(expected.get(page) ?? []), code]));
}
for (const page of new Set([...expected.keys(), ...seeded.map(({ page }) => page)])) {
  test(`defects/${page}`, () => {
    const found = new Set(seeded.filter(finding => finding.page === page).map(({ code }) => code));
    assert.deepEqual([...found].sort(), [...expected.get(page) ?? []].sort(), list(seeded.filter(finding => finding.page === page)));
  });
}
test("every finding is proved by a defect", () => {
  const proved = new Set([...expected.values()].flatMap(codes => [...codes]));
  assert.deepEqual(checks.flatMap(({ codes }) => codes).filter(code => !proved.has(code)), []);
});

function list(findings) {
  return [...new Set(findings.map(({ code, page, message }) => `\n  ${page}: ${message} (${code})`))].join("");
}

if (process.env.TIMES) for (const [name, time] of Object.entries(times)) console.log(name, Math.round(time), "ms");
