// In previews only: one stream of news for all open pages. A browser opens no more than six connections to a server, and a
// stream holds one of them for as long as it is open.
"use strict";
(() => {
  const pages = new Set();
  let last = null;
  self.addEventListener("connect", ({ ports: [page] }) => {
    pages.add(page);
    // A page says that it goes; one that comes back out of the browser's memory connects anew.
    page.addEventListener("message", () => pages.delete(page));
    page.start();
    if (last !== null) page.postMessage(last);
  });
  new EventSource("/_nenpo/news").addEventListener("message", ({ data }) => {
    last = data;
    for (const page of pages) page.postMessage(data);
  });
})();
