// Draws a timeline from the columns that the server wrote into the page. The list below it says the same in words.
"use strict";

(function () {
  const ROW = 30;
  const SYMBOLS = { happened: "circle", planned: "diamond-open", possible: "circle-open", cancelled: "x-thin-open" };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let range = null; // kept while filters swap the data

  function figures() {
    return document.querySelectorAll("[data-timeline]");
  }

  function readData(figure) {
    const holder = document.getElementById(figure.dataset.timeline);
    return holder ? JSON.parse(holder.textContent) : null;
  }

  function colour(name) {
    // light-dark() is resolved by the browser only on a real property.
    const probe = document.createElement("i");
    probe.className = "colour-" + name;
    probe.hidden = true;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  function palette() {
    const found = { hues: [] };
    for (let i = 0; i < 8; i += 1) found.hues.push(colour("hue-" + i));
    for (const name of ["ink", "ink-2", "line", "ground", "warn", "accent"]) found[name] = colour(name);
    return found;
  }

  function spread(data) {
    // Whole years around the marks, and today when it is near.
    const days = data.marks.flatMap((mark) => [mark.from, mark.to]).sort();
    if (!days.length) return null;
    const first = new Date(days[0]);
    const last = new Date(days[days.length - 1]);
    const today = new Date(data.today);
    if (today > last && today - last < 3 * 365 * 864e5) last.setTime(+today);
    const room = Math.max((last - first) * 0.04, 60 * 864e5);
    return [new Date(first - room).toISOString().slice(0, 10), new Date(+last + room).toISOString().slice(0, 10)];
  }

  function markTraces(data, colours) {
    const traces = [];
    const groups = new Map();
    data.marks.forEach(function (mark) {
      const key = mark.hue + mark.shape + mark.overdue;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(mark);
    });
    for (const marks of groups.values()) {
      const one = marks[0];
      const hue = colours.hues[one.hue];
      traces.push({
        type: "scatter",
        mode: "markers+text",
        x: marks.map((mark) => mark.middle),
        y: marks.map((mark) => mark.row),
        text: marks.map((mark) => mark.letter),
        textposition: "top center",
        textfont: { size: 10, color: hue },
        hovertext: marks.map((mark) => mark.hover),
        hovertemplate: "%{hovertext}<extra></extra>",
        customdata: marks.map((mark) => [mark.address, mark.id]),
        cliponaxis: true,
        marker: {
          symbol: SYMBOLS[one.shape],
          size: one.shape === "cancelled" ? 11 : 12,
          color: hue,
          opacity: 1,
          line: { color: hue, width: one.shape === "happened" ? 0 : 2 },
        },
        showlegend: false,
      });
    }
    return traces;
  }

  function overdueTrace(data, colours) {
    const late = data.marks.filter((mark) => mark.overdue);
    return {
      type: "scatter", mode: "markers", x: late.map((mark) => mark.middle), y: late.map((mark) => mark.row),
      hoverinfo: "skip", showlegend: false,
      marker: { symbol: "square-open", size: 21, color: colours.warn, line: { width: 2, color: colours.warn } },
    };
  }

  function lineTrace(points, style) {
    const x = [];
    const y = [];
    for (const [x0, y0, x1, y1] of points) {
      x.push(x0, x1, null);
      y.push(y0, y1, null);
    }
    return { type: "scatter", mode: "lines", x: x, y: y, line: style, opacity: style.opacity || 1, hoverinfo: "skip", showlegend: false };
  }

  function lineTraces(data, colours) {
    const traces = [];
    const spans = new Map();
    for (const mark of data.marks) {
      const key = mark.row + "/" + mark.initiative;
      const found = spans.get(key) || { row: mark.row, first: mark.middle, last: mark.middle };
      if (mark.middle < found.first) found.first = mark.middle;
      if (mark.middle > found.last) found.last = mark.middle;
      spans.set(key, found);
    }
    const threads = [...spans.values()].map((one) => [one.first, one.row, one.last, one.row]);
    traces.push(lineTrace(threads, { color: colours.line, width: 1 }));
    for (let hue = 0; hue < 8; hue += 1) {
      for (const weak of [false, true]) {
        const bars = data.marks.filter((mark) => mark.hue === hue && mark.weak === weak && mark.from !== mark.to);
        if (!bars.length) continue;
        const points = bars.map((mark) => [mark.from, mark.row, mark.to, mark.row]);
        const style = { color: colours.hues[hue], width: 6, dash: weak ? "dot" : "solid", opacity: weak ? 0.25 : 0.38 };
        traces.push(lineTrace(points, style));
      }
    }
    const links = data.links.map(function (link) {
      const a = data.marks[link[0]];
      const b = data.marks[link[1]];
      return [a.middle, a.row, b.middle, b.row];
    });
    if (links.length) traces.push(lineTrace(links, { color: colours["ink-2"], width: 1.5, dash: "dot" }));
    return traces;
  }

  function layout(data, colours, figure) {
    const narrow = figure.clientWidth < 560;
    const ticks = data.lanes.map((lane) => lane.top + (lane.rows - 1) / 2);
    const shapes = data.lanes.map((lane) => ({
      type: "line", xref: "paper", x0: 0, x1: 1, y0: lane.top - 0.5, y1: lane.top - 0.5,
      line: { color: colours.line, width: 1 }, layer: "below",
    }));
    shapes.push({
      type: "line", yref: "paper", x0: data.today, x1: data.today, y0: 0, y1: 1,
      line: { color: colours.accent, width: 1.5 }, layer: "below",
    });
    const height = Math.max(180, data.rows * ROW + 84);
    return {
      height: height,
      margin: { l: narrow ? 96 : 148, r: 16, t: 28, b: 36 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: colours["ink-2"] },
      dragmode: "pan",
      hovermode: "closest",
      hoverlabel: { bgcolor: colours.ground, bordercolor: colours.ink, font: { color: colours.ink, size: 13 }, align: "left" },
      xaxis: {
        type: "date", range: range || spread(data), showgrid: true, gridcolor: colours.line, zeroline: false,
        tickformat: "%Y", tickformatstops: [
          { dtickrange: [null, 2592000000], value: "%Y-%m-%d" },
          { dtickrange: [2592000001, "M11"], value: "%Y-%m" },
          { dtickrange: ["M12", null], value: "%Y" },
        ],
      },
      yaxis: {
        range: [data.rows - 0.4, -0.8], tickvals: ticks, fixedrange: true, showgrid: false, zeroline: false,
        ticktext: data.lanes.map((lane) => window.tracker.shorten(lane.name, narrow ? 9 : 13) + (lane.former ? "<br>" + window.tracker.shorten(figure.dataset.former + " " + lane.former, narrow ? 9 : 18) : "")),
        tickfont: { color: colours.ink, size: narrow ? 11 : 12 },
      },
      shapes: shapes,
      annotations: [{
        x: data.today, y: 1, yref: "paper", yanchor: "bottom", text: figure.dataset.today, showarrow: false,
        font: { size: 11, color: colours.accent },
      }],
    };
  }

  function draw(figure) {
    const data = readData(figure);
    if (!data || !data.marks.length || !window.Plotly || !figure.isConnected) return;
    const colours = palette();
    const traces = lineTraces(data, colours).concat([overdueTrace(data, colours)], markTraces(data, colours));
    const options = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
    window.Plotly.react(figure, traces, layout(data, colours, figure), options).then(function () {
      figure.classList.add("drawn");
      if (figure.dataset.bound) return;
      figure.dataset.bound = "1";
      figure.on("plotly_click", function (event) {
        const point = event.points.find((one) => one.customdata);
        if (point) window.tracker.openPanel(point.customdata[0], twin(point.customdata[1]) || figure);
      });
      figure.on("plotly_hover", (event) => light(event.points[0]));
      figure.on("plotly_unhover", () => light(null));
      figure.on("plotly_relayout", function (event) {
        const first = event["xaxis.range[0]"];
        if (first) remember([first.slice(0, 10), event["xaxis.range[1]"].slice(0, 10)]);
      });
    });
  }

  function twin(id) {
    return document.querySelector('#results [data-entry="' + CSS.escape(id) + '"] a[data-panel]');
  }

  function light(point) {
    for (const lit of document.querySelectorAll(".entry.lit")) lit.classList.remove("lit");
    if (!point || !point.customdata) return;
    const link = twin(point.customdata[1]);
    if (link) link.closest(".entry").classList.add("lit");
  }

  function remember(value) {
    range = value;
    const address = new URL(window.location.href);
    if (value) address.searchParams.set("zoom", value.join(".."));
    else address.searchParams.delete("zoom");
    window.history.replaceState(window.history.state, "", address);
  }

  function zoom(how) {
    for (const figure of figures()) {
      if (!figure.layout) continue;
      const data = readData(figure);
      const now = figure.layout.xaxis.range.map((day) => +new Date(day));
      const middle = (now[0] + now[1]) / 2;
      const years = { quarter: 1, year: 3, month: 0.4 }[how];
      const half = years ? years * 365.25 * 432e5 : (now[1] - now[0]) / (how === "in" ? 4 : 1);
      const next = how === "fit" ? spread(data) : [middle - half, middle + half].map((day) => new Date(day).toISOString().slice(0, 10));
      remember(how === "fit" ? null : next);
      window.Plotly.relayout(figure, { "xaxis.range": next.slice() });
    }
  }

  function load(figure) {
    if (window.Plotly) {
      draw(figure);
      return;
    }
    if (document.querySelector("script[data-plotly]")) return;
    const script = document.createElement("script");
    script.src = figure.dataset.plotly;
    script.dataset.plotly = "1";
    script.addEventListener("load", drawAll);
    document.head.append(script);
  }

  function drawAll() {
    for (const figure of figures()) {
      // On a phone the list comes first and the chart when it is asked for.
      if (figure.closest("details:not([open])")) continue;
      load(figure);
    }
  }

  function begin() {
    const found = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(new URL(window.location.href).searchParams.get("zoom") || "");
    range = found && found[1] < found[2] ? [found[1], found[2]] : null;
    fold();
    drawAll();
  }

  function fold() {
    if (window.innerWidth >= 720) return;
    for (const box of document.querySelectorAll("details.chart-box[open]")) box.removeAttribute("open");
  }

  document.addEventListener("toggle", (event) => event.target.matches("details.chart-box") && drawAll(), true);
  document.addEventListener("click", function (event) {
    const button = event.target instanceof Element && event.target.closest("[data-zoom]");
    if (button) zoom(button.dataset.zoom);
  });
  document.addEventListener("htmx:configRequest", function (event) {
    if (range && event.target.id === "filter-form") event.detail.parameters.zoom = range.join("..");
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id === "panel") return;
    fold();
    drawAll();
  });
  document.addEventListener("htmx:historyRestore", begin);
  dark.addEventListener("change", drawAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
