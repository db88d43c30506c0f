// What the script adds: tables sort by their heads, and links to a place copy their address and say so.
export const codes = ["script/sort", "script/copy"];
export const views = ["desktop"];

export async function look(page) {
  return page.evaluate(async () => {
    const found = [];
    const table = [...document.querySelectorAll("table[data-sortable]")].find(table => table.tBodies[0].rows.length > 1);
    if (table) {
      const head = [...table.tHead.rows[0].cells].findIndex(cell => cell.classList.contains("n"));
      const button = table.tHead.rows[0].cells[head]?.querySelector("button");
      // As the reader sees it: a cell without a number stays at the end whichever way the numbers run, and so does a figure
      // of another area among those of places.
      const rows = () => [...table.tBodies[0].rows], scope = row => row.cells[head].querySelector(".scope")?.textContent;
      const mixed = rows().some(row => scope(row) !== scope(rows()[0]));
      const number = row => mixed && scope(row) ? NaN : Number(row.cells[head].querySelector("data")?.value ?? NaN);
      const numbers = () => rows().map(number);
      const before = numbers().toString().split(",").sort().toString();
      for (const [times, word] of [[1, "ascending"], [-1, "descending"]]) {
        button?.click();
        const now = numbers(), known = now.filter(number => !Number.isNaN(number));
        const right = now.findLastIndex(number => !Number.isNaN(number)) === known.length - 1
          && known.every((number, i) => i === 0 || (number - known[i - 1]) * times >= 0)
          && now.toString().split(",").sort().toString() === before
          && table.tHead.rows[0].cells[head].getAttribute("aria-sort") === word;
        if (!right) { found.push({ code: "script/sort", message: `does not sort a table in ${word} order` }); break; }
      }
    }
    const anchor = document.querySelector("a.anchor");
    if (anchor) {
      const shown = anchor.textContent, place = scrollY;
      let copied = null;
      const write = navigator.clipboard && (navigator.clipboard.writeText = text => { copied = text; return Promise.resolve(); });
      anchor.click();
      for (let wait = 0; wait < 20 && anchor.textContent === shown; wait++) await new Promise(done => setTimeout(done, 10));
      if (anchor.textContent === shown || (write && copied !== anchor.href)) found.push({ code: "script/copy", message: "does not copy the address of a place" });
      // Its fading in is over before others look.
      await new Promise(done => setTimeout(done, 250));
      scrollTo(0, place);
    }
    return found;
  });
}
