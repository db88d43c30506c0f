// Every link leads to a file of the site and to an anchor in it, from http:// as from file://, and every page can be reached.
export const codes = ["links/broken", "links/fragment", "links/form", "links/orphan", "links/deep"];

const CLICKS = 3;

export function site(site) {
  const findings = [];
  const reached = new Map([["index.html", 0]]);
  const queue = ["index.html"];
  const follow = page => {
    for (const { tag, name, href: written } of site.facts.get(page).links) {
      // A server shows this page at any address, so its links begin where the site does.
      const href = page === "404.html" && written.startsWith(site.root) ? written.slice(site.root.length) : written;
      const report = (code, message) => findings.push({ code: `links/${code}`, page, message: `${href} ${message}` });
      if (tag === "link" && site.facts.get(page).canonical === href) continue;
      if (/^(https?|mailto|tel|data):/.test(href)) continue;
      // A server completes these; a folder on a disk does not.
      if (/^[a-z][a-z0-9+.-]*:|^\/|^\.?$|\/(?=$|[?#])|^\.\.?\/?$/i.test(href)) { report("form", "is not a relative link to a file"); continue; }
      const target = site.resolve(page, href);
      if (target === null || !site.has(target)) { report("broken", "leads nowhere"); continue; }
      const fragment = decodeURIComponent(href.split("#")[1] ?? "");
      // Places side by side are named one after the other.
      const ids = site.facts.get(target)?.ids;
      if (fragment && ids && !ids.includes(fragment) && !fragment.split(",").every(id => ids.includes(id))) report("fragment", "is no place on that page");
      if ((tag === "a" && name === "href" || tag === "form") && site.facts.has(target) && !reached.has(target)) {
        reached.set(target, reached.get(page) + 1);
        queue.push(target);
      }
    }
  };
  while (queue.length) follow(queue.shift());
  for (const page of site.pages) {
    if (reached.has(page)) {
      if (reached.get(page) > CLICKS) findings.push({ code: "links/deep", page, message: `takes ${reached.get(page)} clicks from the home page` });
      continue;
    }
    // A server shows the error page by itself; nobody links to it.
    if (page !== "404.html") findings.push({ code: "links/orphan", page, message: "cannot be reached from index.html" });
    reached.set(page, 0);
    follow(page);
    while (queue.length) follow(queue.shift());
  }
  return findings;
}
