// The list of a timeline as one stop of the Tab key: arrows, j and k, Home and End go from entry to entry. And the place
// where one was, so that Back leads there again.
"use strict";

(function () {
  const WAIT = 200; // ms after the last scrolling
  let waiting = 0;

  function entries() {
    return [...document.querySelectorAll("#results #list [data-entry]")];
  }

  function linkOf(entry) {
    return entry.querySelector("a[data-panel]");
  }

  // Of all entries only the current one's links are stops.
  function setCurrent(current) {
    for (const entry of entries()) {
      for (const link of entry.querySelectorAll("a")) {
        if (entry === current) link.removeAttribute("tabindex");
        else link.setAttribute("tabindex", "-1");
      }
    }
  }

  function begin() {
    const all = entries();
    if (!all.length) return;
    const focused = document.activeElement && document.activeElement.closest("[data-entry]");
    setCurrent(focused && all.includes(focused) ? focused : all.find((one) => linkOf(one) && !linkOf(one).hasAttribute("tabindex")) || all[0]);
    for (const words of document.querySelectorAll("[data-keys]")) words.hidden = false;
  }

  function moves(all, at, key) {
    return { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: all.length - 1 }[key];
  }

  document.addEventListener("keydown", function (event) {
    const entry = event.target instanceof Element && event.target.closest("#list [data-entry]");
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = entries();
    const to = moves(all, all.indexOf(entry), event.key);
    if (to === undefined) return;
    event.preventDefault();
    if (!all[to]) {
      const more = to >= all.length && document.querySelector("#more a");
      if (more) more.focus();
      return;
    }
    setCurrent(all[to]);
    linkOf(all[to]).focus();
    all[to].scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("focusin", function (event) {
    const entry = event.target instanceof Element && event.target.closest("#list [data-entry]");
    if (entry) setCurrent(entry);
  });

  // --- more of the list -----------------------------------------------------------------------------------------------

  document.addEventListener("htmx:afterSettle", function (event) {
    begin();
    const more = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (!(more instanceof Element) || !more.matches("[data-more]")) return;
    const address = new URL(window.location.href);
    address.searchParams.set("rows", entries().length);
    window.history.replaceState(window.history.state, "", address);
  });

  // The first of the new entries takes the focus that the link had.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "more") return;
    const before = entries().length;
    document.addEventListener(
      "htmx:afterSettle",
      function () {
        const first = entries()[before];
        if (first) linkOf(first).focus({ preventScroll: true });
      },
      { once: true },
    );
  });

  // --- where one was --------------------------------------------------------------------------------------------------

  function keyNow() {
    const here = new URL(window.location.href);
    for (const name of ["panel", "zoom", "rows"]) here.searchParams.delete(name);
    return "place " + here.pathname + here.search;
  }

  function save() {
    if (!document.querySelector("[data-entry]")) return;
    const entry = document.activeElement && document.activeElement.closest("[data-entry]");
    const kept = read(keyNow());
    const place = { y: window.scrollY, entry: entry ? entry.dataset.entry : kept && kept.entry };
    try {
      window.sessionStorage.setItem(keyNow(), JSON.stringify(place));
    } catch {
      // Full or forbidden: Back then leads to the top.
    }
  }

  function read(key) {
    try {
      return JSON.parse(window.sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function restore() {
    begin();
    const place = read(keyNow());
    if (!place) return;
    const entry = place.entry && document.querySelector('[data-entry="' + CSS.escape(place.entry) + '"]');
    const panel = document.getElementById("panel");
    if (entry && !(panel && panel.contains(document.activeElement))) {
      setCurrent(entry);
      linkOf(entry).focus({ preventScroll: true });
    }
    window.scrollTo({ top: place.y, behavior: "instant" });
  }

  function saveSoon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, WAIT);
  }

  window.addEventListener("scroll", saveSoon, { passive: true });
  document.addEventListener("focusin", saveSoon);
  document.addEventListener("htmx:beforeHistorySave", function () {
    window.clearTimeout(waiting);
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt instanceof Element && event.detail.elt.closest("#filter-form, #results")) save();
  });
  window.addEventListener("pagehide", save);
  document.addEventListener("htmx:historyRestore", restore);
  const [load] = performance.getEntriesByType("navigation");
  if (load && load.type === "back_forward") restore();
  else begin();
})();
