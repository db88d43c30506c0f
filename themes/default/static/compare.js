// Places side by side: each place is a file with its column, and the address says which are chosen (#kawasaki,sakai).
(function () {
  "use strict";
  var MOST = 4;
  var words = document.currentScript.dataset;
  var form = document.getElementById("_choose"), said = document.getElementById("_said");
  var chosen = document.getElementById("_chosen"), all = document.getElementById("_all");
  var heading = document.querySelector("main h1"), lead = document.querySelector("main .lead"), title = heading.textContent, documentTitle = document.title;
  var running = document.documentElement.dataset.running;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- The places, as the list on the page has them.

  var places = {};
  all.querySelectorAll(".places > li").forEach(function (item) {
    places[item.id] = { id: item.id, name: item.textContent, href: item.querySelector("a").href, group: item.parentNode.previousElementSibling.textContent };
  });

  function addressed() {
    var ids = decodeURIComponent(location.hash.slice(1)).split(",");
    return ids.filter(function (id, at) { return Object.prototype.hasOwnProperty.call(places, id) && ids.indexOf(id) === at; }).slice(0, MOST);
  }

  // ---- The files of places, each loaded once.

  var waiting = {};

  window.nenpoPlace = function (id, html) {
    if (!waiting[id]) return;
    var held = document.createElement("template"), base = document.currentScript.src;
    held.innerHTML = html;
    held.content.querySelectorAll("a[href]").forEach(function (link) { link.href = new URL(link.getAttribute("href"), base).href; });
    waiting[id].column = held.content.firstElementChild;
  };

  function load(id) {
    if (waiting[id]) return waiting[id].promise;
    var file = waiting[id] = {};
    file.promise = new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = words.files + encodeURIComponent(id) + ".js?" + Date.now();
      script.onload = script.onerror = function () {
        script.remove();
        if (file.column) { done(file.column); return; }
        delete waiting[id];
        failed(new Error(id));
      };
      document.head.appendChild(script);
    });
    return file.promise;
  }

  // ---- Differences, exact: numbers are decimals.

  function decimals(number) {
    var at = number.indexOf(".");
    return at < 0 ? 0 : number.length - at - 1;
  }

  function difference(one, other) {
    var places = Math.max(decimals(one), decimals(other));
    var whole = function (number) { return BigInt(number.replace(".", "") + "0".repeat(places - decimals(number))); };
    return { by: whole(one) - whole(other), places: places };
  }

  function written(by, places) {
    var digits = String(by < 0n ? -by : by).padStart(places + 1, "0");
    var whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
    return places ? whole + "." + digits.slice(digits.length - places) : whole;
  }

  // How the figure of a cell differs from that of the first place; nothing where either is no number.
  function words_of(cell, first, name) {
    var one = cell.dataset, other = first.dataset;
    var apart = function (reason) { return fill(words.apart, { place: name, reason: reason }); };
    var known = function (data) { return "number" in data || "area" in data; };
    if (!known(one) || !known(other)) return "";
    if ("area" in one || "area" in other) return apart(words.area);
    if (one.year !== other.year) return apart(words.year);
    if (one.unit !== other.unit) return apart(words.unit);
    if (one.counted !== other.counted) return apart(words.counted);
    var found = difference(one.number, other.number);
    if (found.by === 0n) return fill(words.same, { place: name });
    var rate = one.unit === "％" || one.unit === "%";
    var text = found.by > 0n ? (rate ? words.higher : words.more) : (rate ? words.lower : words.less);
    return fill(text, { place: name, amount: written(found.by, found.places) + one.by });
  }

  // ---- What is shown.

  function head(place) {
    var cell = element("th"), link = element("a", place.name);
    cell.scope = "col";
    link.href = place.href;
    cell.appendChild(link);
    return cell;
  }

  // The rows of a section over all places, in the order of the first that has each.
  function rows(sections) {
    var order = [], byKey = {};
    sections.forEach(function (section, at) {
      var after = -1;
      if (section) section.querySelectorAll("tr").forEach(function (row) {
        var key = row.dataset.key, known = order.indexOf(key);
        if (known < 0) { order.splice(after + 1, 0, key); known = after + 1; byKey[key] = []; }
        after = known;
        byKey[key][at] = row;
      });
    });
    return order.map(function (key) { return byKey[key]; });
  }

  function table(sections, ids) {
    var first = sections.find(Boolean), made = element("section", "", "section"), heading = element("h2");
    heading.innerHTML = first.querySelector("h2").innerHTML;
    made.appendChild(heading);
    var list = element("table", "", "list stack side-by-side"), caption = element("caption", "", "visually-hidden");
    caption.textContent = heading.textContent + " " + names(ids);
    list.appendChild(caption);
    var line = list.createTHead().insertRow(), what = element("th", first.dataset.head);
    what.scope = "col";
    line.appendChild(what);
    ids.forEach(function (id) { line.appendChild(head(places[id])); });
    var body = list.createTBody();
    rows(sections).forEach(function (cells) {
      var row = body.insertRow(), firstCell = cells[0] && cells[0].cells[1];
      row.appendChild(cells.find(Boolean).cells[0].cloneNode(true));
      ids.forEach(function (id, at) {
        var cell = cells[at] ? cells[at].cells[1].cloneNode(true) : element("td");
        if (!cells[at]) cell.appendChild(element("span", words.none, "quiet"));
        cell.dataset.label = places[id].name;
        var told = at && cells[at] && firstCell ? words_of(cell, firstCell, places[ids[0]].name) : "";
        if (told) cell.insertBefore(element("p", told, "difference"), cell.children[1] || null);
        row.appendChild(cell);
      });
    });
    made.appendChild(list);
    return made;
  }

  function names(ids) {
    return ids.map(function (id) { return places[id].name; }).join(words.joint);
  }

  // Places of about the same size, where one is chosen and another is to be.
  function near(column, id) {
    var ids = column.dataset.near.split(" ").filter(function (other) { return places[other]; });
    if (!ids.length) return null;
    var line = element("p", words.near, "no-print");
    ids.forEach(function (other, at) {
      if (at) line.appendChild(document.createTextNode(words.joint));
      var link = element("a", places[other].name);
      link.href = "#" + [id, other].map(encodeURIComponent).join(",");
      line.appendChild(link);
    });
    return line;
  }

  // What happened is heard; only what went wrong is seen as well.
  function say(text, wrong) {
    said.textContent = text;
    said.className = wrong ? "notice" : "visually-hidden";
  }

  var current = null;

  function show() {
    var ids = current = addressed();
    choose(ids);
    all.hidden = ids.length > 0;
    chosen.hidden = !ids.length;
    lead.hidden = ids.length > 0;
    say("", false);
    heading.textContent = ids.length ? names(ids) : title;
    document.title = ids.length ? names(ids) + "｜" + documentTitle : documentTitle;
    document.documentElement.dataset.running = ids.length ? names(ids) + "｜" + running : running;
    chosen.setAttribute("aria-busy", "true");
    Promise.all(ids.map(load)).then(function (columns) {
      if (current !== ids) return;
      chosen.textContent = "";
      var line = ids.length === 1 && near(columns[0], ids[0]);
      if (line) chosen.appendChild(line);
      var sections = [];
      columns.forEach(function (column) {
        column.querySelectorAll("section").forEach(function (section) { if (sections.indexOf(section.id) < 0) sections.push(section.id); });
      });
      // Compositions that only a later place has stand with the others.
      var order = function (id) { return ["figures", "", "choices", "indicators", "words"].indexOf(id.indexOf("composition-") ? id : ""); };
      sections.sort(function (a, b) { return order(a) - order(b); });
      sections.forEach(function (id) {
        var own = columns.map(function (column) { return Array.prototype.find.call(column.children, function (section) { return section.id === id; }); });
        chosen.appendChild(table(own, ids));
        if (ids.length > 1 && id === sections[0]) chosen.appendChild(element("p", words.note, "section-note"));
      });
      chosen.setAttribute("aria-busy", "false");
      say(names(ids), false);
    }, function (error) {
      if (current !== ids) return;
      chosen.textContent = "";
      say(fill(words.failed, { place: places[error.message].name }), true);
    });
  }

  // ---- Choosing.

  var selects = [];

  function options(select) {
    select.appendChild(new Option(words.nobody, ""));
    var group = null;
    Object.keys(places).forEach(function (id) {
      var place = places[id];
      if (!group || group.label !== place.group) {
        group = document.createElement("optgroup");
        group.label = place.group;
        select.appendChild(group);
      }
      group.appendChild(new Option(place.name, id));
    });
  }

  // One list more than places are chosen, and two from the start.
  function choose(ids) {
    var number = Math.min(MOST, Math.max(2, ids.length + 1));
    while (selects.length < number) {
      var label = element("label", fill(words.place, { n: selects.length + 1 }) + " "), select = element("select");
      options(select);
      label.appendChild(select);
      form.appendChild(label);
      selects.push(select);
    }
    selects.forEach(function (select, at) {
      select.parentNode.hidden = at >= number;
      select.value = ids[at] || "";
    });
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", function () {
    var ids = selects.map(function (select) { return select.value; }).filter(function (id, at, all) { return id && all.indexOf(id) === at; });
    location.hash = ids.map(encodeURIComponent).join(",");
  });
  window.addEventListener("hashchange", show);
  form.hidden = false;
  show();
})();
