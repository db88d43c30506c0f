// HTML, CSS and SVG are valid, as the Nu checker of the W3C sees it.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export const codes = ["html/html", "html/css", "html/svg"];

const JAR = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
// Newer than the checker's list of properties, and harmless where a browser does not know them.
const YOUNG = /text-autospace|text-spacing-trim|auto-phrase|forced-color-adjust|print-color-adjust|text-wrap|text-size-adjust|::details-content|@page|margin box|paint-order/;

export async function site(site) {
  const files = site.files.filter(file => /\.(html|css|svg)$/.test(file));
  const { messages } = JSON.parse(await run(["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg",
    ...files.map(file => join(site.folder, file))]));
  return messages
    .filter(({ type, message }) => type !== "info" && !YOUNG.test(message))
    .map(({ url, lastLine, message }) => {
      const page = decodeURIComponent(new URL(url).pathname).slice(site.folder.length + 1);
      const kind = /^CSS:/.test(message) ? "css" : page.split(".").at(-1);
      return { code: `html/${kind}`, page, message: `line ${lastLine}: ${message}` };
    });
}

function run(parameters) {
  return new Promise((done, fail) => execFile("java", ["-Xss4m", "-jar", JAR, ...parameters], { maxBuffer: 1 << 28 },
    (error, out, complaint) => error && !out ? fail(new Error(complaint || error.message)) : done(out)));
}
