// What the HTML of every page says, read by the browser's own parser without opening the page.

export async function facts(browser, site) {
  const page = await browser.newPage();
  const all = new Map();
  for (const path of site.pages) all.set(path, await page.evaluate(read, site.read(path)));
  await page.close();
  return all;
}

function read(html) {
  const document = new DOMParser().parseFromString(html, "text/html");
  const list = (selector, fact) => [...document.querySelectorAll(selector)].map(fact);
  const text = element => element.textContent.replace(/\s+/g, " ").trim();
  return {
    title: document.title,
    ids: list("[id]", element => element.id),
    // Everything that leads somewhere, as it is written. Addresses inside JSON-LD and meta elements name, they do not load.
    links: list("[href], [src], [action], [poster], [data], [srcset]", element => ["href", "src", "action", "poster", "data", "srcset"]
      .filter(name => element.hasAttribute(name))
      .flatMap(name => (name === "srcset" ? element.srcset.split(",").map(part => part.trim().split(" ")[0]) : [element.getAttribute(name)])
        .map(href => ({ tag: element.localName, rel: element.rel ?? "", name, href: href.trim(), text: text(element) })))).flat(),
    meta: Object.fromEntries(list("meta[name], meta[property]", element => [element.getAttribute("name") ?? element.getAttribute("property"), element.content])),
    canonical: document.querySelector("link[rel=canonical]")?.getAttribute("href") ?? null,
    jsonld: list('script[type="application/ld+json"]', element => element.textContent),
    comment: html.match(/<!--\s*expect:([^>]*)-->/)?.[1].trim() ?? null,
  };
}
