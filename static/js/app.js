// Small things that make the complete pages quicker to use. Nothing here is needed to read or to write.
"use strict";

(function () {
  // Asked for each time: Back and Forward replace the whole body, the panel with it.
  function findPanel() {
    return document.getElementById("panel");
  }

  let opener = null;

  function openPanel(address, from) {
    const panel = findPanel();
    if (!panel || !window.htmx) {
      window.location.assign(address);
      return;
    }
    opener = from || document.activeElement;
    rememberPanel(address);
    window.htmx
      .ajax("GET", address, { target: panel, swap: "innerHTML", headers: { "X-Panel": "1" } })
      .catch(function () {
        window.location.assign(address);
      });
  }

  function closePanel() {
    const panel = findPanel();
    if (!panel || !panel.hasChildNodes()) return;
    panel.replaceChildren();
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    rememberPanel(null);
  }

  // The open panel is part of the page's address, so that Back, Forward and a reload open it again.
  function rememberPanel(address) {
    const here = new URL(window.location.href);
    const wanted = address && new URL(address, here);
    if (wanted) here.searchParams.set("panel", wanted.pathname + wanted.search);
    else here.searchParams.delete("panel");
    window.history.replaceState(window.history.state, "", here);
  }

  function rememberedLink() {
    const address = new URL(window.location.href).searchParams.get("panel");
    // Only what the page itself offers: an address alone must not choose what the panel loads.
    return address && document.querySelector('#main a[data-panel][href="' + CSS.escape(address) + '"]');
  }

  // A chart offers what its list has not come to yet.
  function offeredByChart() {
    const address = new URL(window.location.href).searchParams.get("panel");
    return address && window.tracker.offers && window.tracker.offers(address) ? address : null;
  }

  function restorePanel() {
    const link = rememberedLink();
    if (link) openPanel(link.getAttribute("href"), link);
    else if (offeredByChart()) openPanel(offeredByChart(), document.querySelector("[data-timeline]"));
  }

  function isPlainClick(event) {
    return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  }

  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-close-panel]")) {
      event.preventDefault();
      closePanel();
      return;
    }
    const link = event.target.closest("a[data-panel]");
    if (link && isPlainClick(event) && findPanel()) {
      event.preventDefault();
      openPanel(link.getAttribute("href"), link);
    }
  });

  document.addEventListener("keydown", function (event) {
    const panel = findPanel();
    if (event.key === "Escape" && panel && panel.hasChildNodes()) closePanel();
  });

  document.addEventListener("htmx:configRequest", function (event) {
    const address = new URL(window.location.href).searchParams.get("panel");
    if (address && event.target.id === "filter-form") event.detail.parameters.panel = address;
  });

  // A sentence that the filter has taken out of the list does not stay beside it.
  document.addEventListener("htmx:afterSettle", function (event) {
    const panel = findPanel();
    if (panel && event.target.id === "results" && panel.hasChildNodes() && !rememberedLink() && !offeredByChart()) closePanel();
  });

  document.addEventListener("htmx:historyRestore", restorePanel);
  if (document.readyState === "complete") restorePanel();
  else document.addEventListener("DOMContentLoaded", restorePanel);

  document.addEventListener("htmx:afterSwap", function (event) {
    const panel = findPanel();
    if (!panel || event.target !== panel) return;
    const heading = panel.querySelector("[data-panel-heading]");
    if (heading) heading.focus({ preventScroll: true });
    panel.scrollTop = 0;
  });

  // An answer that is not a fragment (error, lost session) must not vanish without a word.
  document.addEventListener("htmx:responseError", function (event) {
    say(document.body.dataset.failed);
    if (event.detail.xhr.status === 403) window.location.reload();
  });
  document.addEventListener("htmx:sendError", function () {
    say(document.body.dataset.offline);
  });

  function say(words) {
    const place = document.getElementById("say");
    if (!place || !words) return;
    place.textContent = words;
    place.hidden = false;
    window.setTimeout(function () {
      place.hidden = true;
    }, 8000);
  }

  // Shown only where the browser can copy; asked for again after Back, which replaces the body.
  function showCopying() {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) button.hidden = false;
  }

  document.addEventListener("click", function (event) {
    const button = event.target instanceof Element && event.target.closest("[data-copy], [data-copy-from]");
    if (!button) return;
    const words = document.getElementById(button.dataset.copyFrom || "");
    const address = new URL(button.dataset.copy || window.location.href, window.location.href).href;
    navigator.clipboard.writeText(words ? words.textContent.trim() : address);
    say(button.dataset.copied);
  });
  document.addEventListener("htmx:historyRestore", showCopying);
  showCopying();

  // An address says what was asked for and nothing else.
  document.addEventListener("htmx:configRequest", function (event) {
    const sent = event.detail.formData;
    if (event.detail.verb !== "get") return;
    for (const [name, value] of [...sent.entries()]) if (value === "") sent.delete(name);
  });

  window.tracker = { openPanel: openPanel };
})();
