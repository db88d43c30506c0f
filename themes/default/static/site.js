// Conveniences. Every page is complete without them; their words come from the script element.
(function () {
  "use strict";
  var words = document.currentScript.dataset;
  var status = document.createElement("p");
  status.className = "visually-hidden no-print";
  status.setAttribute("role", "status");
  document.body.appendChild(status);

  // The clipboard needs https or file; plain http, as in municipal networks, has only the old way.
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  document.addEventListener("click", function (event) {
    var anchor = event.target.closest && event.target.closest("a.anchor");
    if (!anchor || anchor.classList.contains("done") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var shown = anchor.textContent, label = anchor.getAttribute("aria-label");
    // The link still leads to its section; copying comes on top.
    copy(anchor.href).then(function () {
      anchor.textContent = words.copied;
      anchor.setAttribute("aria-label", words.copied);
      anchor.classList.add("done");
      status.textContent = words.copied;
      setTimeout(function () {
        anchor.textContent = shown;
        anchor.setAttribute("aria-label", label);
        anchor.classList.remove("done");
        status.textContent = "";
      }, 2500);
    }, function () {});
  });

  // The drawing of a chart as PNG. Of a file that was opened from a folder, browsers give the picture to no script.
  if (location.protocol !== "file:") document.querySelectorAll("a[data-drawing]").forEach(function (link) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.textContent = words.png;
    button.setAttribute("aria-label", words.png + " " + link.textContent);
    button.addEventListener("click", function () {
      var picture = new Image();
      picture.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = picture.naturalWidth * 2;
        canvas.height = picture.naturalHeight * 2;
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(function (blob) {
          var save = document.createElement("a");
          save.href = URL.createObjectURL(blob);
          save.download = link.pathname.split("/").pop().replace(/svg$/, "png");
          save.click();
          setTimeout(function () { URL.revokeObjectURL(save.href); }, 1000);
        });
      };
      picture.src = link.href;
    });
    link.after(" ", button);
  });

  // A word of the glossary leads to the end of the page, and from there back to where it was read.
  document.addEventListener("click", function (event) {
    var term = event.target.closest && event.target.closest("a.term");
    var told = term && document.getElementById(decodeURIComponent(term.hash.slice(1)));
    if (!told) return;
    var back = document.createElement("a");
    back.href = "#_main";
    back.textContent = words.back;
    back.className = "back no-print";
    back.addEventListener("click", function (event) {
      event.preventDefault();
      back.remove();
      term.focus();
    });
    document.querySelectorAll("a.back").forEach(function (other) { other.remove(); });
    (told.querySelector("dd") || told).appendChild(back);
  });

  // The contents show which section is being read: the last whose head has gone by.
  var entries = document.querySelectorAll(".toc a");
  var sections = Array.prototype.map.call(entries, function (entry) {
    return document.getElementById(decodeURIComponent(entry.hash.slice(1)));
  });
  var current = null, waiting = false;
  function follow() {
    waiting = false;
    var now = null;
    sections.forEach(function (section, place) {
      if (section && section.getBoundingClientRect().top < window.innerHeight / 3) now = entries[place];
    });
    if (now === current) return;
    if (current) current.removeAttribute("aria-current");
    if (now) now.setAttribute("aria-current", "true");
    current = now;
  }
  if (entries.length) window.addEventListener("scroll", function () {
    if (!waiting) window.requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });

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

  // An address that names a place marks its row; in a chart the style sheet does it.
  function markPlace() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { /* It is no id then. */ }
    document.querySelectorAll(".by-place tr[data-place]").forEach(function (row) {
      row.classList.toggle("own", row.dataset.place === id);
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
