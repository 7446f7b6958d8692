// Draws a timeline from the columns that the server wrote into the page. The list below it says the same in words.
"use strict";

(function () {
  const charts = window.tracker.charts;
  const { LEVELS, findThreads, isoDay, makeScale, placeMarks, placeTitles } = window.tracker.places;
  const ROW = 44; // px: a line of title above, two levels of marks below
  const DAY = 864e5;
  const SYMBOLS = { happened: "circle", planned: "diamond-open", possible: "circle-open", cancelled: "x-thin-open" };
  let range = null; // kept while filters swap the data

  function spread(data) {
    // All marks with some room, and today when it is near.
    const days = data.marks.flatMap((mark) => [mark.from, mark.to]).sort();
    const first = +new Date(days[0]);
    let last = +new Date(days[days.length - 1]);
    const today = +new Date(data.today);
    if (today > last && today - last < 3 * 365 * DAY) last = today;
    const room = Math.max((last - first) * 0.04, 60 * DAY);
    return [isoDay(first - room), isoDay(last + room)];
  }

  // --- traces ---------------------------------------------------------------------------------------------------------

  function lines(points, style) {
    const x = points.flatMap(([x0, , x1]) => [x0, x1, null]);
    const y = points.flatMap(([, y0, , y1]) => [y0, y1, null]);
    return { type: "scatter", mode: "lines", x: x, y: y, line: style, opacity: style.opacity || 1, hoverinfo: "skip" };
  }

  function texts(labels, name, size, weight, colour) {
    return {
      uid: name + "s", type: "scatter", mode: "text", x: labels.map((one) => one[name + "Day"]), y: labels.map((one) => one.y),
      text: labels.map((one) => one[name]), textposition: "middle right", hoverinfo: "skip", cliponaxis: true,
      textfont: { size: size, weight: weight, color: colour },
    };
  }

  function lineTraces(data, threads, colours) {
    const level = (one) => one.row + LEVELS[0];
    const traces = [lines(threads.map((one) => [one.first, level(one), one.last, level(one)]), { color: colours.line, width: 1 })];
    for (let hue = 0; hue < 8; hue += 1) {
      for (const weak of [false, true]) {
        const bars = data.marks.filter((mark) => mark.hue === hue && mark.weak === weak && mark.from !== mark.to);
        const style = { color: colours.hues[hue], width: 6, dash: weak ? "dot" : "solid", opacity: weak ? 0.25 : 0.32 };
        if (bars.length) traces.push(lines(bars.map((mark) => [mark.from, mark.y, mark.to, mark.y]), style));
      }
    }
    const links = data.links.map(([a, b]) => [data.marks[a].middle, data.marks[a].y, data.marks[b].middle, data.marks[b].y]);
    if (links.length) traces.push(lines(links, { color: colours["ink-2"], width: 1.5, dash: "dot" }));
    return traces;
  }

  function markTraces(data, colours) {
    const late = data.marks.filter((mark) => mark.overdue);
    const traces = [{
      uid: "rings", type: "scatter", mode: "markers", x: late.map((mark) => mark.middle), y: late.map((mark) => mark.y), hoverinfo: "skip",
      marker: { symbol: "diamond-open", size: 19, color: colours.warn, opacity: 1, line: { width: 2, color: colours.warn } },
    }];
    for (const shape of Object.keys(SYMBOLS)) {
      const marks = data.marks.filter((mark) => mark.shape === shape);
      if (!marks.length) continue;
      const hues = marks.map((mark) => colours.hues[mark.hue]);
      traces.push({
        uid: "marks-" + shape, type: "scatter", mode: "markers", x: marks.map((mark) => mark.middle), y: marks.map((mark) => mark.y),
        hovertext: marks.map((mark) => mark.hover), hovertemplate: "%{hovertext}<extra></extra>",
        customdata: marks.map((mark) => [mark.address, mark.id]), cliponaxis: true,
        marker: {
          symbol: SYMBOLS[shape], size: shape === "happened" ? 12 : 11, color: hues, opacity: 1,
          line: { color: hues, width: shape === "happened" ? 0 : 2 },
        },
      });
    }
    return traces;
  }

  // --- the figure -----------------------------------------------------------------------------------------------------

  function laneLabels(data, colours, figure, column) {
    const narrow = column < 120;
    const side = { xref: "paper", x: 0, xanchor: "left", xshift: 4 - column, showarrow: false, align: "left" };
    return data.lanes.flatMap(function (lane) {
      const name = charts.fit(lane.name, column - 12, "600 12px " + colours.family);
      const labels = [{ ...side, y: lane.top + (lane.former ? -0.12 : 0.02), text: name, font: { size: narrow ? 11 : 12, weight: 600, color: colours.ink } }];
      if (lane.former) {
        const former = charts.fit(figure.dataset.former + " " + lane.former, column - 12, "11px " + colours.family);
        labels.push({ ...side, y: lane.top + 0.24, text: former, font: { size: 11, color: colours["ink-3"] } });
      }
      return labels;
    });
  }

  function layout(data, colours, figure, shown, column) {
    const height = Math.max(150, data.rows * ROW + 60);
    const plotWidth = figure.clientWidth - column - 12;
    const shapes = data.lanes.slice(1).map((lane) => ({
      type: "line", xref: "paper", x0: -column / plotWidth, x1: 1, y0: lane.top - 0.5, y1: lane.top - 0.5,
      line: { color: colours.line, width: 1 }, layer: "below",
    }));
    shapes.push({ type: "line", yref: "paper", x0: data.today, x1: data.today, y0: 0, y1: 1, line: { color: colours.accent, width: 1.5 }, layer: "below" });
    const today = {
      x: data.today, y: 1, yref: "paper", yanchor: "bottom", text: figure.dataset.today, showarrow: false,
      font: { size: 11, weight: 600, color: colours.accent },
    };
    return {
      ...charts.frame(colours, figure.clientWidth, height),
      margin: { l: column, r: 12, t: 24, b: 36 },
      dragmode: "pan",
      xaxis: {
        type: "date", range: shown.slice(), showgrid: true, gridcolor: colours.line, zeroline: false, tickformat: "%Y",
        tickformatstops: [
          { dtickrange: [null, 2592000000], value: "%Y-%m-%d" },
          { dtickrange: [2592000001, "M11"], value: "%Y-%m" },
          { dtickrange: ["M12", null], value: "%Y" },
        ],
      },
      yaxis: { range: [data.rows - 0.5, -0.5], showticklabels: false, fixedrange: true, showgrid: false, zeroline: false },
      shapes: shapes,
      annotations: [...laneLabels(data, colours, figure, column), today],
    };
  }

  function draw(figure) {
    const data = charts.readData(figure.dataset.timeline);
    if (!data || !data.marks.length) return;
    const colours = charts.palette();
    const shown = range || spread(data);
    const column = figure.clientWidth < 560 ? 88 : 148;
    const scale = makeScale(shown, figure.clientWidth - column - 12);
    placeMarks(data.marks, scale);
    const threads = findThreads(data.marks);
    const labels = placeTitles(threads, scale, colours.family);
    const traces = [
      ...lineTraces(data, threads, colours),
      texts(labels, "letter", 11, 700, labels.map((one) => colours.inks[one.hue])),
      texts(labels, "title", 11, 400, colours["ink-2"]),
      ...markTraces(data, colours),
    ];
    window.Plotly.react(figure, traces, layout(data, colours, figure, shown, column), charts.options).then(() => bind(figure));
  }

  function bind(figure) {
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
      if (!first) return;
      remember([first.slice(0, 10), event["xaxis.range[1]"].slice(0, 10)]);
      charts.draw(figure);
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

  // --- zoom, kept in the address --------------------------------------------------------------------------------------

  function remember(value) {
    range = value;
    const address = new URL(window.location.href);
    if (value) address.searchParams.set("zoom", value.join(".."));
    else address.searchParams.delete("zoom");
    window.history.replaceState(window.history.state, "", address);
  }

  function zoom(how) {
    for (const figure of document.querySelectorAll("[data-timeline]")) {
      if (!figure.layout) continue;
      const middle = findMiddle(figure);
      const half = { quarter: 1, year: 3, month: 0.4 }[how] * 365.25 * DAY / 2;
      remember(how === "fit" ? null : [isoDay(middle - half), isoDay(middle + half)]);
      charts.draw(figure);
    }
  }

  // From the whole view one comes to the newest that has happened, later one stays where one is.
  function findMiddle(figure) {
    const now = figure.layout.xaxis.range.map((day) => +new Date(day));
    if (range) return (now[0] + now[1]) / 2;
    const marks = charts.readData(figure.dataset.timeline).marks;
    const happened = marks.filter((mark) => mark.shape === "happened");
    return Math.max(...(happened.length ? happened : marks).map((mark) => +new Date(mark.middle)));
  }

  function readZoom() {
    const asked = new URL(window.location.href).searchParams.get("zoom") || "";
    const found = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(asked);
    range = found && found[1] < found[2] ? [found[1], found[2]] : null;
  }

  document.addEventListener("click", function (event) {
    const button = event.target instanceof Element && event.target.closest("[data-zoom]");
    if (button) zoom(button.dataset.zoom);
  });
  document.addEventListener("htmx:configRequest", function (event) {
    if (range && event.target.id === "filter-form") event.detail.parameters.zoom = range.join("..");
  });
  document.addEventListener("htmx:historyRestore", function () {
    readZoom();
    document.querySelectorAll("[data-timeline]").forEach(charts.draw);
  });
  readZoom();
  charts.add("[data-timeline]", draw);
})();
