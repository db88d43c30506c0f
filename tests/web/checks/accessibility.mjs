// WCAG 2.2 A and AA as far as a machine can tell, light and dark, on a desk and on a phone.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export const codes = [
  "aria-hidden-focus", "button-name", "color-contrast", "document-title", "empty-heading", "heading-order", "html-has-lang", "image-alt",
  "label", "landmark-unique", "link-in-text-block", "link-name", "meta-viewport", "page-has-heading-one", "region",
  "scrollable-region-focusable", "svg-img-alt", "target-size", "valid-lang",
].map(rule => `accessibility/${rule}`);
// Further rules of axe are reported as well; these are the ones a defect page proves.
export const views = ["desktop", "desktop-dark", "phone", "phone-dark"];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// All that the dark may change.
const COLOURS = ["color-contrast", "link-in-text-block"];

export async function look(page, { view }) {
  const violations = await page.evaluate(async ({ axe, runOnly }) => {
    if (!window.axe) new Function(axe)();
    for (const details of document.querySelectorAll("details")) details.open = true;
    const options = { runOnly, resultTypes: ["violations"], elementRef: false };
    return (await window.axe.run(document, options)).violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(node => node.target.join(" ")) }));
  }, { axe: AXE, runOnly: view.endsWith("dark") ? COLOURS : TAGS });
  return violations.map(({ id, help, at }) => ({ code: `accessibility/${id}`, message: `${help}: ${at.slice(0, 3).join(", ")}${at.length > 3 ? ` and ${at.length - 3} more` : ""}` }));
}
