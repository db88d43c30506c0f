import { readdirSync } from "node:fs";
import { open } from "./site.mjs";
import { inspect } from "./inspect.mjs";
const checks = await Promise.all(readdirSync(new URL("checks", import.meta.url)).sort().map(async file => ({ name: file.replace(".mjs", ""), ...(await import(`./checks/${file}`)) })));
const site = await open(process.env.SITE);
const { findings, times } = await inspect(site, checks);
site.close();
const by = {};
for (const f of findings) (by[f.code] ??= []).push(`${f.page}: ${f.message}`);
for (const [k, v] of Object.entries(by)) { console.log(`== ${k} ${v.length}`); for (const m of [...new Set(v)].slice(0, 6)) console.log("   " + m.slice(0, 220)); }
console.log(times);
