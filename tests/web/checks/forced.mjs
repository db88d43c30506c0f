// In colours that the reader's system forces on a page, texts and the marks of drawings still differ from what they lie on.
export const codes = ["forced/text", "forced/mark"];
export const views = ["forced"];

export async function look(page) {
  return (await page.evaluate(unseen)).map(({ code, message }) => ({ code: `forced/${code}`, message }));
}

function unseen() {
  const found = [], name = element => element.localName + (element.classList.length ? `.${[...element.classList].join(".")}` : "");
  const paints = colour => colour !== "none" && !/^rgba\(.*, 0\)$|\/ 0\)$/.test(colour);
  const report = (code, message) => found.some(fault => fault.message === message) || found.push({ code, message });

  // What is behind an element: the nearest background that is painted.
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      if (at.closest("svg")) continue;
      const colour = getComputedStyle(at).backgroundColor;
      if (paints(colour)) return colour;
    }
    return canvas;
  };
  // What is behind everything, in the words of computed styles.
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.backgroundColor = "Canvas";
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  // A text of a drawing may stand on a mark, which is drawn before it.
  const ground_in = text => {
    const { x, y, width, height } = text.getBoundingClientRect(), [middle, centre] = [x + width / 2, y + height / 2];
    const under = [...text.ownerSVGElement.querySelectorAll("rect, path, polygon")].filter(mark => {
      const box = mark.getBoundingClientRect();
      const before = mark.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && box.left <= middle && middle <= box.right && box.top <= centre && centre <= box.bottom && paints(getComputedStyle(mark).fill);
    });
    return under.length ? getComputedStyle(under.at(-1)).fill : ground(text.ownerSVGElement);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || parent.closest("script, style, title, desc") || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(parent), drawn = parent.closest("svg text"), colour = drawn ? style.fill : style.color;
    if (!paints(colour) || colour === (drawn ? ground_in(drawn) : ground(parent))) report("text", `“${text.data.trim().slice(0, 20)}” in ${name(parent)} has the colour of its ground`);
  }
  // A mark is seen by its fill or by its line. What only keeps lines off a text is there not to be seen.
  for (const mark of document.querySelectorAll("svg :is(rect, path, circle, line, polygon)")) {
    const style = getComputedStyle(mark), around = mark.closest("[class]") ?? mark;
    if (!mark.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || around.matches(".decor, .halo") || mark.closest("defs, pattern, mask")) continue;
    const behind = ground(mark.ownerSVGElement);
    const seen = [style.fill, style.stroke].some(colour => paints(colour) && colour !== behind);
    if (!seen) report("mark", `${name(mark)} in ${name(around)} of a drawing has the colour of its ground`);
  }
  return found.slice(0, 8);
}
