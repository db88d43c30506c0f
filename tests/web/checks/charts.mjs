// Charts: named, with a table that has every number drawn, texts apart from each other and inside the drawing.
export const codes = ["charts/name", "charts/table", "charts/figures", "charts/overlap", "charts/outside"];
export const views = ["desktop", "phone", "large", "print"];

export async function look(page) {
  return page.evaluate(() => {
    const found = [];
    const charts = [...document.querySelectorAll("main svg")].filter(svg => (svg.closest("figure") || !svg.closest('[aria-hidden="true"]')) && !svg.parentElement.closest("svg"));
    for (const svg of charts) {
      const words = ids => (ids ?? "").split(/\s+/).filter(Boolean).map(id => document.getElementById(id)?.textContent.trim() ?? "").join(" ").trim();
      // A drawing in a cell is named by one attribute: it stands in its row, or beside its figure.
      const inCell = svg.matches(".spark"), label = svg.getAttribute("aria-label")?.trim() ?? "";
      const title = inCell ? label : words(svg.getAttribute("aria-labelledby"));
      const name = `chart “${(title || svg.closest("figure")?.querySelector("figcaption")?.textContent || "").trim().slice(0, 24)}”`;
      const report = (code, message) => found.push({ code: `charts/${code}`, message: `${name} ${message}` });
      // One that draws neither words nor numbers has nothing else to be looked at.
      if (svg.getAttribute("role") === "img" && label && !svg.querySelector("text")) continue;
      // One that nobody hears needs no words: its figure has the finding, and its table is heard.
      if (svg.closest('[aria-hidden="true"]')) { if (!svg.closest("figure")?.querySelector("figcaption")?.textContent.trim()) report("name", "is not heard, and has no finding"); }
      else if (svg.getAttribute("role") !== "img" || !title || !inCell && !svg.querySelector("title, desc")) report("name", "has no role, name or description");

      const table = inCell ? null : tableOf(svg);
      if (!table && !inCell) report("table", "has no table");
      const number = text => (text.normalize("NFKC").match(/\d[\d,]*(\.\d+)?/g) ?? []).map(digits => String(Number(digits.replaceAll(",", ""))));
      // Of a folded table the browser tells no inner text, and the text of all its cells runs together.
      const known = new Set(table ? number([table, ...table.querySelectorAll("caption, th, td")].map(part => part.innerText + " " + part.textContent).join(" ")) : []);
      const texts = [...svg.querySelectorAll("text")].filter(text => text.textContent.trim() && getComputedStyle(text).display !== "none");
      for (const text of texts) {
        const missing = text.closest(".axis, .tick, [data-decor]") ? [] : number(text.textContent).filter(n => !known.has(n));
        // What a cell draws in figures, its name says as well.
        const unsaid = inCell ? number(text.textContent).filter(n => !number(label).includes(n) && !/^[A-Z’]/.test(text.textContent)) : [];
        if (unsaid.length) report("figures", `draws ${unsaid.join(", ")}, which its name does not say`);
        if (table && missing.length) report("figures", `draws ${missing.join(", ")}, which its table does not have`);
      }

      const boxes = texts.flatMap(lines);
      const frame = svg.getBoundingClientRect();
      for (const [i, a] of boxes.entries()) {
        if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1) report("outside", `does not hold “${a.text}”`);
        for (const b of boxes.slice(i + 1)) {
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1 && high > 1) report("overlap", `draws “${a.text}” over “${b.text}”`);
        }
      }
    }
    return found;

    // In its figure, or around it, or named by it, or next to what it names.
    function tableOf(svg) {
      const own = svg.closest("figure")?.querySelector("table") ?? svg.closest("table");
      if (own) return own;
      const details = svg.closest("[aria-details]")?.getAttribute("aria-details");
      for (const id of `${svg.getAttribute("aria-describedby") ?? ""} ${details ?? ""}`.split(/\s+/).filter(Boolean)) {
        for (let at = document.getElementById(id), steps = 0; at && steps < 3; at = at.nextElementSibling, steps++) {
          const table = at.matches("table") ? at : at.querySelector("table");
          if (table) return table;
        }
      }
      return null;
    }

    // Boxes of ink, one a line: eight tenths of the size above the line, an eighth below. Boxes of the font are taller than letters.
    function lines(text) {
      const size = parseFloat(getComputedStyle(text).fontSize), matrix = text.getScreenCTM(), lines = new Map();
      for (let i = 0; i < text.getNumberOfChars(); i++) {
        const start = text.getStartPositionOfChar(i), end = text.getEndPositionOfChar(i), key = Math.round(start.y * 10);
        const line = lines.get(key) ?? { x1: Infinity, x2: -Infinity, y: start.y, text: "" };
        lines.set(key, { ...line, x1: Math.min(line.x1, start.x, end.x), x2: Math.max(line.x2, start.x, end.x), text: line.text + text.textContent[i] });
      }
      return [...lines.values()].map(({ x1, x2, y, text }) => {
        const corners = [[x1, y - .8 * size], [x2, y - .8 * size], [x1, y + .12 * size], [x2, y + .12 * size]].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix));
        const xs = corners.map(point => point.x), ys = corners.map(point => point.y);
        return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys), text };
      });
    }
  });
}
