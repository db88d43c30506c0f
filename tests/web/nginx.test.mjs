// Debian's nginx with docs/publishing/nginx.conf, on loopback, over the site in SITE. What a page weighs on the way is
// printed: the figures of docs/publishing.md.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync } from "node:zlib";

const site = resolve(process.env.SITE);
const files = readdirSync(site, { recursive: true }).map(name => name.split(sep).join("/")).filter(name => statSync(join(site, name)).isFile());
const read = path => readFileSync(join(site, path));
const work = mkdtempSync(join(tmpdir(), "nginx-"));
let server, port;

before(async () => {
  port = await free();
  // What stands in the guide, with this machine's port and folder; nothing else of it changes.
  const conf = readFileSync(new URL("../../docs/publishing/nginx.conf", import.meta.url), "utf8")
    .replace("listen 80;", `listen 127.0.0.1:${port};`).replaceAll("/srv/nenpo/site", site);
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(kind => `${kind}_temp_path ${join(work, kind)};`).join(" ");
  writeFileSync(join(work, "nenpo.conf"), conf);
  // As Debian's own: its list of types is there, and ours replaces it.
  writeFileSync(join(work, "nginx.conf"), `${process.getuid() === 0 ? "user root;" : ""} daemon off; worker_processes 1; pid ${join(work, "pid")};
    error_log ${join(work, "error.log")}; events {}
    http { include /etc/nginx/mime.types; access_log off; ${temp} include ${join(work, "nenpo.conf")}; }`);
  const nginx = ["/usr/sbin/nginx", "-p", work, "-e", join(work, "error.log"), "-c", join(work, "nginx.conf")];
  execFileSync(nginx[0], [...nginx.slice(1), "-t"], { stdio: ["ignore", "ignore", "inherit"] });
  server = spawn(nginx[0], nginx.slice(1), { stdio: "inherit" });
  for (let tries = 0; ; tries++) {
    try { await get("/"); return; } catch (error) { if (tries > 100) throw error; }
    await new Promise(done => setTimeout(done, 50));
  }
});
after(async () => {
  server?.kill("SIGQUIT");
  if (server) await new Promise(done => server.once("exit", done));
  rmSync(work, { recursive: true, force: true });
});

function free() {
  return new Promise(done => {
    const probe = createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => done(port)); });
  });
}

// The path goes as it is: what a careless client sends must arrive.
function get(path, { method = "GET", packed = true, headers = {} } = {}) {
  return new Promise((done, failed) => {
    request({ host: "127.0.0.1", port, path, method, headers: { ...(packed && { "accept-encoding": "gzip" }), ...headers } }, response => {
      const parts = [];
      response.on("data", part => parts.push(part)).on("end", () => {
        const sent = Buffer.concat(parts);
        const body = response.headers["content-encoding"] === "gzip" && sent.length ? gunzipSync(sent) : sent;
        done({ status: response.statusCode, headers: response.headers, sent: sent.length, body });
      });
    }).on("error", failed).end();
  });
}
const encode = path => "/" + path.split("/").map(encodeURIComponent).join("/");
const one = pattern => files.find(file => pattern.test(file)) ?? assert.fail(`the site has no file like ${pattern}`);

test("every kind of file has its type, and comes whole", async () => {
  const types = {
    html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", csv: "text/csv; charset=utf-8",
    txt: "text/plain; charset=utf-8", json: "application/json; charset=utf-8", xml: "application/xml; charset=utf-8", svg: "image/svg+xml",
    png: "image/png", zip: "application/zip",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  };
  const kinds = new Set(files.filter(file => file !== "redirects.map").map(file => file.split(".").pop()));
  for (const kind of kinds) {
    const file = one(new RegExp(`^(?!feed|.*/feed).*\\.${kind}$`));
    const { status, headers, body } = await get(encode(file));
    assert.equal(status, 200, file);
    assert.equal(headers["content-type"], types[kind], file);
    assert.ok(body.equals(read(file)), file);
  }
  // A site on whose documents nobody wrote a day has no feed.
  const feed = await get("/feed.xml");
  if (files.includes("feed.xml")) assert.equal(feed.headers["content-type"], "application/atom+xml; charset=utf-8");
  else assert.equal(feed.status, 404);
});

test("texts are packed, packed files are not", async () => {
  for (const file of ["index.html", one(/^assets\/.*\.css$/), one(/^assets\/.*\.js$/), one(/\.csv$/), one(/\.json$/)]) {
    const { headers, sent } = await get(encode(file));
    assert.equal(headers["content-encoding"], "gzip", file);
    assert.match(headers.vary, /Accept-Encoding/i);
    assert.ok(sent < read(file).length * 0.7, `${file}: ${sent} of ${read(file).length} bytes`);
    assert.equal((await get(encode(file), { packed: false })).headers["content-encoding"], undefined, file);
  }
  for (const file of [one(/\.zip$/), one(/\.xlsx$/), one(/\.png$/)]) assert.equal((await get(encode(file))).headers["content-encoding"], undefined, file);
});

