// Conveniences of lists: rows in another order, and rows that fit what is chosen. Every list is complete without them; their words
// come from the script element, of which a page with several lists has several.
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  if (document.documentElement.dataset.lists) return;
  document.documentElement.dataset.lists = "ready";
  var status = document.createElement("p");
  status.className = "visually-hidden no-print";
  status.setAttribute("role", "status");
  document.body.appendChild(status);

  // For what other area than the row's own a figure is.
  function scope(row, column) {
    var told = row.cells[column] && row.cells[column].querySelector(".scope");
    return told ? told.textContent : "";
  }

  // Cells without a number (記載なし, 調査中) stay at the end in both directions, and so do figures of other areas.
  function key(row, column, mixed) {
    var cell = row.cells[column];
    if (!cell || mixed && scope(row, column)) return null;
    var figure = cell.querySelector("data");
    if (cell.classList.contains("n") && !figure) return null;
    var value = figure ? figure.dataset.order || figure.value : cell.textContent.trim();
    var number = Number(value.replace(/[,，%％]/g, ""));
    return value ? (isNaN(number) ? value : number) : null;
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "ja");
  }

  function sort(table, column, head, title) {
    var falling = head.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var mixed = Array.prototype.some.call(body.rows, function (row) {
      return scope(row, column) !== scope(body.rows[0], column);
    });
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, key: key(row, column, mixed), place: place };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
      return (falling ? -1 : 1) * compare(a.key, b.key) || a.place - b.place;
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    status.textContent = title + " " + (falling ? words.descending : words.ascending);
  }

  // A list is whole without script; with it, choices hide the rows that do not fit.
  document.querySelectorAll("form[data-filters]").forEach(function (form) {
    var selects = form.querySelectorAll("select");
    var count = form.querySelector("output");
    function fits(row) {
      return Array.prototype.every.call(selects, function (select) {
        // What all rows of a list have stands on what holds them.
        var told = row.closest("[data-" + select.name + "]");
        var values = told ? told.getAttribute("data-" + select.name).split(" ") : [];
        return !select.value || values.indexOf(select.value) >= 0;
      });
    }
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    function narrow() {
      var shown = 0;
      var narrowed = Array.prototype.some.call(selects, function (select) { return select.value; });
      document.querySelectorAll("[data-group]").forEach(function (group) {
        var here = 0;
        group.querySelectorAll("tbody tr, .card").forEach(function (row) {
          row.hidden = !fits(row);
          // Heads of groups and totals are no entries of the list.
          if (!row.hidden && !row.matches(".group, .total")) here += 1;
        });
        group.querySelectorAll(".calculation").forEach(function (told) { told.hidden = !fits(told); });
        // What was looked for is not left folded.
        group.querySelectorAll("details.fold").forEach(function (fold) {
          if (!("folded" in fold.dataset)) fold.dataset.folded = fold.open ? "" : "yes";
          fold.open = narrowed && fold.querySelector("tbody tr") ? !!fold.querySelector("tbody tr:not([hidden])") : !fold.dataset.folded;
        });
        group.hidden = here === 0;
        // Cards show again what a table has.
        if (!group.matches(".cards")) shown += here;
      });
      count.textContent = shown ? count.dataset.some.replace("{n}", shown) : count.dataset.none;
    }
    // What is chosen stands in the address, so that a narrowed list can be handed on.
    var address = new URLSearchParams(location.search);
    var given = Array.prototype.filter.call(selects, function (select) {
      var value = address.get(select.name);
      var known = value && Array.prototype.some.call(select.options, function (option) { return option.value === value; });
      if (known) select.value = value;
      return known;
    });
    if (given.length) narrow();
    form.addEventListener("change", function () {
      narrow();
      Array.prototype.forEach.call(selects, function (select) {
        if (select.value) address.set(select.name, select.value);
        else address.delete(select.name);
      });
      var query = address.toString();
      try {
        history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
      } catch (error) {
        // Some browsers keep the address of a file from a folder as it is.
      }
    });
  });

  // In a chart of dots, which name no place, a line shows where the dot of a row is.
  var lines = [];
  function markDots(spots) {
    lines.splice(0).forEach(function (line) { line.remove(); });
    spots.split(" ").forEach(function (spot) {
      var parts = spot.split(":"), chart = document.querySelectorAll(".chart-places")[parts[0]];
      var median = parts[1] && chart && chart.querySelector(".median");
      if (!median) return;
      var line = median.cloneNode();
      line.setAttribute("class", "this");
      line.setAttribute("d", median.getAttribute("d").replace(/^M[0-9.]+/, "M" + parts[1]));
      median.after(line);
      lines.push(line);
    });
  }

  // An address that names a place marks its row and its dot; where a chart names it, the style sheet does it.
  function markPlace() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { /* It is no id then. */ }
    markDots("");
    document.querySelectorAll(".by-place tr[data-place]").forEach(function (row) {
      row.classList.toggle("own", row.dataset.place === id);
      if (row.dataset.place === id && row.dataset.spots) markDots(row.dataset.spots);
    });
  }
  markPlace();
  window.addEventListener("hashchange", markPlace);

  document.querySelectorAll("table[data-sortable]").forEach(function (table) {
    if (table.tBodies[0].rows.length < 2) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (head.dataset.sort === "none") return;
      var title = (head.querySelector(".label") || head).textContent.trim();
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, head, title); });
    });
  });
})();
