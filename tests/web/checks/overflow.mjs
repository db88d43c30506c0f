// At 320 px, with text of twice the size and with WCAG's text spacing, nothing runs out of the page, nothing is cut off, and
// numbers stay whole, on paper as well.
export const codes = ["overflow/page", "overflow/cut", "overflow/fixed-size", "overflow/number"];
export const views = ["narrow", "phone", "large", "spacing", "print"];

export async function look(page, { view }) {
  const findings = (await page.evaluate(brokenNumbers)).map(message => ({ code: "overflow/number", message }));
  // What runs out of the paper is for print.mjs to find.
  if (view === "print") return findings;
  const found = await page.evaluate(() => {
    const name = element => element.localName + (element.id ? `#${element.id}` : "") + (element.classList.length ? `.${element.classList[0]}` : "");
    const root = document.documentElement, found = [];
    if (root.scrollWidth > root.clientWidth + 1) {
      // The innermost elements that reach furthest out are the ones to mend.
      const inBox = element => { for (let e = element.parentElement; e && e !== document.body; e = e.parentElement) if (getComputedStyle(e).overflowX !== "visible") return true; return false; };
      const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !inBox(e));
      const inner = wide.filter(e => !wide.some(other => other !== e && e.contains(other)));
      found.push({ code: "page", message: `the page is ${root.scrollWidth} px wide on ${root.clientWidth}: ${inner.slice(0, 3).map(name).join(", ")}` });
    }
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      if (element.closest("svg") || element.clientWidth <= 1 || element.clientHeight <= 1) continue;
      const cut = (axis, room, need) => /hidden|clip/.test(axis) && need > room + 2;
      if (cut(style.overflowX, element.clientWidth, element.scrollWidth) || cut(style.overflowY, element.clientHeight, element.scrollHeight)) {
        found.push({ code: "cut", message: `${name(element)} hides a part of what is in it` });
      }
    }
    return { found, size: parseFloat(getComputedStyle(document.querySelector("main p") ?? document.body).fontSize) };
  });
  findings.push(...found.found.map(({ code, message }) => ({ code: `overflow/${code}`, message })));
  // The browser was told 32 px instead of 16.
  if (view === "large" && found.size < 26) findings.push({ code: "overflow/fixed-size", message: `text stays at ${found.size} px when the reader asks for twice the size` });
  return findings;
}

// Addresses may break anywhere; a figure over two lines reads as two figures.
function brokenNumbers() {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const unseen = element => element && (element.clientWidth === 1 || unseen(element.parentElement));
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const { 0: number, index } of text.data.matchAll(/\d[\d,.]*\d/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + number.length);
      const lines = new Set([...range.getClientRects()].map(rect => Math.round(rect.top)));
      if (lines.size > 1 && !text.parentElement.closest("a, code, svg") && !unseen(text.parentElement)) found.push(`breaks ${number} over ${lines.size} lines`);
    }
  }
  return found.slice(0, 5);
}
