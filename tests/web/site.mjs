// A built site: its files, an http server over it, and a copy in a folder whose name needs care.
import { createServer } from "node:http";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, posix, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon",
  ".csv": "text/csv; charset=utf-8", ".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8", ".pdf": "application/pdf",
};

export async function open(folder, sheetPages = 8) {
  folder = resolve(folder);
  const files = readdirSync(folder, { recursive: true })
    .map(name => name.split(sep).join("/")).filter(name => statSync(join(folder, name)).isFile()).sort();
  if (!files.includes("index.html")) throw new Error(`${folder} is no site: it has no index.html`);
  const read = path => readFileSync(join(folder, path), "utf8");

  // Where the site begins on its server: the page for what is not there counts on it.
  const home = /<link rel="canonical" href="([^"]*)"/.exec(read("index.html"))?.[1];
  const root = home ? new URL(".", home).pathname : "/";
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const path = asked.startsWith(root) ? asked.slice(root.length) || "index.html" : "";
    const found = files.includes(path);
    const name = found ? path : "404.html";
    // Packed, as hosts do.
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-encoding": "gzip" });
    response.end(gzipSync(found || files.includes(name) ? readFileSync(join(folder, name)) : ""));
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));

  // Copied, not linked: what matters is the address a reader sees, spaces and Japanese included.
  const elsewhere = mkdtempSync(join(tmpdir(), "年報 の控え-"));
  cpSync(folder, elsewhere, { recursive: true });
  const address = (base, path) => new URL(path.split("/").map(encodeURIComponent).join("/"), base).href;
  const http = `http://127.0.0.1:${server.address().port}${root}`;
  const file = pathToFileURL(elsewhere + sep).href;

  return {
    folder, files, read, root, http, file, sheetPages,
    pages: files.filter(name => name.endsWith(".html")),
    has: path => files.includes(path),
    at: (from, path) => address(from === "file" ? file : http, path),
    // The file a relative address leads to from a page, or null when it leaves the site.
    resolve(page, href) {
      const path = decodeURIComponent(href.split(/[?#]/)[0]);
      const target = path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path));
      return target.startsWith("..") || path.startsWith("/") ? null : target;
    },
    relative: path => relative(folder, path),
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(elsewhere, { recursive: true, force: true });
    },
  };
}

// Pages to be looked at closely: of every kind of page the largest, then the smallest, then those between.
// Pages are of one kind when their addresses differ only in digits and in the last name below a folder.
export function sample(site, number) {
  const kinds = new Map();
  for (const page of site.pages) {
    const kind = page.includes("/") ? page.replace(/\d+/g, "0").replace(/[^/]+$/, "") : page.replace(/\d+/g, "0");
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  const size = page => statSync(join(site.folder, page)).size;
  return [...kinds.values()].flatMap(pages => {
    const sorted = pages.sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1));
    return [...new Set([sorted[0], sorted.at(-1), ...sorted])].slice(0, number);
  });
}
