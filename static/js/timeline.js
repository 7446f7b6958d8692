// Draws a timeline from the columns that the server wrote into the page, and asks for more of it when one zooms in where
// it only counts. The list below says the same in words.
"use strict";

(function () {
  const charts = window.tracker.charts;
  const { isoDay, makeScale, mergeBubbles } = window.tracker.places;
  const { makeLayout, makeTraces } = window.tracker.traces;
  const DAY = 864e5;
  const SPANS = { year: 3, quarter: 1, month: 0.4 }; // years in view
  const PATIENCE = 250; // ms after the last movement
  const NO_FILTER = ["panel", "rows", "after", "zoom"];
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  let range = null; // the days in view; null: all. Kept while filters swap the data
  let fetched = null; // {key, data}: what the server said of the days in view
  let asking = null; // the request under way
  let waiting = 0;

  function figureNow() {
    return document.querySelector("[data-timeline]");
  }

  function baseOf(figure) {
    return charts.readData(figure.dataset.timeline);
  }

  // What is drawn: the days in view where they were asked for, else everything that came with the page.
  function dataOf(figure) {
    return fetched && fetched.key === keyNow(figure) ? fetched.data : baseOf(figure);
  }

  function daysOf(data) {
    return data.marks.concat(data.bubbles).flatMap((one) => [one.from, one.to]).sort();
  }

  function spread(data) {
    // All marks with some room, and today when it is near.
    const days = daysOf(data);
    const first = +new Date(days[0]);
    let last = +new Date(days[days.length - 1]);
    const today = +new Date(data.today);
    if (!data.aligned && today > last && today - last < 3 * 365 * DAY) last = today;
    const room = Math.max((last - first) * 0.04, 60 * DAY);
    return [isoDay(first - room), isoDay(last + room)];
  }

  function draw(figure) {
    const base = baseOf(figure);
    if (!base || !base.count) return;
    const colours = charts.palette();
    const shown = range || spread(base);
    const column = figure.clientWidth < 560 ? 88 : 148;
    const scale = makeScale(shown, figure.clientWidth - column - 12);
    const data = mergeBubbles(dataOf(figure), scale);
    const traces = makeTraces(data, scale, colours);
    window.Plotly.react(figure, traces, makeLayout(data, colours, figure, shown, column), charts.options).then(() => bind(figure));
    figure.drawnData = data;
    if (range && base.mode === "bubbles" && !(fetched && fetched.key === keyNow(figure))) ask(figure);
    else if (range && !inView(data)) say("empty");
    else if (!asking) say("");
  }

  function inView(data) {
    return data.marks.concat(data.bubbles).some((one) => one.to >= range[0] && one.from <= range[1]);
  }

  // --- the days in view, from the server ------------------------------------------------------------------------------

  function keyNow(figure) {
    const here = new URL(window.location.href);
    for (const name of NO_FILTER) here.searchParams.delete(name);
    if (figure.dataset.scope) here.searchParams.set("scope", figure.dataset.scope);
    if (range) here.searchParams.set("zoom", range.join(".."));
    return figure.dataset.source + here.search;
  }

  function ask(figure) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => load(figure), PATIENCE);
  }

  function load(figure) {
    const key = keyNow(figure);
    if (asking) asking.abort();
    const mine = (asking = new AbortController());
    say("loading");
    window
      .fetch(key, { signal: mine.signal, headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error("failed"))))
      .then(function (data) {
        asking = null;
        fetched = { key: key, data: data };
        say("");
        if (figure.isConnected) draw(figure);
      })
      .catch(function (error) {
        if (error.name === "AbortError") return;
        asking = null;
        say(error.message === "failed" || error instanceof SyntaxError ? "failed" : "offline");
      });
  }

  function say(what) {
    const place = document.querySelector(".chart-state");
    if (!place) return;
    place.hidden = !what;
    place.querySelector("span").textContent = what ? place.dataset[what] : "";
    place.querySelector("[data-retry]").hidden = !["failed", "offline", "broken"].includes(what);
  }

  // --- marks and entries are twins ------------------------------------------------------------------------------------

  function bind(figure) {
    figure.classList.add("drawn");
    if (figure.dataset.bound) return;
    figure.dataset.bound = "1";
    figure.on("plotly_click", function (event) {
      const point = event.points.find((one) => one.customdata);
      if (!point) return;
      if (point.customdata[2]) openBubble(figure, point.customdata);
      else window.tracker.openPanel(point.customdata[0], twin(point.customdata[1]) || figure);
    });
    figure.on("plotly_hover", (event) => light(event.points[0]));
    figure.on("plotly_unhover", () => light(null));
    figure.on("plotly_relayout", function (event) {
      const first = event["xaxis.range[0]"];
      if (!first) return;
      remember([first.slice(0, 10), event["xaxis.range[1]"].slice(0, 10)]);
      charts.draw(figure);
    });
    if (document.activeElement) halo(document.activeElement.closest("[data-entry]"));
  }

  function twin(id) {
    return document.querySelector('#results [data-entry="' + CSS.escape(id) + '"] a[data-panel]');
  }

  function light(point) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!point || !point.customdata || !point.customdata[1]) return;
    const link = twin(point.customdata[1]);
    if (link) link.closest("[data-entry]").classList.add("lit");
  }

  // Rings the mark, or the bubble that counts it, of an entry of the list.
  function halo(entry) {
    const figure = figureNow();
    if (!figure || !figure.drawnData || !figure.data) return;
    const number = figure.data.findIndex((trace) => trace.uid === "halo");
    const place = entry && placeOf(figure.drawnData, entry);
    if (number < 0) return;
    window.Plotly.restyle(figure, { x: [place ? [place[0]] : []], y: [place ? [place[1]] : []] }, [number]);
  }

  function placeOf(data, entry) {
    const mark = data.marks.find((one) => one.id === entry.dataset.entry);
    if (mark) return [mark.middle, mark.y];
    const day = entry.dataset.day;
    const rest = data.lanes.some((lane) => lane.key === entry.dataset.lane) ? entry.dataset.lane : "*";
    const bubble = data.bubbles.find((one) => one.lane === rest && one.from <= day && day <= one.to);
    return bubble && [bubble.middle, bubble.row];
  }

  // A bubble narrows the page to its lane and days; on an aligned axis, which has none, it is zoomed in on.
  function openBubble(figure, [, , lane, from, to]) {
    if (figure.drawnData.aligned) {
      show(+new Date(from), +new Date(to));
      return;
    }
    const scopes = new URL(window.location.href).searchParams.getAll("with");
    window.tracker.narrow({ from: from.slice(0, 7), to: to.slice(0, 7), lane: lane === "*" || scopes.length ? null : lane });
  }

  // --- zoom, kept in the address --------------------------------------------------------------------------------------

  function remember(value) {
    range = value;
    const address = new URL(window.location.href);
    if (value) address.searchParams.set("zoom", value.join(".."));
    else address.searchParams.delete("zoom");
    window.history.replaceState(window.history.state, "", address);
  }

  function show(first, last) {
    remember([isoDay(first), isoDay(last)]);
    redraw();
  }

  function redraw() {
    document.querySelectorAll("[data-timeline]").forEach(charts.draw);
  }

  function rangeNow(figure) {
    return figure.layout.xaxis.range.map((day) => +new Date(day));
  }

  function zoom(how) {
    const figure = figureNow();
    if (!figure || !figure.layout) return;
    if (how === "fit") {
      remember(null);
      redraw();
      return;
    }
    const half = (SPANS[how] * 365.25 * DAY) / 2;
    const middle = findMiddle(figure);
    show(middle - half, middle + half);
  }

  function scaleBy(factor) {
    const figure = figureNow();
    if (!figure || !figure.layout) return;
    const [first, last] = rangeNow(figure);
    const half = Math.max(((last - first) * factor) / 2, 10 * DAY);
    show((first + last) / 2 - half, (first + last) / 2 + half);
  }

  function pan(way) {
    const figure = figureNow();
    if (!figure || !figure.layout) return;
    const [first, last] = rangeNow(figure);
    const step = ((last - first) / 4) * way;
    show(first + step, last + step);
  }

  // From the whole view one comes to the newest that has happened, later one stays where one is.
  function findMiddle(figure) {
    const [first, last] = rangeNow(figure);
    if (range) return (first + last) / 2;
    const data = figure.drawnData;
    const happened = data.marks.filter((mark) => mark.shape === "happened");
    const past = data.bubbles.filter((one) => one.from <= data.today);
    const rows = [happened, past, data.marks, data.bubbles].find((some) => some.length);
    return Math.max(...rows.map((one) => +new Date(one.middle)));
  }

  function readZoom() {
    const asked = new URL(window.location.href).searchParams.get("zoom") || "";
    const found = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(asked);
    range = found && found[1] < found[2] && !Number.isNaN(+new Date(found[1])) && !Number.isNaN(+new Date(found[2])) ? [found[1], found[2]] : null;
  }

  const KEYS = {
    0: () => zoom("fit"), 1: () => zoom("year"), 2: () => zoom("quarter"), 3: () => zoom("month"),
    "+": () => scaleBy(0.5), "=": () => scaleBy(0.5), "-": () => scaleBy(2), ArrowLeft: () => pan(-1), ArrowRight: () => pan(1),
  };

  document.addEventListener("keydown", function (event) {
    const inside = event.target instanceof Element && event.target.closest(".chart") && !event.target.closest(".strip");
    if (!inside || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("[data-zoom], [data-pan], [data-retry]");
    if (!button) return;
    if (button.dataset.zoom) zoom(button.dataset.zoom);
    else if (button.dataset.pan) pan(Number(button.dataset.pan));
    else if (window.Plotly) load(figureNow());
    else charts.reload();
  });
  for (const type of ["focusin", "mouseover"]) {
    document.addEventListener(type, function (event) {
      const entry = event.target instanceof Element && event.target.closest("[data-entry]");
      if (entry) halo(entry);
    });
  }
  document.addEventListener("htmx:historyRestore", function () {
    readZoom();
    redraw();
  });
  document.addEventListener("tracker:broken", () => say("broken"));
  document.addEventListener("tracker:narrow", () => remember(null));

  window.tracker.offers = (address) => [figureNow()].some((figure) => figure && baseOf(figure).marks.some((mark) => mark.address === address));
  window.tracker.zoomNow = () => range;
  window.tracker.isStill = () => STILL.matches;
  readZoom();
  charts.add("[data-timeline]", draw);
})();
