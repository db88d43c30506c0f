// Search: reads the index in data/search/ by script elements, which work from a disk, too. docs/search.md tells how.
(function () {
  "use strict";
  var folder = document.currentScript.dataset.files;
  var form = document.getElementById("search");
  var count = document.getElementById("search-count");
  var results = document.getElementById("results");
  var list = results.querySelector("ol");
  var more = results.querySelector("button");

  // How many pages are shown at a time, and after how many letters of files no more are loaded: of grams, and in all.
  var PAGES = 20, GRAMS = 90000, LETTERS = 220000;
  // Letters in a row that the index knows, and how many places of a long text are looked up in it.
  var LONGEST = 4, LOOKUPS = 6;

  // ---- Folding, as in src/search/fold.rs; tests/search/folding.tsv holds both to it.

  var MARK = /[\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/y;
  var NOTHING = /[\s\u0085\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;

  // The ideographs for the radicals from U+2E80 on, as in src/text/compatibility.rs.
  var RADICALS = Array.from("⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟");

  // Gives the folded text and, for each of its units, where in the text its letter begins and ends.
  function fold(text, places) {
    var folded = "", at = 0;
    while (at < text.length) {
      var code = text.charCodeAt(at), next = at + 1, letters;
      if (code >= 0xd800 && code < 0xdc00 && at + 1 < text.length) next += 1;
      for (;;) {
        MARK.lastIndex = next;
        var mark = next < text.length && text.charCodeAt(next) > 0x2ff && MARK.exec(text);
        if (!mark) break;
        next += mark[0].length;
      }
      if (next === at + 1 && (code >= 0x4e00 && code <= 0x9fff || code >= 0x3041 && code <= 0x3096 || code >= 0x61 && code <= 0x7a || code >= 0x30 && code <= 0x39)) {
        letters = text[at];
      } else {
        letters = "";
        // Letter by letter, because a whole word may end in another form of a small letter (Σ).
        Array.from(text.slice(at, next).normalize("NFKC")).forEach(function (letter) { letters += (RADICALS[letter.charCodeAt(0) - 0x2e80] || letter).toLowerCase(); });
        letters = letters.replace(/[\u2010-\u2015\u2212\u2500]/g, "-").replace(/[\u301c\u223c]/g, "~")
          .replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0x60); })
          .replace(NOTHING, "");
      }
      if (places) for (var i = 0; i < letters.length; i += 1) places.push([at, next]);
      folded += letters;
      at = next;
    }
    return folded;
  }

  // The same with one spelling of 障害. The places of two letters that stand for three are made two.
  function unified(folded, places) {
    var text = folded, other;
    for (;;) {
      other = /障(がい|碍|礙)/.exec(text);
      if (!other) return text;
      var at = other.index, length = other[0].length;
      if (places) places.splice(at + 1, length - 1, [places[at + 1][0], places[at + length - 1][1]]);
      text = text.slice(0, at) + "障害" + text.slice(at + length);
    }
  }

  // A text as it is compared: folded, and with one spelling of 障害 where that is another.
  function forms(text) {
    var folded = fold(text), other = unified(folded);
    return other === folded ? [folded] : [folded, other];
  }

  // ---- Files of the index, each loaded once.

  var waiting = {}, index = null, letters = 0, loaded = 0;

  window.nenpoSearch = function (name, content) {
    if (waiting[name]) waiting[name].content = content;
    letters += content.length;
  };
  // For the tests: how a text is compared, every place where words stand, and how long the last answer took when its
  // files were there.
  window.nenpoSearch.forms = forms;
  window.nenpoSearch.everywhere = everywhere;

  function load(name, age) {
    if (waiting[name]) return waiting[name].promise;
    var file = waiting[name] = {};
    file.promise = new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = folder + name + ".js?" + age;
      script.onload = function () { loaded = performance.now(); script.remove(); file.content === undefined ? failed(new Error(name)) : done(file.content); };
      script.onerror = function () { script.remove(); delete waiting[name]; failed(new Error(name)); };
      document.head.appendChild(script);
    });
    return file.promise;
  }

  function unpack(letters) {
    var binary = atob(letters), bytes = new Uint8Array(binary.length);
    for (var i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }

  function file(name, read) {
    var known = waiting[name];
    if (known && known.read) return known.read;
    var promise = load(name, index ? index.age : Date.now()).then(unpack).then(read);
    waiting[name].read = promise;
    promise.catch(function () { delete waiting[name]; });
    return promise;
  }

  // The index tells for every page in which file of texts it stands; there, pages stand in their order.
  function start() {
    return file("index", json).then(function (content) {
      if (index) return;
      var counts = {}, names = [];
      // The texts of a place are in files that its id names.
      content.texts.forEach(function (of) { for (var at = 0; at < of[1]; at += 1) names.push(of[0] + "-" + at); });
      content.files = names;
      content.places = content.homes.map(function (home) {
        counts[home] = (counts[home] || 0) + 1;
        return counts[home] - 1;
      });
      index = content;
    });
  }

  function json(buffer) {
    return JSON.parse(new TextDecoder().decode(buffer));
  }

  // ---- Grams: which pages have some letters in a row.

  // A file of grams: nodes by their letters. What a node says of pages is read when it is asked for.
  function grams(buffer) {
    var bytes = new Uint8Array(buffer), at = 0, rows = {};
    function number() {
      var value = 0, factor = 1, byte;
      do { byte = bytes[at]; at += 1; value += (byte & 127) * factor; factor *= 128; } while (byte > 127);
      return value;
    }
    function node(length, size) {
      var members = number(), here = { bytes: bytes, size: size, members: members, at: at, next: null };
      for (var gaps = Math.min(members, size - members); gaps > 0; gaps -= 1) while (bytes[at++] > 127);
      if (length < LONGEST && members > index.frequent) {
        here.next = {};
        for (var i = number(); i > 0; i -= 1) {
          var unit = number();
          here.next[unit] = node(length + 1, members);
        }
      }
      return here;
    }
    while (at < bytes.length) {
      var first = number(), second = number();
      rows[first * 65536 + second] = node(2, index.homes.length);
    }
    return rows;
  }

  // The pages of a node: those of `within`, or of all pages without it, that it lists, or that it does not list.
  function pagesOf(node, within) {
    var few = node.members * 2 <= node.size, gaps = few ? node.members : node.size - node.members;
    var at = node.at, next = 0, pages = [], take = function (place) { pages.push(within ? within[place] : place); };
    for (; gaps > 0; gaps -= 1, next += 1) {
      var gap = 0, factor = 1, byte;
      do { byte = node.bytes[at]; at += 1; gap += (byte & 127) * factor; factor *= 128; } while (byte > 127);
      if (few) take(next + gap); else for (var place = next; place < next + gap; place += 1) take(place);
      next += gap;
    }
    if (!few) for (; next < node.size; next += 1) take(next);
    return pages;
  }

  // The file of two letters, as in src/search/grams.rs.
  function shard(text, at) {
    var mixed = Math.imul(text.charCodeAt(at), 0x9e3779b1) ^ Math.imul(text.charCodeAt(at + 1), 0x85ebca77);
    return ((mixed ^ mixed >>> 15) >>> 0) % index.shards;
  }

  // The pages that have the letters of a text from a place on, as far as the index knows, and how many these are.
  function walk(rows, text, at) {
    var node = rows[text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1)], length = 2;
    var pages = node ? pagesOf(node, null) : [];
    while (node && node.next && at + length < text.length) {
      node = node.next[text.charCodeAt(at + length)];
      pages = node ? pagesOf(node, pages) : [];
      length += 1;
    }
    return { pages: pages, length: length };
  }

  // The pages that may have a folded text, in order, and whether all of them do.
  function candidates(text) {
    var last = text.length - 2, steps = Math.min(LOOKUPS, last + 1), places = [];
    for (var i = 0; i < steps; i += 1) places.push(steps < 2 ? 0 : Math.round(i * last / (steps - 1)));
    var pages = null, sure = false, before = letters;
    // One after the other: the first often say enough, and what is common to them is looked through in any case.
    function next() {
      var at = places.shift();
      if (at === undefined || pages && (!pages.length || letters - before > GRAMS)) return Promise.resolve({ pages: pages, sure: sure || !pages.length });
      return file("g" + shard(text, at), grams).then(function (rows) {
        var found = walk(rows, text, at), others = new Set(found.pages);
        pages = pages ? pages.filter(function (page) { return others.has(page); }) : found.pages;
        sure = sure || found.length >= text.length;
        return next();
      });
    }
    return next();
  }

  // ---- Texts: what pages say.

  // A page by its number.
  function text(page) {
    return file("t-" + index.files[index.homes[page]], readTexts).then(function (pages) { return pages[index.places[page]]; });
  }

  function readTexts(buffer) {
    return json(buffer).map(function (page) {
      return { path: page[0], title: page[1], place: page[2], year: page[3], sections: page[4].map(function (section) {
        return { id: section[0], heading: section[1], lines: section[2].split("\n").map(function (line) {
          return { text: line, forms: forms(line) };
        }) };
      }) };
    });
  }

  // How often a line has a word, in whatever spelling it has it most often.
  function times(line, word) {
    var most = 0;
    line.forms.forEach(function (text) {
      word.forms.forEach(function (sought) { most = Math.max(most, text.split(sought).length - 1); });
    });
    return most;
  }

  // The sections of a page that has all words: those with more of the words first. In each the first line with the most of
  // them, and how often any stands in it. Nothing for a page that lacks a word.
  function look(page, query) {
    var words = query.words, has = words.map(function () { return false; });
    var sections = page.sections.map(function (section, at) {
      var found = { section: section, line: null, best: 0, times: 0, at: at }, here = words.map(function () { return false; });
      section.lines.forEach(function (line) {
        var several = 0;
        words.forEach(function (word, nth) {
          var number = times(line, word);
          if (!number) return;
          several += 1;
          here[nth] = has[nth] = true;
          found.times += number;
        });
        if (several > found.best) { found.best = several; found.line = line; }
      });
      found.words = here.filter(Boolean).length;
      return found;
    }).filter(function (found) { return found.line; });
    if (!has.every(Boolean)) return [];
    return sections.sort(function (a, b) { return b.words - a.words || a.at - b.at; });
  }

  // Where words stand in a line as it is shown: begin and end of the first of each, in order, none within another.
  function places(line, query) {
    var own = [], folded = fold(line.text, own), other = own.slice(), spellings = [[folded, own], [unified(folded, other), other]].reverse();
    var found = query.words.map(function (word) {
      var here = null;
      spellings.forEach(function (form) {
        word.forms.forEach(function (sought) {
          var at = form[0].indexOf(sought);
          if (at >= 0) here = [form[1][at][0], form[1][at + sought.length - 1][1]];
        });
      });
      return here;
    }).filter(Boolean).sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return found.filter(function (one, at) { return !found.slice(0, at).some(function (before) { return before[1] > one[0]; }); });
  }

  // ---- What is shown.

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function excerpt(line, query) {
    var here = places(line, query), before = 30, after = 60, first = here[0] || [0, 0];
    var begin = Math.max(0, first[0] - before), end = Math.min(line.text.length, first[1] + after);
    // A word that the end would cut is shown whole.
    here.forEach(function (one) { if (one[0] < end) end = Math.max(end, one[1]); });
    if (/[\udc00-\udfff]/.test(line.text[begin])) begin -= 1;
    if (/[\ud800-\udbff]/.test(line.text[end - 1])) end += 1;
    var words = element("span", begin ? "…" : "", "excerpt"), at = begin;
    here.filter(function (one) { return one[0] < end; }).forEach(function (one) {
      words.appendChild(document.createTextNode(line.text.slice(at, one[0])));
      words.appendChild(element("mark", line.text.slice(one[0], one[1])));
      at = one[1];
    });
    words.appendChild(document.createTextNode(line.text.slice(at, end) + (end < line.text.length ? "…" : "")));
    return words;
  }

  function sectionItem(page, found, query) {
    var item = element("li"), link = element("a", found.section.heading || count.dataset.head);
    link.href = page.path.split("/").map(encodeURIComponent).join("/") + (found.section.id ? "#" + encodeURIComponent(found.section.id) : "");
    item.appendChild(link);
    item.appendChild(excerpt(found.line, query));
    if (found.times > 1) item.appendChild(element("span", count.dataset.times.replace("{n}", found.times - 1), "quiet"));
    return item;
  }

  function show(page, found, query) {
    var item = element("li"), head = element("h3"), sections = element("ul");
    var link = element("a", [page.place, page.year, page.title].filter(Boolean).join(" "));
    link.href = page.path.split("/").map(encodeURIComponent).join("/");
    head.appendChild(link);
    item.appendChild(head);
    found.slice(0, 3).forEach(function (one) { sections.appendChild(sectionItem(page, one, query)); });
    item.appendChild(sections);
    if (found.length > 3) {
      var rest = element("details"), others = element("ul");
      rest.appendChild(element("summary", count.dataset.sections.replace("{n}", found.length - 3)));
      found.slice(3).forEach(function (one) { others.appendChild(sectionItem(page, one, query)); });
      rest.appendChild(others);
      item.appendChild(rest);
    }
    list.appendChild(item);
    return link;
  }

  function say(words, values) {
    count.textContent = Object.keys(values || {}).reduce(function (text, name) {
      return text.replace("{" + name + "}", function () { return values[name]; });
    }, words);
  }

  var current = null;

  // Looks through the next pages that may have the text, as long as not too much must be loaded.
  function step(search, focus) {
    var shown = 0, first = null, before = focus ? letters : search.before;
    more.disabled = true;
    list.setAttribute("aria-busy", "true");
    function next() {
      var page = search.pages[search.next];
      if (search !== current || page === undefined || shown >= PAGES || letters - before > LETTERS) return Promise.resolve();
      return text(page).then(function (one) {
        if (search !== current) return null;
        var found = look(one, search.query);
        search.next += 1;
        if (found.length) {
          shown += 1;
          search.shown += 1;
          var link = show(one, found, search.query);
          first = first || link;
        }
        return next();
      });
    }
    return next().then(function () {
      if (search !== current) return;
      var left = search.pages.length - search.next;
      more.disabled = false;
      more.hidden = left === 0;
      results.hidden = search.shown === 0 && left === 0;
      var values = { q: search.words, n: search.sure ? search.pages.length : search.shown, m: search.shown, k: left };
      if (left === 0) say(search.shown ? count.dataset.all : count.dataset.none, values);
      else say(search.sure ? count.dataset.some : count.dataset.open, values);
      each(search);
      list.setAttribute("aria-busy", "false");
      window.nenpoSearch.took = performance.now() - loaded;
      if (focus && first) first.focus();
    });
  }

  // What each of several words was found in: a page may lack the one that is misspelt.
  function each(search) {
    if (search.query.words.length < 2) return;
    var list = search.query.words.filter(function (word) { return word.pages !== undefined; }).map(function (word) {
      var words = word.sure ? count.dataset.word : count.dataset.wordMost;
      return words.replace("{q}", function () { return word.text; }).replace("{n}", word.pages);
    });
    count.appendChild(element("span", list.join(count.dataset.comma), "quiet"));
  }

  // The words of what was typed: what stands in double quotes is one, and otherwise spaces of both widths part them.
  function parse(typed) {
    var words = [], quoted = /["\u201c\u201d\u201e\uff02]([^"\u201c\u201d\u201e\uff02]*)["\u201c\u201d\u201e\uff02]|(\S+)/g, one;
    while ((one = quoted.exec(typed))) {
      var text = (one[1] === undefined ? one[2] : one[1]).trim(), folded = forms(text);
      var known = words.some(function (word) { return word.forms[0] === folded[0]; });
      if (folded[0] && !known) words.push({ text: text, forms: folded });
    }
    return { words: words };
  }

  function size(word) {
    return Array.from(word.forms[0]).length;
  }

  // The pages that may have a word, in order, and whether all of them do.
  function pagesWith(word) {
    return Promise.all(word.forms.map(candidates)).then(function (all) {
      var pages = new Set();
      all.forEach(function (some) { some.pages.forEach(function (page) { pages.add(page); }); });
      return { pages: pages, sure: all.every(function (some) { return some.sure; }) };
    });
  }

  // The pages that may have all words, in order, and whether all of them do. The index knows no single letters: those are
  // sought in the pages of the other words.
  function lookup(query) {
    return start().then(function () {
      var known = query.words.filter(function (word) { return size(word) > 1; });
      return Promise.all(known.map(pagesWith)).then(function (all) {
        known.forEach(function (word, at) { word.pages = all[at].pages.size; word.sure = all[at].sure; });
        var pages = Array.from(all[0].pages).filter(function (page) {
          return all.every(function (some) { return some.pages.has(page); }) && narrowed(page);
        });
        return {
          pages: pages.sort(function (a, b) { return a - b; }),
          sure: known.length === query.words.length && all.every(function (some) { return some.sure; })
        };
      });
    });
  }

  function everywhere(words) {
    var query = { words: [{ text: words, forms: forms(words) }] };
    return lookup(query).then(function (may) {
      return Promise.all(may.pages.map(function (number) {
        return text(number).then(function (page) {
          return look(page, query).map(function (found) { return page.path + "#" + found.section.id; });
        });
      })).then(function (pages) { return { places: [].concat.apply([], pages), pages: may.pages.length, sure: may.sure }; });
    });
  }

  function find(words) {
    var query = parse(words);
    var search = current = { words: words, query: query, pages: [], sure: true, next: 0, shown: 0, before: letters };
    list.textContent = "";
    results.hidden = more.hidden = true;
    if (!query.words.length) { say(""); return Promise.resolve(); }
    if (!query.words.some(function (word) { return size(word) > 1; })) { say(count.dataset.short); return Promise.resolve(); }
    say(count.dataset.busy);
    return lookup(query).then(function (may) {
      if (search !== current) return null;
      search.pages = may.pages;
      search.sure = may.sure;
      return step(search, false);
    }).catch(function () {
      if (search === current) say(count.dataset.failed);
    });
  }

  // ---- Years and places, by which a search is narrowed.

  // Whether a page is of the year and the place chosen.
  function narrowed(page) {
    return [[form.year, index.by_year], [form.area, index.by_place]].every(function (one) {
      return !one[0] || !one[0].value || one[1].names[one[1].pages[page]] === one[0].value;
    });
  }

  // The lists get the names that the index has, and what the address says.
  function choices() {
    return start().then(function () {
      [[form.year, index.by_year], [form.area, index.by_place]].forEach(function (one) {
        var list = one[0], names = one[1].names.filter(Boolean);
        if (!list || list.options.length > 1) return;
        names.forEach(function (name) { list.appendChild(new Option(name)); });
        list.parentNode.hidden = names.length < 2;
      });
      form.year.value = part("year");
      form.area.value = part("area");
      [form.year, form.area].forEach(function (list) { if (list.selectedIndex < 0) list.value = ""; });
    });
  }

  // The words stand behind # in the address, which can be changed from a disk as well and be sent to others.
  function part(name) {
    var match = new RegExp("[?&#]" + name + "=([^&#]*)").exec(location.hash) || new RegExp("[?&]" + name + "=([^&#]*)").exec(location.search);
    try { return match ? decodeURIComponent(match[1].replace(/\+/g, " ")) : ""; } catch (error) { return ""; }
  }

  function run() {
    var words = part("q");
    if (form.q.value !== words) form.q.value = words;
    return choices().then(function () { return find(words); }, function () { say(words ? count.dataset.failed : ""); });
  }

  function go() {
    var hash = "#q=" + encodeURIComponent(form.q.value.trim());
    [form.year, form.area].forEach(function (list) { if (list.value) hash += "&" + list.name + "=" + encodeURIComponent(list.value); });
    if (location.hash === hash) run(); else location.hash = hash;
  }

  if (!window.DecompressionStream) { say(count.dataset.old); return; }
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    go();
  });
  [form.year, form.area].forEach(function (list) { list.addEventListener("change", function () { if (form.q.value.trim()) go(); }); });
  more.addEventListener("click", function () {
    var search = current;
    step(search, true).catch(function () { if (search === current) { more.disabled = false; say(count.dataset.failed); } });
  });
  window.addEventListener("hashchange", run);
  run();
})();
