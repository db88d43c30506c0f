// Opens the pages of a site in every way the checks ask for, each page as few times as possible.
//
// A check is a file in checks/ and exports
//   codes            the findings it can make; each must be proved by a page in defects/
//   site(site)       looks at the files; site.facts holds what the HTML of each page says   (either of the two)
//   views, look      looks at a page in a browser, in the views named                        (or both)
// and gives findings: { code, page, message }.
import { chromium } from "playwright-core";
import { sample } from "./site.mjs";
import { facts } from "./facts.mjs";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
export const start = more => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGUMENTS, ...more],
});

// WCAG 1.4.12, its four figures.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-block-end: 2em !important; }`;

// One load gives several views, in this order; `narrow` is what is left of a phone at 320 px.
const LOADS = [
  { name: "desktop", size: [1280, 900], views: {
    "desktop": () => {},
    "desktop-dark": page => page.emulateMedia({ colorScheme: "dark" }),
    // The width of A4 between margins of 12 mm.
    "print": async page => { await page.emulateMedia({ media: "print", colorScheme: "light" }); await page.setViewportSize({ width: 703, height: 1009 }); },
    "spacing": async page => { await page.emulateMedia({ media: "screen" }); await page.setViewportSize({ width: 1280, height: 900 }); await page.addStyleTag({ content: SPACING }); },
  } },
  { name: "phone", size: [360, 740], views: {
    "phone": () => {},
    "phone-dark": page => page.emulateMedia({ colorScheme: "dark" }),
    "narrow": page => page.setViewportSize({ width: 320, height: 640 }),
  } },
  // The browser's own setting, not a style of ours: sizes in px do not follow it, and must be found.
  { name: "large", size: [1280, 900], arguments: ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"], views: { "large": () => {} } },
  { name: "keyboard", size: [1280, 900], views: { "keyboard": () => {} } },
  { name: "file", size: [1280, 900], kind: "file", every: true, views: { "file": () => {} } },
];

export async function inspect(site, checks, only) {
  const browsers = new Map();
  const browser = async (more = []) => {
    const key = more.join();
    if (!browsers.has(key)) browsers.set(key, start(more));
    return browsers.get(key);
  };
  const findings = [], times = {};
  const timed = async (name, work) => {
    const begin = performance.now();
    findings.push(...(await work() ?? []));
    times[name] = (times[name] ?? 0) + performance.now() - begin;
  };
  try {
    site.facts = await facts(await browser(), site);
    const close = only ?? sample(site);
    const work = [
      ...checks.filter(check => check.site).map(check => () => timed(check.name, () => check.site(site, browser))),
      ...LOADS.flatMap(load => (load.every ? site.pages : close).map(path => () => visit(load, path))),
    ];
    // Two at a time: one page renders while the other is asked questions.
    await Promise.all([0, 1].map(async () => { while (work.length) await work.shift()(); }));
  } finally {
    for (const open of browsers.values()) await (await open).close();
  }
  return { findings, times };

  async function visit(load, path) {
    const wanted = checks.filter(check => check.views?.some(view => view in load.views));
    if (!wanted.length) return;
    const [width, height] = load.size;
    const context = await (await browser(load.arguments)).newContext({
      viewport: { width, height }, colorScheme: "light",
      // Our own style and axe are not the page's; what its policy forbids is seen from file://, where it holds.
      bypassCSP: load.kind !== "file",
    });
    const page = await context.newPage();
    const seen = { requests: [], errors: [] };
    page.on("request", request => seen.requests.push(request.url()));
    page.on("requestfailed", request => seen.errors.push(`${decodeURI(request.url())} did not load`));
    page.on("response", response => response.status() >= 400 && seen.errors.push(`${decodeURI(response.url())}: ${response.status()}`));
    page.on("pageerror", error => seen.errors.push(error.message));
    page.on("console", message => message.type() === "error" && seen.errors.push(message.text()));
    const begin = performance.now();
    await page.goto(site.at(load.kind ?? "http", path), { waitUntil: "load" });
    times[`(open ${load.name})`] = (times[`(open ${load.name})`] ?? 0) + performance.now() - begin;
    for (const [view, prepare] of Object.entries(load.views)) {
      await prepare(page);
      for (const check of wanted.filter(check => check.views.includes(view))) {
        await timed(check.name, async () => {
          const found = await check.look(page, { site, path, view, seen, browser: await browser() });
          return found.map(finding => ({ page: path, ...finding, message: `${finding.message} [${view}]` }));
        });
      }
    }
    await context.close();
  }
}
