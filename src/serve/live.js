// In previews only: a page that follows its sources, and tells what is to be mended.
"use strict";
(() => {
  let revision = null, panel = null;
  const show = text => {
    panel?.remove();
    panel = null;
    if (!text) return;
    panel = document.createElement("aside");
    panel.id = "nenpo-news";
    panel.setAttribute("aria-live", "polite");
    panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;z-index:99;padding:1rem;"
      + "background:#fff;color:#1a1a1a;border-block-start:4px solid #c0392b;font:14px/1.6 monospace;white-space:pre-wrap";
    const close = document.createElement("button");
    close.textContent = "×";
    close.style.cssText = "position:sticky;float:inline-end;inset-block-start:0;font-size:1.25rem;padding:0 .5rem";
    close.addEventListener("click", () => { panel?.remove(); panel = null; });
    panel.append(close, text);
    document.body.append(panel);
  };
  const tell = ({ data }) => {
    const told = JSON.parse(data);
    if (revision !== null && told.revision !== revision) return location.reload();
    revision = told.revision;
    show(told.text);
  };
  // All pages listen to one stream. A browser without workers for several pages opens one for each page that is looked at.
  let leave = null;
  const listen = () => {
    if (leave || !(window.SharedWorker || document.visibilityState === "visible")) return;
    if (window.SharedWorker) {
      const { port } = new SharedWorker("/_nenpo/news.js");
      port.addEventListener("message", tell);
      port.start();
      leave = () => { port.postMessage("leaves"); port.close(); };
    } else {
      const news = new EventSource("/_nenpo/news");
      news.addEventListener("message", tell);
      leave = () => news.close();
    }
  };
  const stop = () => { leave?.(); leave = null; };
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", () => window.SharedWorker || document.visibilityState === "visible" ? listen() : stop());
  listen();
})();
