// Every check on the built site (SITE), and every check on pages made to fail it.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { open } from "./site.mjs";
import { inspect } from "./inspect.mjs";

const here = path => fileURLToPath(new URL(path, import.meta.url));
const checks = await Promise.all(readdirSync(here("checks")).sort().map(async file => ({ name: file.replace(".mjs", ""), ...(await import(`./checks/${file}`)) })));

const site = await open(process.env.SITE ?? here("../../target/site-for-tests/site"));
const { findings, times } = await inspect(site, checks);
site.close();
for (const check of checks) {
  test(`${check.name}: ${site.pages.length} pages`, () => assert.equal(list(findings.filter(({ code }) => code.startsWith(`${check.name}/`))), ""));
}

// A page in defects/ says what is wrong with it: <!-- expect: links/broken -->. Nothing else may be found there, so that
// no check cries wolf. A file that holds no comment is named with its finding on the home page.
const defects = await open(here("defects"));
const seeded = await inspect(defects, checks, defects.pages);
defects.close();
const expected = new Map([...defects.facts].map(([page, { comment }]) => [page, new Set((comment ?? "").split(/\s+/).filter(Boolean))]));
for (const found of [...defects.facts.get("index.html").links].filter(({ href }) => href.includes("#!"))) {
  const [page, code] = found.href.split("#!");
  expected.set(page, new Set([...(expected.get(page) ?? []), code]));
}
for (const page of new Set([...expected.keys(), ...seeded.findings.map(({ page }) => page)])) {
  test(`defects/${page}`, () => {
    const found = new Set(seeded.findings.filter(finding => finding.page === page).map(({ code }) => code));
    assert.deepEqual([...found].sort(), [...expected.get(page) ?? []].sort(), list(seeded.findings.filter(finding => finding.page === page)));
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
