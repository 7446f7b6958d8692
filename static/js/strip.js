// The strip of counts above a timeline: a click or a drag sets the days of the filter. And whatever else narrows the
// filter's form without its fields being touched.
"use strict";

(function () {
  const SLIP = 4; // px that a click may move
  const CARRIED = ["lanes", "lane"]; // parameters that have no field of their own in the form
  let asked = null; // what the next request of the form is to carry
  let drag = null;

  // Sets days (YYYY-MM) and lane (null: as it is) through the form, so that the page's own way of filtering does the rest.
  function narrow({ from, to, lane }) {
    const form = document.getElementById("filter-form");
    document.dispatchEvent(new CustomEvent("tracker:narrow"));
    if (!form || !window.htmx || !form.elements.from) {
      const address = new URL(window.location.href);
      address.searchParams.set("from", from);
      address.searchParams.set("to", to);
      if (lane) address.searchParams.set("lane", lane);
      window.location.assign(address);
      return;
    }
    form.elements.from.value = from;
    form.elements.to.value = to;
    asked = lane ? { lane: lane } : {};
    window.htmx.trigger(form, "submit");
  }

  document.addEventListener("htmx:configRequest", function (event) {
    if (event.target.id !== "filter-form") return;
    const sent = event.detail.formData;
    const here = new URL(window.location.href).searchParams;
    for (const name of CARRIED) {
      const value = (asked && asked[name]) || here.get(name);
      if (value) sent.set(name, value);
      else sent.delete(name);
    }
    const range = window.tracker.zoomNow && window.tracker.zoomNow();
    if (range) sent.set("zoom", range.join(".."));
    else sent.delete("zoom");
    asked = null;
  });

  // --- the brush ------------------------------------------------------------------------------------------------------

  function shareOf(svg, event) {
    const box = svg.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  }

  function barAt(strip, share) {
    const bars = [...strip.querySelectorAll("a")];
    const inside = bars.filter((bar) => Number(bar.querySelector(".catch").getAttribute("x")) <= share * 1000);
    return inside[inside.length - 1] || bars[0];
  }

  document.addEventListener("pointerdown", function (event) {
    const svg = event.target instanceof Element && event.target.closest(".strip svg:first-child");
    if (svg && event.button === 0) drag = { svg: svg, from: shareOf(svg, event), x: event.clientX, moved: false };
  });

  document.addEventListener("pointermove", function (event) {
    if (!drag || !drag.svg.isConnected) return;
    drag.moved = drag.moved || Math.abs(event.clientX - drag.x) > SLIP;
    if (!drag.moved) return;
    const to = shareOf(drag.svg, event);
    const brush = drag.svg.querySelector(".brush");
    brush.setAttribute("x", Math.min(drag.from, to) * 1000);
    brush.setAttribute("width", Math.abs(to - drag.from) * 1000);
  });

  document.addEventListener("pointerup", function (event) {
    const done = drag;
    drag = null;
    if (!done || !done.moved || !done.svg.isConnected) return;
    const ends = [done.from, shareOf(done.svg, event)].sort((a, b) => a - b);
    const [first, last] = ends.map((share) => barAt(done.svg, share));
    done.svg.querySelector(".brush").setAttribute("width", 0);
    // The click that follows is the drag's own.
    done.svg.addEventListener("click", stop, { capture: true, once: true });
    window.setTimeout(() => done.svg.removeEventListener("click", stop, { capture: true }), 50);
    narrow({ from: first.dataset.from, to: last.dataset.to, lane: null });
  });

  document.addEventListener("pointercancel", () => (drag = null));
  document.addEventListener("dragstart", (event) => event.target instanceof Element && event.target.closest(".strip") && event.preventDefault());

  function stop(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("click", function (event) {
    const bar = event.target instanceof Element && event.target.closest(".strip svg a");
    if (!bar || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!document.getElementById("filter-form")) return;
    event.preventDefault();
    narrow({ from: bar.dataset.from, to: bar.dataset.to, lane: null });
  });

  document.addEventListener("keydown", function (event) {
    const bar = event.target instanceof Element && event.target.closest(".strip svg a");
    if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
    const bars = [...bar.parentNode.querySelectorAll("a")];
    const at = bars.indexOf(bar);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (to === undefined || !bars[to]) return;
    event.preventDefault();
    bar.setAttribute("tabindex", "-1");
    bars[to].setAttribute("tabindex", "0");
    bars[to].focus();
  });

  window.tracker.narrow = narrow;
})();
