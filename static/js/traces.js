// A timeline's data as what plotly draws: lines, bars, marks or counted bubbles, the labels of lanes. Asks nothing.
"use strict";

(function () {
  const charts = window.tracker.charts;
  const axis = window.tracker.axis;
  const { LEVELS, placeTitles, findThreads, placeMarks } = window.tracker.places;
  const SYMBOLS = { happened: "circle", planned: "diamond-open", possible: "circle-open", cancelled: "x-thin-open" };
  const ROW = 44; // px: a line of title above, two levels of marks below
  const LOW = 40; // where there are many rows
  const SMALL = 24;
  const LARGE = 36; // px of a bubble
  const APART = 2.5; // px between the two lines of a date that has moved

  function rowHeight(data) {
    return data.mode === "bubbles" ? LARGE + 4 : data.rows > 30 ? LOW : ROW;
  }

  function lines(points, style, uid) {
    const x = points.flatMap(([x0, , x1]) => [x0, x1, null]);
    const y = points.flatMap(([, y0, , y1]) => [y0, y1, null]);
    return { uid: uid, type: "scatter", mode: "lines", x: x, y: y, line: style, opacity: style.opacity || 1, hoverinfo: "skip" };
  }

  function texts(labels, name, size, weight, colour) {
    return {
      uid: name + "s", type: "scatter", mode: "text", x: labels.map((one) => one[name + "Day"]), y: labels.map((one) => one.y),
      text: labels.map((one) => one[name]), textposition: "middle right", hoverinfo: "skip", cliponaxis: true,
      textfont: { size: size, weight: weight, color: colour },
    };
  }

  function between(data, [a, b], shift) {
    const one = data.marks[a];
    const other = data.marks[b];
    return [one.middle, one.y + shift, other.middle, other.y + shift];
  }

  function lineTraces(data, threads, colours) {
    const level = (one) => one.row + LEVELS[0];
    const traces = [lines(threads.map((one) => [one.first, level(one), one.last, level(one)]), { color: colours.line, width: 1 }, "threads")];
    for (let hue = 0; hue < 8; hue += 1) {
      for (const weak of [false, true]) {
        const bars = data.marks.filter((mark) => mark.hue === hue && mark.weak === weak && mark.from !== mark.to);
        const style = { color: colours.hues[hue], width: 6, dash: weak ? "dot" : "solid", opacity: weak ? 0.25 : 0.32 };
        const uid = (weak ? "weakbars-" : "bars-") + hue;
        if (bars.length) traces.push(lines(bars.map((mark) => [mark.from, mark.y, mark.to, mark.y]), style, uid));
      }
    }
    const dotted = { color: colours["ink-2"], width: 1.5, dash: "dot" };
    if (data.links.length) traces.push(lines(data.links.map((pair) => between(data, pair, 0)), dotted, "links"));
    const shift = APART / rowHeight(data) / 2 + 0.02;
    const slips = data.slips.flatMap((pair) => [between(data, pair, -shift), between(data, pair, shift)]);
    if (slips.length) traces.push(lines(slips, { ...dotted, color: colours.warn }, "slips"));
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

  function bubbleTrace(data, scale, colours) {
    const most = Math.max(...data.bubbles.map((one) => one.count), 1);
    const sizes = data.bubbles.map(function (one) {
      const room = scale.pixel(one.to) - scale.pixel(one.from) - 1;
      return Math.max(SMALL, Math.min(SMALL + (LARGE - SMALL) * Math.sqrt(one.count / most), Math.max(room, SMALL + 4)));
    });
    return {
      uid: "bubbles", type: "scatter", mode: "markers+text", x: data.bubbles.map((one) => one.middle), y: data.bubbles.map((one) => one.row),
      text: data.bubbles.map((one) => one.letter + one.count), textposition: "middle center", cliponaxis: true,
      textfont: { size: 10, weight: 600, color: data.bubbles.map((one) => colours.inks[one.hue]) },
      hovertext: data.bubbles.map((one) => one.hover), hovertemplate: "%{hovertext}<extra></extra>",
      customdata: data.bubbles.map((one) => [null, null, one.lane, one.from, one.to]),
      marker: {
        symbol: "circle", size: sizes, opacity: 1, color: data.bubbles.map((one) => colours.tints[one.hue]),
        line: { width: 1.5, color: data.bubbles.map((one) => colours.hues[one.hue]) },
      },
    };
  }

  // The ring around the mark whose entry has the focus; empty until one has.
  function haloTrace(colours) {
    return {
      uid: "halo", type: "scatter", mode: "markers", x: [], y: [], hoverinfo: "skip", cliponaxis: true,
      marker: { symbol: "circle-open", size: 26, color: colours.focus, opacity: 1, line: { width: 3, color: colours.focus } },
    };
  }

  function makeTraces(data, scale, colours) {
    if (data.mode === "bubbles") return [bubbleTrace(data, scale, colours), haloTrace(colours)];
    placeMarks(data.marks, scale);
    const threads = findThreads(data.marks);
    const labels = placeTitles(threads, scale, colours.family);
    return [
      ...lineTraces(data, threads, colours),
      texts(labels, "letter", 11, 700, labels.map((one) => colours.inks[one.hue])),
      texts(labels, "title", 11, 400, colours["ink-2"]),
      ...markTraces(data, colours),
      haloTrace(colours),
    ];
  }

  // --- the frame ------------------------------------------------------------------------------------------------------

  function laneLabels(data, colours, figure, column) {
    const narrow = column < 120;
    const side = { xref: "paper", x: 0, xanchor: "left", xshift: 4 - column, showarrow: false, align: "left" };
    return data.lanes.flatMap(function (lane) {
      const middle = lane.top + (lane.rows - 1) / 2;
      const font = (narrow ? "600 11px " : "600 12px ") + colours.family;
      const name = { ...side, y: middle, text: charts.fit(lane.name, column - 12, font), font: { size: narrow ? 11 : 12, weight: 600, color: colours.ink } };
      if (!lane.former) return [name];
      const words = charts.fit(figure.dataset.former + " " + lane.former, column - 12, "10px " + colours.family);
      return [{ ...name, yshift: 7 }, { ...side, y: middle, yshift: -8, text: words, font: { size: 10, color: colours["ink-3"] } }];
    });
  }

  function upright(day, colours, words) {
    const line = { type: "line", yref: "paper", x0: day, x1: day, y0: 0, y1: 1, line: { color: colours.accent, width: 1.5 }, layer: "below" };
    const label = {
      x: day, y: 1, yref: "paper", yanchor: "bottom", text: words, showarrow: false, font: { size: 11, weight: 600, color: colours.accent },
    };
    return [line, label];
  }

  function makeLayout(data, colours, figure, shown, column) {
    const height = Math.max((data.rows + 0.12) * rowHeight(data), 60) + 68;
    const plotWidth = figure.clientWidth - column - 12;
    const shapes = data.lanes.slice(1).map((lane) => ({
      type: "line", xref: "paper", x0: -column / plotWidth, x1: 1, y0: lane.top - 0.5, y1: lane.top - 0.5,
      line: { color: colours.line, width: 1 }, layer: "below",
    }));
    const [line, label] = upright(data.aligned ? axis.ZERO : data.today, colours, data.aligned ? "0" : figure.dataset.today);
    const ticks = axis.findTicks(shown, plotWidth, data.aligned);
    return {
      ...charts.frame(colours, figure.clientWidth, height),
      margin: { l: column, r: 12, t: 24, b: 44 },
      dragmode: "pan",
      xaxis: {
        type: "date", range: shown.slice(), showgrid: true, gridcolor: colours.line, zeroline: false, tickmode: "array",
        tickvals: ticks.values, ticktext: ticks.texts, tickangle: 0,
      },
      yaxis: { range: [data.rows - 0.38, -0.5], showticklabels: false, fixedrange: true, showgrid: false, zeroline: false },
      shapes: [...shapes, line],
      annotations: [...laneLabels(data, colours, figure, column), label],
    };
  }

  window.tracker.traces = { makeLayout, makeTraces };
})();
