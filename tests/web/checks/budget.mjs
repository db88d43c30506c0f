// A page is light: its files as they lie on the disk, their number, and nothing that moves while it loads.
import { statSync } from "node:fs";
import { join } from "node:path";

export const codes = ["budget/weight", "budget/requests", "budget/shift"];
export const views = ["file"];

const BYTES = 150_000, REQUESTS = 6;
// Half of what Core Web Vitals call good (0.1). Below it lies what a busy machine makes of a long table: its columns
// are drawn before all its rows are read, and take their last width with the last row.
const SHIFT = 0.05;

export async function look(page, { site, seen, path }) {
  const files = [...new Set(seen.requests)].filter(url => url.startsWith(site.file)).map(url => decodeURIComponent(url.slice(site.file.length).split(/[?#]/)[0]));
  const bytes = files.filter(site.has).reduce((sum, file) => sum + statSync(join(site.folder, file)).size, 0);
  const shift = await page.evaluate(() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.hadRecentInput ? 0 : entry.value; }))
      .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
  }));
  return [
    // All documents of a year are as heavy as they are.
    !/^\d{4}\/booklet[./]/.test(path) && bytes > BYTES && { code: "budget/weight", message: `weighs ${bytes} bytes of ${BYTES}` },
    files.length > REQUESTS && { code: "budget/requests", message: `asks for ${files.length} files of ${REQUESTS}` },
    shift > SHIFT && { code: "budget/shift", message: `moves while it loads, by ${shift.toFixed(4)}` },
  ].filter(Boolean);
}
