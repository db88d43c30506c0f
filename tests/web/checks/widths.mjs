// At every width from a phone to a desk, with text of twice the size, in forced colours and on paper: the page scrolls one way only,
// figures and dates in heads stay whole, marks of lists stand inside, and no text lies on another or under a drawing. What happens between the widths of devices is
// seen here only.
//
// The page is looked at in a frame, which is laid out again in a fraction of the time that a window takes. Of the pages of a
// site those in `site.swept` are looked at, where it names any.
export const codes = ["widths/page", "widths/number", "widths/date", "widths/marker", "widths/overlap"];
export const views = ["widths", "large", "forced", "print"];

const range = (from, to, step) => Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
const WIDTHS = { widths: range(320, 1440, 40), large: range(640, 1440, 200), forced: [320, 760, 1280],
  // A4 between margins of 12 mm, upright and lying.
  print: [703, 1031] };

export async function look(page, { site, path, view }) {
  if (!site.swept?.has(path)) return [];
  const seen = new Map();
  for (const { code, message, width } of await page.evaluate(sweep, WIDTHS[view])) {
    const fault = `${code} ${message}`;
    seen.set(fault, { code, message, widths: [...(seen.get(fault)?.widths ?? []), width] });
  }
  return [...seen.values()].map(({ code, message, widths }) => {
    const at = widths.length > 1 ? `${widths[0]} to ${widths.at(-1)}` : widths[0];
    return { code: `widths/${code}`, message: `${message} at ${at} px` };
  });
}

