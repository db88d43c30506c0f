// At 320 px, with text of twice the size and with WCAG's text spacing, nothing runs out of the page and nothing is cut off.
export const codes = ["overflow/page", "overflow/cut", "overflow/fixed-size"];
export const views = ["narrow", "phone", "large", "spacing"];

export async function look(page, { view }) {
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
  const findings = found.found.map(({ code, message }) => ({ code: `overflow/${code}`, message }));
  // The browser was told 32 px instead of 16.
  if (view === "large" && found.size < 26) findings.push({ code: "overflow/fixed-size", message: `text stays at ${found.size} px when the reader asks for twice the size` });
  return findings;
}
