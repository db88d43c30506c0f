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
        if (label) anchor.setAttribute("aria-label", label); else anchor.removeAttribute("aria-label");
        anchor.classList.remove("done");
        status.textContent = "";
      }, 2500);
    }, function () {});
  });

  // A link beside a heading is named by it, and one in a row by that of the row.
  if (words.link) document.querySelectorAll("a.anchor:not([aria-label])").forEach(function (anchor) {
    var heading = (anchor.closest("tr") || anchor.parentNode).querySelector("h2, h3, h4, h5, th");
    if (heading) anchor.setAttribute("aria-label", words.link.split("{label}").join(heading.textContent.trim()));
  });

  // What another page writes to show the drawing, where this page knows its own address.
  var here = document.documentElement.dataset.address;
  if (words.embed && here) document.querySelectorAll("[data-what]").forEach(function (cite) {
    var drawing = cite.parentNode.querySelector("a[data-drawing]"), code = document.createElement("code"), line = document.createElement("p");
    code.textContent = '<img src="' + new URL(drawing.getAttribute("href"), here) + '" alt="' + cite.dataset.what.replace(/&/g, "&amp;").replace(/"/g, "&quot;") + '">';
    line.className = "cite";
    line.append(words.embed, code);
    cite.after(line);
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
})();