// Runs in the page, and leaves it as it was.
async function sweep(widths) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position: absolute; top: 0; left: 0; height: 900px; border: 0; visibility: hidden";
  frame.src = location.href;
  const loaded = new Promise(done => { frame.onload = done; });
  document.documentElement.append(frame);
  await loaded;
  await frame.contentDocument.fonts.ready;
  const found = [];
  for (const width of widths) {
    frame.style.width = `${width}px`;
    found.push(...faults(frame.contentDocument).map(fault => ({ ...fault, width })));
  }
  frame.remove();
  return found;

  // Reads the layout and changes nothing.
  function faults(document) {
    const found = [], root = document.documentElement, window = document.defaultView;
    if (root.scrollWidth > root.clientWidth + 1) found.push({ code: "page", message: "the page scrolls sideways" });

    // What can be seen of an element: boxes that scroll or cut show a part only. What sticks to the window is to lie on the rest.
    const shown = new Map();
    const shown_of = element => {
      if (!element || element === document.body) return { left: 0, top: -Infinity, right: Infinity, bottom: Infinity };
      if (shown.has(element)) return shown.get(element);
      const style = window.getComputedStyle(element);
      let seen = shown_of(element.parentElement);
      const unseen = style.opacity === "0" || /sticky|fixed/.test(style.position) || style.position === "absolute" && element.clientWidth <= 1;
      if (unseen) seen = null;
      else if (seen && style.overflowX !== "visible") {
        const box = element.getBoundingClientRect();
        seen = { left: Math.max(seen.left, box.left), top: Math.max(seen.top, box.top), right: Math.min(seen.right, box.right), bottom: Math.min(seen.bottom, box.bottom) };
      }
      shown.set(element, seen);
      return seen;
    };

    const boxes = [], range = document.createRange();
    const add = (rect, words, seen, drawing) => {
      const box = { left: Math.max(rect.left, seen.left), right: Math.min(rect.right, seen.right), top: Math.max(rect.top, seen.top), bottom: Math.min(rect.bottom, seen.bottom), words };
      // The ink of a line is lower than its box.
      const ink = drawing ? 0 : (box.bottom - box.top) * .22;
      if (box.right - box.left > 2 && box.bottom - box.top > 2) boxes.push({ ...box, top: box.top + ink, bottom: box.bottom - ink });
    };
    for (const svg of document.querySelectorAll("svg")) {
      const seen = !folded(svg) && shown_of(svg);
      if (seen) add(svg.getBoundingClientRect(), `the drawing “${svg.querySelector("title")?.textContent.slice(0, 20) ?? ""}”`, seen, true);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement;
      // Ruby stands on its base.
      if (!text.data.trim() || parent.closest("svg, rt, rp, script, style")) continue;
      if (folded(parent)) continue;
      const seen = shown_of(parent);
      if (!seen) continue;
      range.selectNodeContents(text);
      const rects = [...range.getClientRects()];
      const value = text.data.trim();
      for (const rect of rects) add(rect, `“${value.slice(0, 20)}”`, seen);
      if (new Set(rects.map(rect => Math.round(rect.top))).size < 2 || parent.closest("a, code")) continue;
      // A value that is no sentence stays with its unit.
      const whole = parent.localName === "data" && /^[約△▲]?\d[\d,.]*[^\s\d（(]{0,4}$/.test(value) ? [{ 0: value, index: text.data.indexOf(value) }] : text.data.matchAll(/\d[\d,.]*\d/g);
      for (const { 0: number, index } of whole) {
        range.setStart(text, index);
        range.setEnd(text, index + number.length);
        if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) found.push({ code: "number", message: `breaks ${number} over two lines` });
      }
    }

    found.push(...tornDates(document, range).map(date => ({ code: "date", message: `breaks ${date} over two lines` })));
    found.push(...outerMarkers(document).map(words => ({ code: "marker", message: `the mark of “${words}” stands outside of its list` })));
    boxes.sort((a, b) => a.top - b.top);
    for (const [at, box] of boxes.entries()) {
      for (let next = at + 1; next < boxes.length && boxes[next].top < box.bottom - 1; next += 1) {
        const other = boxes[next];
        if (Math.min(box.right, other.right) - Math.max(box.left, other.left) < 2) continue;
        if (Math.min(box.bottom, other.bottom) - other.top < 2) continue;
        found.push({ code: "overlap", message: `${box.words} and ${other.words} lie on each other` });
      }
    }
    return [...new Map(found.map(fault => [fault.message, fault])).values()].slice(0, 8);
  }

  // What is folded has its boxes, and is not seen.
  function folded(element) {
    for (let at = element; at; at = at.parentElement) {
      if (at.parentElement?.localName === "details" && !at.parentElement.open && at.localName !== "summary") return true;
    }
    return false;
  }

  // A mark hangs to the left of its entry: the list is to leave it room.
  function outerMarkers(document) {
    return [...document.querySelectorAll("main :is(ul, ol)")].flatMap(list => {
      const item = [...list.children].find(item => item.clientWidth > 1);
      if (!item || folded(item)) return [];
      const style = document.defaultView.getComputedStyle(item);
      const hangs = style.display === "list-item" && style.listStyleType !== "none" && style.listStylePosition === "outside";
      const around = list.parentElement, padding = parseFloat(document.defaultView.getComputedStyle(around).paddingLeft);
      const room = item.getBoundingClientRect().left - around.getBoundingClientRect().left - padding;
      return hangs && room < parseFloat(style.fontSize) * .8 ? [item.textContent.trim().slice(0, 20)] : [];
    });
  }

  // 令和8年度末 is read as one, and so is 10月1日: in the heads of tables, in cells of figures, and in the labels that stand before the cells of a card.
  function tornDates(document, range) {
    const DATE = /(?:[MTSHR]|明治|大正|昭和|平成|令和)?(?:\d{1,4}|元)年(?:度(?:末|当初)?)?|\d{1,2}月(?:\d{1,2}日|末)?/g;
    const found = [], window = document.defaultView;
    for (const head of document.querySelectorAll("thead th, td.n")) {
      if (head.closest("thead")?.clientWidth <= 1) continue;
      const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const { 0: date, index } of text.data.matchAll(DATE)) {
          range.setStart(text, index);
          range.setEnd(text, index + date.length);
          if (new Set([...range.getClientRects()].map(rect => Math.round(rect.top))).size > 1) found.push(date);
        }
      }
    }
    // What a style brings has no boxes to be asked for: it fits its cell, or it does not.
    const pen = document.createElement("canvas").getContext("2d");
    for (const cell of document.querySelectorAll("td[data-label]")) {
      const style = window.getComputedStyle(cell, "::before");
      const dates = style.content.match(DATE);
      if (!dates || style.display !== "block" || cell.clientWidth <= 1) continue;
      const { paddingLeft, paddingRight } = window.getComputedStyle(cell);
      const room = cell.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const spacing = parseFloat(style.letterSpacing) || 0;
      found.push(...dates.filter(date => pen.measureText(date).width + spacing * date.length > room + 1));
    }
    return found;
  }
}
