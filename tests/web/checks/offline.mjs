// From a disk, without a network and without JavaScript, a page is whole.
export const codes = ["offline/host", "offline/error", "offline/script"];
export const views = ["file"];

export async function look(page, { site, path, seen, bare }) {
  const findings = [];
  for (const url of new Set(seen.requests)) {
    if (!url.startsWith(site.file) && !url.startsWith("data:")) findings.push({ code: "offline/host", message: `asks for ${url}` });
  }
  const own = seen.errors.filter(error => !/https?:\/\/(?!127)|ERR_NAME_NOT_RESOLVED/.test(error));
  for (const error of new Set(own)) findings.push({ code: "offline/error", message: error });

  const withScript = await words(page);
  const plain = await bare();
  await plain.goto(site.at("file", path));
  const without = await words(plain);
  const difference = withScript.find((line, i) => line !== without[i]) ?? without[withScript.length];
  if (difference !== undefined) findings.push({ code: "offline/script", message: `text differs without JavaScript, at “${difference.slice(0, 60)}”` });
  return findings;
}

// What a reader sees, line by line. A control that works only by script may show itself by script: class js-only.
function words(page) {
  return page.evaluate(() => {
    for (const control of document.querySelectorAll(".js-only, [role=status], noscript")) control.remove();
    return document.body.innerText.split(/\s+/).filter(Boolean);
  });
}
