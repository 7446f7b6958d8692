// Draws a network whose positions the server has computed. The table below it says the same in words.
"use strict";

(function () {
  const charts = window.tracker.charts;
  const SYMBOLS = {
    group: "circle", affiliate: "circle", company: "square", government: "hexagon", public_institution: "hexagon-open",
    university: "triangle-up", research_institute: "triangle-up-open", association: "diamond-wide", consortium: "star-square",
  };
  const OUTER = 2.2; // as in tracker/partnerships/figure.py
  const LABEL = 150; // px kept free on either side for the names of partners
  const BOX = 30; // px that the box around a name in the middle is high, with some air

  function isInner(node) {
    return node.kind === "group" || node.kind === "affiliate";
  }

  function line(points, style) {
    return { type: "scatter", mode: "lines", x: [points[0], points[2]], y: [points[1], points[3]], line: style, hoverinfo: "skip" };
  }

  function nodeTrace(nodes, colours, room) {
    const outer = nodes.filter((node) => !isInner(node));
    return {
      uid: "partners",
      type: "scatter",
      mode: "markers+text",
      x: outer.map((node) => node.x),
      y: outer.map((node) => node.y),
      text: outer.map((node) => charts.fit(node.name, room, "12px " + colours.family)),
      hovertext: outer.map((node) => node.name),
      hovertemplate: "%{hovertext}<extra></extra>",
      textposition: outer.map((node) => node.side),
      textfont: { size: 12, color: colours.ink },
      customdata: outer.map((node) => [node.address]),
      cliponaxis: false,
      marker: { symbol: outer.map((node) => SYMBOLS[node.kind] || "square"), size: 10, color: colours["ink-2"], opacity: 1 },
    };
  }

  // The group and its affiliates are written on the ground colour, since lines of their partners pass behind them.
  function innerLabels(nodes, colours) {
    return nodes
      .filter(isInner)
      .map((node) => ({
        x: node.x, y: node.y, text: node.name, showarrow: false, borderpad: 4, borderwidth: 1,
        bgcolor: node.kind === "group" ? colours.accent : colours.ground,
        bordercolor: colours.accent,
        font: { size: node.kind === "group" ? 14 : 12, weight: 600, color: node.kind === "group" ? colours.ground : colours.ink },
      }));
  }

  function edgeHandles(edges, shared) {
    return {
      uid: "edges",
      type: "scatter",
      mode: "markers",
      x: edges.map((edge) => (edge.line[0] + edge.line[2]) / 2),
      y: edges.map((edge) => (edge.line[1] + edge.line[3]) / 2),
      hovertext: edges.map((edge) => edge.name + "<br>" + shared + " " + edge.count),
      hovertemplate: "%{hovertext}<extra></extra>",
      customdata: edges.map((edge) => [edge.address]),
      marker: { size: 18, opacity: 0 },
    };
  }

  function stretch(data, ratio) {
    // The server places everything on circles; a wide figure has room for ellipses.
    for (const node of data.nodes) node.x *= ratio;
    for (const points of data.spokes.concat(data.edges.map((edge) => edge.line))) {
      points[0] *= ratio;
      points[2] *= ratio;
    }
  }

  // Names in the middle that would cover each other move up or down, away from the group; their lines move with them.
  function keepApart(data, perUnit, family) {
    const inner = data.nodes.filter(isInner).map((node) => ({ node: node, key: node.x + "/" + node.y, half: charts.measure(node.name, "600 14px " + family) / 2 + 8 }));
    inner.sort((a, b) => Math.abs(a.node.y) - Math.abs(b.node.y));
    const placed = [];
    for (const one of inner) {
      const covers = (other) =>
        Math.abs(one.node.x - other.node.x) * perUnit < one.half + other.half && Math.abs(one.node.y - other.node.y) * perUnit < BOX - 1;
      const way = Math.sign(one.node.y) || 1;
      for (let other = placed.find(covers); other; other = placed.find(covers)) one.node.y = other.node.y + (way * BOX) / perUnit;
      placed.push(one);
    }
    const heights = new Map(inner.map((one) => [one.key, one.node.y]));
    const moved = (x, y) => heights.get(x + "/" + y) ?? y;
    for (const points of data.spokes) points[3] = moved(points[2], points[3]);
    for (const edge of data.edges) edge.line[1] = moved(edge.line[0], edge.line[1]);
  }

  function draw(figure) {
    const data = charts.readData(figure.dataset.network);
    if (!data) return;
    const width = figure.clientWidth;
    const room = width < 560 ? 84 : LABEL;
    const partners = data.nodes.filter((node) => node.address).length;
    const height = Math.min(640, Math.max(width < 560 ? 440 : 300, 200 + partners * 15));
    const half = OUTER * 1.18; // in units of the vertical axis
    const perUnit = height / 2 / half;
    stretch(data, Math.max(0.3, (width / 2 - room) / (OUTER * perUnit)));
    const colours = charts.palette();
    keepApart(data, perUnit, colours.family);
    const traces = data.spokes.map((spoke) => line(spoke, { color: colours.line, width: 1 }));
    for (const edge of data.edges) traces.push(line(edge.line, { color: colours.hues[edge.hue], width: edge.width, dash: edge.reviewed ? "solid" : "dash" }));
    traces.push(edgeHandles(data.edges, figure.dataset.shared), nodeTrace(data.nodes, colours, room - 12));
    const axis = { visible: false, fixedrange: true, zeroline: false };
    const layout = {
      ...charts.frame(colours, width, height),
      margin: { l: 0, r: 0, t: 0, b: 0 },
      dragmode: false,
      annotations: innerLabels(data.nodes, colours),
      xaxis: { ...axis, range: [-width / 2 / perUnit, width / 2 / perUnit] },
      yaxis: { ...axis, range: [-half, half] },
    };
    window.Plotly.react(figure, traces, layout, charts.options).then(() => bind(figure));
  }

  function bind(figure) {
    figure.classList.add("drawn");
    if (figure.dataset.bound) return;
    figure.dataset.bound = "1";
    figure.on("plotly_click", function (event) {
      const point = event.points.find((one) => one.customdata && one.customdata[0]);
      if (point) follow(point.customdata[0]);
    });
  }

  function follow(address) {
    // The table has a link for each edge; where it leads to a page of its own, so does the figure.
    const link = document.querySelector('#list a[data-panel][href="' + CSS.escape(address) + '"]');
    if (link) window.tracker.openPanel(address, link);
    else window.location.assign(address);
  }

  charts.add("[data-network]", draw);
})();
