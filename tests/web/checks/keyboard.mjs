// The Tab key: a link past the navigation first, then everything in turn, always in sight and always marked.
export const codes = ["keyboard/skip", "keyboard/mark", "keyboard/hidden", "keyboard/trap"];
export const views = ["keyboard"];

const STEPS = 80;

export async function look(page) {
  const findings = [];
  const report = (code, message) => findings.some(f => f.code === `keyboard/${code}`) || findings.push({ code: `keyboard/${code}`, message });
  let last = null;
  for (let step = 0; step < STEPS; step++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(state);
    // Behind the last stop the browser has its own, or begins again.
    if (!now || (now.again && !(now.stayed && now.others))) break;
    if (step === 0 && !now.skips) report("skip", `the first stop (${now.name}) does not lead to the main part`);
    if (now.stayed) { report("trap", `Tab does not leave ${now.name}`); break; }
    if (!now.marked) report("mark", `nothing marks ${now.name} when it has the focus`);
    if (!now.inSight) report("hidden", `${now.name} has the focus and cannot be seen`);
    last = now;
  }
  if (last === null && findings.length === 0) report("skip", "nothing can be reached");
  return findings;
}

function state() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const name = `${element.localName} “${(element.textContent.trim() || element.id || element.className).slice(0, 30)}”`;
  const look = () => { const s = getComputedStyle(element); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.textDecorationLine].join("|"); };
  const box = element.getBoundingClientRect();
  // A link over two lines has its middle between them, a tall table has it below the window: any part in sight will do.
  const inSight = box.width > 2 && box.height > 2 && [...element.getClientRects()].some(rect => {
    const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
    const hit = bottom > top && document.elementFromPoint(rect.x + Math.min(rect.width / 2, 20), (top + bottom) / 2);
    return hit && (element.contains(hit) || hit.contains(element));
  });
  const focused = look(), style = getComputedStyle(element);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  element.blur();
  const changed = look() !== focused;
  element.focus({ preventScroll: true });
  const stayed = window.lastStop === element;
  window.lastStop = element;
  const again = window.firstStop === element;
  window.firstStop ??= element;
  const others = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']").length > 1;
  const target = element.hash ? document.getElementById(decodeURIComponent(element.hash.slice(1))) : null;
  const skips = Boolean(target && (target.localName === "main" || target.closest("main") || target.querySelector("h1")));
  return { name, inSight, marked: outlined && changed, stayed, again, others, skips };
}
