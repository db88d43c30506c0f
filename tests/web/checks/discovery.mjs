// Sitemap, feed and JSON-LD, where a site has them: well formed, complete, and true to its files.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export const codes = ["discovery/sitemap", "discovery/feed", "discovery/jsonld"];

export async function site(site, browser) {
  const findings = [];
  const report = (code, page, message) => findings.push({ code: `discovery/${code}`, page, message });
  const home = site.facts.get("index.html").canonical?.replace(/index\.html$/, "") ?? null;
  // The file of this site that a full address names; undefined for other hosts.
  const local = url => home && url.startsWith(home) ? decodeURIComponent(url.slice(home.length).split("#")[0]) || "index.html" : undefined;

  const page = await (await browser()).newPage();
  const xml = async (file, selectors) => page.evaluate(({ text, selectors }) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    if (document.querySelector("parsererror")) return null;
    return selectors.map(selector => [...document.querySelectorAll(selector)].map(e => e.getAttribute("href") ?? e.textContent.trim()));
  }, { text: site.read(file), selectors });

  if (site.has("sitemap.xml")) {
    const found = await xml("sitemap.xml", ["urlset > url > loc", "urlset > url > lastmod"]);
    if (!found) report("sitemap", "sitemap.xml", "is not well formed");
    const [locations, dates] = found ?? [[], []];
    const listed = locations.map(local);
    for (const [i, target] of listed.entries()) if (!target || !site.has(target)) report("sitemap", "sitemap.xml", `${locations[i]} is no page of this site`);
    if (new Set(listed).size !== listed.length) report("sitemap", "sitemap.xml", "names a page twice");
    for (const date of dates) if (!/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(date)) report("sitemap", "sitemap.xml", `${date} is no date`);
    for (const [path, { meta }] of site.facts) {
      const hidden = /noindex/.test(meta.robots ?? "");
      if (found && hidden === listed.includes(path)) report("sitemap", path, hidden ? "is listed in spite of noindex" : "is not listed");
    }
  }

  for (const file of site.files.filter(name => /(^|\/)feed\.xml$/.test(name))) {
    const found = await xml(file, ["feed > entry > link:not([rel]), feed > entry > link[rel=alternate]", "feed > entry", "feed > id, entry > id", "updated"]);
    if (!found) { report("feed", file, "is not well formed"); continue; }
    const [links, entries, ids, dates] = found;
    for (const link of links) if (!site.has(local(link) ?? "")) report("feed", file, `${link} is no page of this site`);
    if (ids.length !== entries.length + 1 || new Set(ids).size !== ids.length) report("feed", file, "has an id missing or twice");
    for (const date of dates) if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(date)) report("feed", file, `${date} is no time`);
    const trouble = secondOpinion(join(site.folder, file));
    if (trouble) report("feed", file, trouble);
  }
  await page.close();

  for (const [path, { jsonld }] of site.facts) {
    for (const text of jsonld) {
      for (const message of jsonldFaults(text, url => local(url) === undefined || site.has(local(url)))) report("jsonld", path, message);
    }
  }
  return findings;
}

// feedparser reads what newsreaders read. tests/run installs it; elsewhere its opinion is not asked.
function secondOpinion(file) {
  if (!process.env.PYTHON) return null;
  const program = "import feedparser, sys; f = feedparser.parse(sys.argv[1]); print(f.bozo_exception if f.bozo else '' if f.feed.get('title') and all(e.get('title') and e.get('link') for e in f.entries) else 'lacks a title or a link')";
  return execFileSync(process.env.PYTHON, ["-c", program, file], { encoding: "utf8" }).trim() || null;
}

const NEEDED = {
  Dataset: ["name", "description", "license", "creator", "temporalCoverage"], BreadcrumbList: ["itemListElement"], DataDownload: ["contentUrl", "encodingFormat"],
  WebSite: ["name", "url"], GovernmentOrganization: ["name"], Report: ["name"], ListItem: ["position", "name"],
};

function* jsonldFaults(text, exists) {
  let data;
  try { data = JSON.parse(text); } catch (error) { return yield error.message; }
  const roots = Array.isArray(data) ? data : [data];
  for (const root of roots) if (!/^https?:\/\/schema\.org\/?$/.test(root?.["@context"])) yield "has no @context of schema.org";
  const queue = [...roots];
  while (queue.length) {
    const node = queue.shift();
    if (node === null || typeof node !== "object") continue;
    if (Array.isArray(node)) { queue.push(...node); continue; }
    const type = [node["@type"]].flat()[0];
    for (const key of NEEDED[type] ?? []) if (node[key] === undefined || node[key] === "") yield `${type} has no ${key}`;
    if (type === "Dataset" && String(node.description ?? "").length < 50) yield "a Dataset needs a description of 50 characters";
    for (const key of ["url", "contentUrl", "item"]) if (typeof node[key] === "string" && !exists(node[key])) yield `${node[key]} is no file of this site`;
    queue.push(...Object.values(node));
  }
}
