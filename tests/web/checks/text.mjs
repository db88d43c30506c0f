// Titles tell pages apart, and nothing of the program leaks into the text.
export const codes = ["text/title", "text/leak"];

const LEAK = /\{\{|\}\}|\{%|\bundefined\b|\bNaN\b|\[object |\ufffd/;

export function site(site) {
  const findings = [], titles = new Map();
  for (const [page, { title }] of site.facts) {
    if (!title.trim()) findings.push({ code: "text/title", page, message: "has no title" });
    else if (titles.has(title)) findings.push({ code: "text/title", page, message: `has the title of ${titles.get(title)}` });
    titles.set(title, page);
    const body = site.read(page).replace(/<(script|style|code|pre)\b[\s\S]*?<\/\1>/g, "");
    const leak = body.match(LEAK);
    if (leak) findings.push({ code: "text/leak", page, message: `shows ${leak[0]}` });
  }
  return findings;
}
