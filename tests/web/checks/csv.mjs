// CSV as a spreadsheet opens it: UTF-8 with its mark, CRLF, rows of one length, and no cell that runs.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const codes = ["csv/encoding", "csv/rows", "csv/formula"];

export function site(site) {
  const findings = [];
  for (const file of site.files.filter(name => name.endsWith(".csv"))) {
    const report = (code, message) => findings.push({ code: `csv/${code}`, page: file, message });
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(readFileSync(join(site.folder, file)));
    if (!text.startsWith("\ufeff") || text.includes("\ufffd")) report("encoding", "is not UTF-8 with its mark");
    const rows = parse(text.replace(/^\ufeff/, ""));
    if (!rows || rows.length < 2 || rows.some(row => row.length !== rows[0].length)) report("rows", "has rows of different lengths, or none, or lines without CRLF");
    const runs = cell => /^[=+@\t\r-]/.test(cell) && !/^[+-]?\d+(\.\d+)?$|^-$/.test(cell);
    for (const cell of (rows ?? []).flat().filter(runs)) report("formula", `“${cell}” is run by a spreadsheet`);
  }
  return findings;
}

// RFC 4180; null when the text is not of it.
function parse(text) {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y, rows = [[]];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return null;
    rows.at(-1).push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === "\r\n") rows.push([]);
    if (found[3] === "") return null;
  }
  return rows.at(-1).length ? null : rows.slice(0, -1);
}
