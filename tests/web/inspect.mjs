// Opens the pages of a site in every way the checks ask for, each page as few times as possible.
//
// A check is a file in checks/ and exports
//   codes            the findings it can make; each must be proved by a page in defects/
//   site(site)       looks at the files; site.facts holds what the HTML of each page says   (either of the two)
//   views, look      looks at a page in a browser, in the views named                        (or both)
// and gives findings: { code, page, message }.
import { chromium } from "playwright-core";
import { facts } from "./facts.mjs";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

// Browsers by what they were started with: started when first asked for, shared by all sites.
export function browsers() {
  const open = new Map();
  return {
    get(more = []) {
      const key = more.join();
      if (!open.has(key)) open.set(key, chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: [...ARGUMENTS, ...more] }));
      return open.get(key);
    },
    close: () => Promise.all([...open.values()].map(async browser => (await browser).close())),
  };
}

// WCAG 1.4.12, its four figures.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-block-end: 2em !important; }`;

// One load gives several views, in this order; `narrow` is what is left of a phone at 320 px.
const DESK = { width: 1280, height: 900 };
const LOADS = [
  { name: "http", views: {
    "keyboard": () => {},
    "desktop": page => page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); }),
    "desktop-dark": page => page.emulateMedia({ colorScheme: "dark" }),
    "phone-dark": page => page.setViewportSize({ width: 360, height: 740 }),
    "phone": page => page.emulateMedia({ colorScheme: "light" }),
    "narrow": page => page.setViewportSize({ width: 320, height: 640 }),
    // The check itself goes through the widths.
    "widths": () => {},
    "forced": page => page.emulateMedia({ forcedColors: "active" }),
    // The width of A4 between margins of 12 mm.
    "print": async page => { await page.emulateMedia({ media: "print", forcedColors: "none" }); await page.setViewportSize({ width: 703, height: 1009 }); },
    "spacing": async page => { await page.emulateMedia({ media: null }); await page.setViewportSize(DESK); await page.addStyleTag({ content: SPACING }); },
  } },
  // The browser's own setting, not a style of ours: sizes in px do not follow it, and must be found.
  { name: "large", arguments: ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"], views: { "large": () => {} } },
  { name: "file", every: true, views: { "file": () => {} } },
];

// `close` are the pages looked at in every view; all of `every` are opened from the disk.
export async function inspect(site, checks, bench, close, every = site.pages) {
  const findings = [], times = {};
  const timed = async (name, work) => {
    const begin = performance.now();
    findings.push(...(await work() ?? []));
    times[name] = (times[name] ?? 0) + performance.now() - begin;
  };
  site.facts = await facts(await bench.get(), site);
  const work = [
    ...checks.filter(check => check.site).map(check => () => timed(check.name, () => check.site(site, bench.get))),
    // The page for what is not there is shown by a server only.
    ...LOADS.flatMap(load => (load.every ? every.filter(path => path !== "404.html") : close).map(path => tabs => visit(tabs, load, path))),
  ];
  // Two at a time: one page renders while the other is asked questions.
  await Promise.all([0, 1].map(async () => {
    const tabs = new Map();
    while (work.length) await work.shift()(tabs);
    for (const tab of tabs.values()) await (await tab).context.close();
  }));
  return { findings, times };

  async function visit(tabs, load, path) {
    const wanted = checks.filter(check => check.views?.some(view => view in load.views));
    const { page, seen } = await tab(tabs, load.name, load.arguments, {
      // Our own style and axe are not the page's; what its policy forbids is seen from file://, where it holds.
      bypassCSP: load.name !== "file",
    });
    seen.requests = [];
    seen.errors = [];
    await timed(`(open ${load.name})`, async () => {
      await page.emulateMedia({ media: null, colorScheme: "light" });
      await page.setViewportSize(DESK);
      await page.goto(site.at(load.name, path), { waitUntil: "load" });
    });
    const bare = async () => (await tab(tabs, "bare", [], { javaScriptEnabled: false })).page;
    for (const [view, prepare] of Object.entries(load.views)) {
      await prepare(page);
      for (const check of wanted.filter(check => check.views.includes(view))) {
        await timed(check.name, async () => {
          const found = await check.look(page, { site, path, view, seen, bare });
          return found.map(finding => ({ page: path, ...finding, message: `${finding.message} [${view}]` }));
        });
      }
    }
  }

  // A tab is kept for all pages of its kind: a new one would take longer than most checks.
  function tab(tabs, name, more, options) {
    if (!tabs.has(name)) tabs.set(name, create(more, options));
    return tabs.get(name);
  }

  // Without motion: on a busy machine a link that has just lost the focus would still be fading.
  async function create(more, options) {
    const context = await (await bench.get(more)).newContext({ viewport: DESK, colorScheme: "light", reducedMotion: "reduce", ...options });
    const page = await context.newPage(), seen = { requests: [], errors: [] };
    page.on("request", request => seen.requests.push(request.url()));
    page.on("requestfailed", request => seen.errors.push(`${decodeURI(request.url())} did not load`));
    page.on("response", response => response.status() >= 400 && seen.errors.push(`${decodeURI(response.url())}: ${response.status()}`));
    page.on("pageerror", error => seen.errors.push(error.message));
    page.on("console", message => message.type() === "error" && seen.errors.push(message.text()));
    return { context, page, seen };
  }
}
