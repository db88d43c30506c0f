// At every width from a phone to a desk, and with text of twice the size: the page scrolls one way only, figures stay whole,
// and no text lies on another or under a drawing. What happens between the widths of devices is seen here only.
export const codes = ["widths/page", "widths/number", "widths/overlap"];
export const views = ["widths", "large"];

const range = (from, to, step) => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
const WIDTHS = { widths: range(320, 1440, 40), large: range(640, 1440, 200) };

export async function look(page, { view }) {
  const { width: before, height } = page.viewportSize();
  const seen = new Map();
  for (const width of WIDTHS[view]) {
    await page.setViewportSize({ width, height });
    for (const { code, message } of await page.evaluate(faults)) {
      const fault = `${code} ${message}`;
      seen.set(fault, { code, message, widths: [...(seen.get(fault)?.widths ?? []), width] });
    }
  }
  await page.setViewportSize({ width: before, height });
  return [...seen.values()].map(({ code, message, widths }) => {
    const at = widths.length > 1 ? `${widths[0]} to ${widths.at(-1)}` : widths[0];
    return { code: `widths/${code}`, message: `${message} at ${at} px` };
  });
}

// Reads the layout and changes nothing.
function faults() {
  const found = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push({ code: "page", message: "the page scrolls sideways" });

  // What can be seen of an element: boxes that scroll or cut show a part only.
  const windows = new Map();
  const window_of = element => {
    if (!element || element === document.body) return { left: 0, top: -Infinity, right: Infinity, bottom: Infinity };
    if (windows.has(element)) return windows.get(element);
    const style = getComputedStyle(element);
    let seen = window_of(element.parentElement);
    if (seen && (style.visibility === "hidden" || style.opacity === "0" || /sticky|fixed/.test(style.position) || style.position === "absolute" && element.clientWidth <= 1)) seen = null;
    else if (seen && style.overflowX !== "visible") {
      const box = element.getBoundingClientRect();
      seen = { left: Math.max(seen.left, box.left), top: Math.max(seen.top, box.top), right: Math.min(seen.right, box.right), bottom: Math.min(seen.bottom, box.bottom) };
    }
    windows.set(element, seen);
    return seen;
  };

  const boxes = [], range = document.createRange();
  const add = (rect, of, seen) => {
    const box = { left: Math.max(rect.left, seen.left), right: Math.min(rect.right, seen.right), top: Math.max(rect.top, seen.top), bottom: Math.min(rect.bottom, seen.bottom), of };
    // The ink of a line is lower than its box.
    const ink = of.drawing ? 0 : (box.bottom - box.top) * .22;
    if (box.right - box.left > 2 && box.bottom - box.top > 2) boxes.push({ ...box, top: box.top + ink, bottom: box.bottom - ink });
  };
  for (const svg of document.querySelectorAll("svg")) {
    const seen = window_of(svg);
    if (seen) add(svg.getBoundingClientRect(), { drawing: true, words: `the drawing “${svg.querySelector("title")?.textContent.slice(0, 20) ?? ""}”` }, seen);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    // Ruby stands on its base. What sticks to the window is to lie on the rest.
    if (!text.data.trim() || parent.closest("svg, rt, rp, script, style, .skip, .skip-link")) continue;
    const seen = window_of(parent);
    if (!seen) continue;
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()];
    const lines = new Set(rects.map(rect => Math.round(rect.top)));
    for (const rect of rects) add(rect, { words: `“${text.data.trim().slice(0, 20)}”` }, seen);
    if (lines.size > 1 && !parent.closest("a, code")) {
      for (const { 0: number, index } of text.data.matchAll(/\d[\d,.]*\d/g)) {
        range.setStart(text, index);
        range.setEnd(text, index + number.length);
        if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) found.push({ code: "number", message: `breaks ${number} over two lines` });
      }
      // A value that is no sentence stays with its unit.
      const value = text.data.trim();
      if (parent.localName === "data" && /^[約△▲]?\d[\d,.]*[^\s\d（(]{0,4}$/.test(value)) found.push({ code: "number", message: `breaks “${value}” over ${lines.size} lines` });
    }
  }

  boxes.sort((a, b) => a.top - b.top);
  for (const [at, box] of boxes.entries()) {
    for (let next = at + 1; next < boxes.length && boxes[next].top < box.bottom - 1; next += 1) {
      const other = boxes[next];
      if (other.of === box.of || Math.min(box.right, other.right) - Math.max(box.left, other.left) < 2) continue;
      if (Math.min(box.bottom, other.bottom) - other.top < 2) continue;
      found.push({ code: "overlap", message: `${box.of.words} and ${other.of.words} lie on each other` });
    }
  }
  const once = new Map(found.map(fault => [fault.message, fault]));
  return [...once.values()].slice(0, 8);
}
