// Opens a page that is under a cipher, and lets its reader write notes. Nothing leaves the page but what is saved by hand.
(function () {
  "use strict";
  var about = JSON.parse(document.getElementById("share").textContent);
  var words = about.words;
  var main = document.getElementById("main");
  var memory = "nenpo-share " + about.edition;

  // ---- the lock ----

  function say(name) {
    document.querySelectorAll("#messages > *").forEach(function (message) { message.hidden = message.id !== "say-" + name; });
  }

  function bytes(text) {
    return Uint8Array.from(atob(text), function (c) { return c.charCodeAt(0); });
  }

  // Width, case, spaces, hyphens and points make no difference, and syllables may be written as they are read over the
  // telephone, in hiragana or katakana; the program that sealed the page does the same.
  function folded(passphrase) {
    var plain = passphrase.normalize("NFKC").replace(/[\s\u0085\-\u2010-\u2015\u2212\u30fb\u00b7]/g, "");
    plain = plain.replace(/[A-Z]/g, function (c) { return c.toLowerCase(); });
    var letters = Array.from(plain, function (c) {
      var hiragana = /[\u30a1-\u30f6]/.test(c) ? String.fromCharCode(c.charCodeAt(0) - 0x60) : c;
      return about.kana[hiragana] || (/[a-z]/.test(c) ? c : null);
    });
    return new TextEncoder().encode(letters.indexOf(null) < 0 ? letters.join("") : plain);
  }

  // The key in the page that a passphrase unwraps; null when it unwraps none.
  async function contentKey(sealed, passphrase) {
    var subtle = crypto.subtle, open = new TextEncoder().encode(sealed.open);
    var secret = await subtle.importKey("raw", folded(passphrase), "PBKDF2", false, ["deriveKey"]);
    // Every recipient has a salt and a key. All are tried at once, so that nobody waits for the others.
    var found = await Promise.all(sealed.keys.map(async function (slot) {
      var rule = { name: "PBKDF2", hash: "SHA-256", salt: bytes(slot.salt), iterations: sealed.rounds };
      var wrapping = await subtle.deriveKey(rule, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
      try {
        return await subtle.decrypt({ name: "AES-GCM", iv: bytes(slot.nonce), additionalData: open }, wrapping, bytes(slot.key));
      } catch (other) { return null; /* It is another recipient's. */ }
    }));
    return found.find(function (key) { return key; }) || null;
  }

  async function unseal(sealed, raw) {
    var rule = { name: "AES-GCM", iv: bytes(sealed.nonce), additionalData: new TextEncoder().encode(sealed.open) };
    var key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
    var packed = await crypto.subtle.decrypt(rule, key, bytes(sealed.data));
    var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    var content = JSON.parse(await new Response(stream).text());
    // What stands around the cipher must say the same as what is in it.
    if (["id", "until", "edition"].some(function (name) { return content[name] !== about[name]; })) throw new Error("altered");
    return content;
  }

  // Opens for good, or says why not. The day counts that is under the cipher.
  function opened(content) {
    if (content.until < today()) return say("ended");
    show(content);
  }

  function show(content) {
    var style = document.createElement("style");
    style.textContent = content.style;
    document.head.insertBefore(style, document.querySelector("style"));
    // The title stays what it is: browsers keep titles in their history.
    document.documentElement.dataset.running = content.running;
    main.innerHTML = content.body;
    read();
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView();
    else main.focus();
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (n) { return String(n).padStart(2, "0"); }).join("-");
  }

  function remembered() {
    try { return sessionStorage.getItem(memory); } catch (refused) { return null; }
  }

  function lock(element) {
    if (!window.crypto || !crypto.subtle) return say(window.isSecureContext === false ? "insecure" : "old");
    if (!window.DecompressionStream) return say("old");
    var sealed;
    try { sealed = JSON.parse(element.textContent); } catch (broken) { return say("damaged"); }
    // What the keys prove; a page that says another day beside it was altered.
    if (sealed.open !== "nenpo-share 2 " + about.id + " " + about.until) return say("damaged");
    if (about.until < today()) return say("ended");
    var form = document.getElementById("lock-form"), field = document.getElementById("passphrase");
    say("");
    form.hidden = false;
    document.getElementById("show").addEventListener("change", function (event) {
      field.type = event.target.checked ? "text" : "password";
    });
    form.addEventListener("submit", async function (event) {
      event.preventDefault();
      say("busy");
      var raw = null;
      try { raw = await contentKey(sealed, field.value); } catch (broken) { return say("damaged"); }
      if (!raw) {
        say("wrong");
        return field.select();
      }
      try {
        var content = await unseal(sealed, raw);
        if (document.getElementById("remember").checked) {
          sessionStorage.setItem(memory, btoa(String.fromCharCode.apply(null, new Uint8Array(raw))));
        }
        opened(content);
      } catch (broken) { say("damaged"); }
    });
    if (remembered()) unseal(sealed, bytes(remembered())).then(opened, function () { sessionStorage.removeItem(memory); });
    else field.focus();
  }

  // ---- notes ----

  var notes = [], saved = true, bar;

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function cut(text, length) { return Array.from(text).slice(0, length).join(""); }

  // What a place says: the program reads its own pages in the same way to find the place again.
  function said(element) {
    if (!element) return "";
    var copy = element.cloneNode(true);
    copy.querySelectorAll(".no-print, .order, .note, svg, button").forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // What a place is called: its heading or its first cell; those alike are numbered.
  var labels = {};
  function labelOf(target) {
    var label = said(target.querySelector("h1, h2, h3, h4, h5, dt, th, td")) || cut(said(target), 20);
    labels[label] = (labels[label] || 0) + 1;
    return labels[label] > 1 ? label + " " + labels[label] : label;
  }

  function beside(element, side) {
    if (!/^(TR|LI)$/.test(element.tagName)) return "";
    do { element = element[side]; } while (element && element.classList.contains("note"));
    return cut(said(element), 40);
  }

  function place(target, box) {
    if (target.tagName === "LI") return target.appendChild(box);
    var head = target.tagName === "SECTION" && target.querySelector(".section-head");
    (head || target).after(box);
  }

  function add(target, old) {
    var article = target.closest("article");
    var note = old || {
      id: Array.from(crypto.getRandomValues(new Uint8Array(8)), function (b) { return b.toString(16).padStart(2, "0"); }).join(""),
      date: today(),
      page: article.dataset.page,
      anchor: target.id.slice(article.id.length + 1),
      quote: { exact: cut(said(target), 300), before: beside(target, "previousElementSibling"), after: beside(target, "nextElementSibling") },
      note: "",
    };
    var row = target.tagName === "TR";
    var box = make(row ? "tr" : "div", "note"), inner = row ? box.appendChild(make("td")) : box;
    if (row) inner.colSpan = target.cells.length;
    var label = inner.appendChild(make("label", "", words.note_label));
    var area = label.appendChild(make("textarea", "no-print"));
    var paper = inner.appendChild(make("p", "print-only"));
    var remove = inner.appendChild(make("button", "no-print", words.note_remove));
    area.value = paper.textContent = note.note;
    remove.type = "button";
    area.addEventListener("input", function () {
      note.note = paper.textContent = area.value;
      changed();
    });
    remove.addEventListener("click", function () {
      notes.splice(notes.indexOf(note), 1);
      box.remove();
      changed();
    });
    notes.push(note);
    place(target, box);
    changed();
    return area;
  }

  function written() { return notes.filter(function (note) { return note.note.trim(); }); }

  function changed() {
    saved = written().length === 0;
    bar.count.textContent = words.note_count.replace("{n}", written().length);
    bar.classList.toggle("empty", notes.length === 0);
    bar.save.disabled = saved;
  }

  function save() {
    var order = written().map(function (note) { return [note, document.getElementById(idOf(note))]; });
    order.sort(function (a, b) { return a[1] && b[1] && a[1].compareDocumentPosition(b[1]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1; });
    var file = {
      format: "nenpo-notes", version: 1, share: about.id, edition: about.edition, name: bar.name.value.trim(),
      notes: order.map(function (pair) { return pair[0]; }),
    };
    var link = make("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = about.id + "-notes-" + today() + ".json";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    saved = true;
    bar.count.textContent = words.note_saved.replace("{name}", link.download);
  }

  function idOf(note) { return note.page.replace(/\.html$/, "") + ":" + note.anchor; }

  async function load(file) {
    var lost = 0, found = 0;
    try {
      var old = JSON.parse(await file.text());
      if (old.format !== "nenpo-notes" || old.version !== 1) throw new Error("format");
      old.notes.forEach(function (note) {
        var target = document.getElementById(idOf(note));
        if (notes.some(function (own) { return own.id === note.id; })) return;
        if (target) add(target, note); else lost += 1;
        found += 1;
      });
      bar.name.value = bar.name.value || old.name || "";
      bar.count.textContent = (lost ? words.note_lost : words.note_loaded).replace("{n}", found - lost).replace("{m}", lost);
    } catch (broken) { bar.count.textContent = words.note_not_loaded; }
  }

  function read() {
    bar = make("aside", "note-bar no-print");
    bar.setAttribute("aria-label", words.note_label);
    bar.count = bar.appendChild(make("output"));
    var name = bar.appendChild(make("label", "name", words.note_name));
    bar.name = name.appendChild(make("input"));
    bar.save = bar.appendChild(make("button", "save", words.note_save));
    bar.save.addEventListener("click", save);
    var more = bar.appendChild(make("label", "button", words.note_load)), file = more.appendChild(make("input", "visually-hidden"));
    file.type = "file";
    file.accept = ".json,application/json";
    file.addEventListener("change", function () { if (file.files[0]) load(file.files[0]); file.value = ""; });
    if (document.getElementById("sealed")) {
      bar.appendChild(make("button", "", words.lock_close)).addEventListener("click", function () {
        try { sessionStorage.removeItem(memory); } catch (refused) { /* Nothing was kept. */ }
        location.reload();
      });
    }
    main.after(bar);
    changed();
    main.querySelectorAll("article[data-page] a.anchor").forEach(function (anchor) {
      var target = document.getElementById(decodeURIComponent(anchor.getAttribute("href").slice(1)));
      if (!target) return;
      var button = make("button", "note-button no-print", words.note_write);
      button.type = "button";
      button.setAttribute("aria-label", words.note_write_at.replace("{label}", labelOf(target)));
      button.addEventListener("click", function () {
        var area = add(target);
        area.focus();
        area.scrollIntoView({ block: "center" });
      });
      anchor.after(button);
    });
    window.addEventListener("beforeunload", function (event) { if (!saved) event.preventDefault(); });
  }

  var sealed = document.getElementById("sealed");
  if (sealed) lock(sealed);
  else read();
})();
