// On A4: nothing is cut off, pages are numbered, heads of tables stand on each page and feet on the last, a sheet fits eight of them, or as many as its site allows.
import { execFileSync } from "node:child_process";

export const codes = ["print/wide", "print/cut", "print/numbers", "print/length", "print/blank", "print/head"];
export const views = ["print"];

const SHEET = /^\d{4}\/(?!booklet)[^/]+\.html$/, BOOKLET = /^\d{4}\/booklet[./]/;

export async function look(page, { site, path }) {
  const findings = await page.evaluate(() => {
    const name = element => element.localName + (element.id ? `#${element.id}` : "") + (element.classList.length ? `.${element.classList[0]}` : "");
    const root = document.documentElement, found = [];
    if (root.scrollWidth > root.clientWidth + 1) found.push({ code: "print/wide", message: `needs ${root.scrollWidth} px of ${root.clientWidth}` });
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest("svg") || element.clientWidth <= 1) continue;
      const { overflowX, overflowY } = getComputedStyle(element);
      const cut = (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) || (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1);
      if (cut) found.push({ code: "print/cut", message: `${name(element)} does not fit` });
    }
    // On the second page of a table, Chromium repeats its head without what is in buttons, and its foot stands on the first as well.
    for (const button of document.querySelectorAll("thead button")) {
      if (!["none", "contents"].includes(getComputedStyle(button).display)) found.push({ code: "print/head", message: `“${button.textContent.trim()}” is in a button` });
    }
    for (const foot of document.querySelectorAll("tfoot")) {
      if (getComputedStyle(foot).display === "table-footer-group") found.push({ code: "print/head", message: "a foot stands on every page" });
    }
    return found;
  });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  const sheets = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8", maxBuffer: 1 << 27 }).split("\f").slice(0, -1);
  const of = new RegExp(`(\\d+)\\s*[/／]\\s*${sheets.length}\\b`);
  // A cover has no number.
  if (!sheets.every((text, i) => i === 0 && BOOKLET.test(path) || text.match(of)?.[1] === String(i + 1) || text.match(new RegExp(`\\b${i + 1}\\s*[/／]\\s*${sheets.length}\\b`)))) {
    findings.push({ code: "print/numbers", message: `${sheets.length} pages without “1 / ${sheets.length}”` });
  }
  const blank = sheets.findIndex(text => text.replace(/[\d\s/／]/g, "") === "");
  if (blank >= 0) findings.push({ code: "print/blank", message: `page ${blank + 1} is blank` });
  if (SHEET.test(path) && sheets.length > site.sheetPages) findings.push({ code: "print/length", message: `${sheets.length} pages for one sheet` });
  return findings;
}