test("hashed names are kept for ever, and everything else is asked for again", async () => {
  for (const file of files.filter(file => /assets\/.+-[0-9a-f]{10}\.(css|js)$/.test(file))) {
    assert.equal((await get(encode(file))).headers["cache-control"], "public, max-age=31536000, immutable", file);
  }
  const index = encode(one(/^data\/search\/.*\.js$/));
  assert.match((await get(`${index}?0a1b`)).headers["cache-control"], /immutable/);
  for (const path of [index, "/", "/index.html", encode(one(/\.csv$/)), encode(one(/^assets\/.*\.svg$/)), "/no/assets/a-0123456789.css"]) {
    assert.equal((await get(path)).headers["cache-control"], "no-cache", path);
  }
  const { headers } = await get("/index.html");
  const again = await get("/index.html", { headers: { "if-none-match": headers.etag } });
  assert.deepEqual([again.status, again.sent], [304, 0]);
});

test("every answer carries the rules for browsers", async () => {
  const policy = read("index.html").toString().match(/Content-Security-Policy" content="([^"]*)"/)[1];
  for (const path of ["/", "/nothing", "/2020/old.html", encode(one(/\.csv$/)), "/sitemap.xml"]) {
    const { headers } = await get(path);
    assert.equal(headers["content-security-policy"], `${policy}; frame-ancestors 'none'`, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "strict-origin-when-cross-origin", path);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin", path);
    assert.match(headers["permissions-policy"], /camera=\(\)/, path);
    assert.equal(headers.server, "nginx", path);
  }
  assert.equal((await get(encode(one(/^data\/.*\.csv$/)))).headers["access-control-allow-origin"], "*");
  assert.equal((await get("/")).headers["access-control-allow-origin"], undefined);
});

test("what is not there has a page, at any depth", async () => {
  for (const path of ["/nothing", "/2021/deep/er.html", "/assets/", "/data/", "/redirects.map", "/%E3%81%AA%E3%81%84.html", "/.git/config"]) {
    const found = await get(path);
    assert.equal(found.status, 404, path);
    assert.ok(found.body.equals(read("404.html")), path);
    assert.match(found.headers["content-type"], /^text\/html/);
  }
  // Its own links must not depend on the address it is shown at.
  for (const [, link] of read("404.html").toString().matchAll(/(?:href|src)="([^"]*)"/g)) {
    assert.match(link, /^(\/|#|https?:|mailto:)/, `${link} in 404.html`);
    if (link.startsWith("/")) assert.equal((await get(link.split("#")[0])).status, 200, link);
  }
  for (const path of ["/../../etc/passwd", "/2021/..%2f..%2f..%2fetc/passwd"]) assert.equal((await get(path)).status, 400, path);
  assert.equal((await get("/index.html", { method: "POST" })).status, 405);
  assert.equal((await get("/index.html", { method: "HEAD" })).sent, 0);
});

test("what moved is found, from old addresses in Japanese, too", async () => {
  for (const [from, to] of [["2020/old.html", "/2021/kawasaki.html"], ["2020/旧い ページ.html", "/2021/kanagawa.html"]]) {
    const { status, headers } = await get(encode(from));
    assert.deepEqual([status, headers.location], [301, to], from);
    assert.equal((await get(`${encode(from)}?a=b`)).headers.location, to);
  }
  // A folder with an index is completed, so that its relative links work.
  const { status, headers } = await get("/archive/2021");
  assert.deepEqual([status, headers.location], [301, "/archive/2021/"]);
  assert.ok((await get("/archive/2021/")).body.equals(read("archive/2021/index.html")));
});

test("what a view weighs on the way", async () => {
  const head = Buffer.byteLength(`HTTP/1.1 200 OK\r\n${Object.entries((await get("/")).headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  const views = [], shared = new Map();
  for (const page of files.filter(file => file.endsWith(".html") && !file.startsWith("archive/") && file !== "404.html")) {
    const { body, sent } = await get(encode(page));
    const links = [...body.toString().matchAll(/<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*? (?:href|src)="([^"]+)"/g)].map(([, link]) => new URL(link, `http://x/${page}`).pathname);
    for (const link of links) if (!shared.has(link)) shared.set(link, (await get(link)).sent);
    views.push({ page, sent, first: links.reduce((sum, link) => sum + shared.get(link), sent), requests: 1 + links.length });
  }
  const mean = of => Math.round(views.reduce((sum, view) => sum + of(view), 0) / views.length);
  const sheets = views.filter(({ page }) => /^\d{4}\/[^/]+\.html$/.test(page));
  const heaviest = views.reduce((a, b) => (a.sent > b.sent ? a : b));
  console.log(`pages ${views.length}: first view ${mean(view => view.first)} bytes in ${mean(view => view.requests)} requests, later views ${mean(view => view.sent)} bytes in 1; ` +
    `sheets ${Math.round(sheets.reduce((sum, view) => sum + view.sent, 0) / sheets.length)}; heaviest ${heaviest.page} ${heaviest.sent}; head of an answer ${head}`);
  assert.ok(mean(view => view.first) < 60_000 && mean(view => view.sent) < 30_000);
});
