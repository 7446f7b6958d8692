// Draws a network whose positions the server has computed. The table below it says the same in words.
"use strict";

(function () {
  const SYMBOLS = {
    group: "circle", affiliate: "circle", company: "square", government: "hexagon", public_institution: "hexagon-open",
    university: "triangle-up", research_institute: "triangle-up-open", association: "diamond-wide", consortium: "star-square",
  };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colour(name) {
    const probe = document.createElement("i");
    probe.className = "colour-" + name;
    probe.hidden = true;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  function line(points, style) {
    return { type: "scatter", mode: "lines", x: [points[0], points[2]], y: [points[1], points[3]], line: style, hoverinfo: "skip", showlegend: false };
  }

  function nodeTrace(nodes, colours, narrow) {
    return {
      type: "scatter",
      mode: "markers+text",
      x: nodes.map((node) => node.x),
      y: nodes.map((node) => node.y),
      text: nodes.map((node) => (narrow ? window.tracker.shorten(node.name, 8) : node.name)),
      hovertext: nodes.map((node) => node.name),
      hovertemplate: "%{hovertext}<extra></extra>",
      textposition: nodes.map((node) => (node.kind === "group" ? "bottom center" : node.kind === "affiliate" ? "top center" : node.side)),
      textfont: { size: nodes.map((node) => (node.kind === "group" ? 15 : 12)), color: colours.ink },
      customdata: nodes.map((node) => [node.address]),
      cliponaxis: false,
      marker: {
        symbol: nodes.map((node) => SYMBOLS[node.kind] || "square"),
        size: nodes.map((node) => (node.kind === "group" ? 22 : node.kind === "affiliate" ? 14 : 11)),
        color: nodes.map((node) => (node.kind === "group" || node.kind === "affiliate" ? colours.accent : colours["ink-2"])),
        opacity: 1,
      },
      showlegend: false,
    };
  }

  function edgeHandles(edges, shared) {
    return {
      type: "scatter",
      mode: "markers",
      x: edges.map((edge) => (edge.line[0] + edge.line[2]) / 2),
      y: edges.map((edge) => (edge.line[1] + edge.line[3]) / 2),
      hovertext: edges.map((edge) => edge.name + "<br>" + shared + " " + edge.count),
      hovertemplate: "%{hovertext}<extra></extra>",
      customdata: edges.map((edge) => [edge.address]),
      marker: { size: 18, opacity: 0 },
      showlegend: false,
    };
  }

  function draw(figure) {
    const holder = document.getElementById(figure.dataset.network);
    if (!holder || !window.Plotly || !figure.isConnected) return;
    const data = JSON.parse(holder.textContent);
    const narrow = figure.clientWidth < 560;
    // The server places everything on circles; a wide figure has room for ellipses.
    const stretch = narrow ? 1 : 1.5;
    for (const node of data.nodes) node.x *= stretch;
    for (const points of data.spokes.concat(data.edges.map((edge) => edge.line))) {
      points[0] *= stretch;
      points[2] *= stretch;
    }
    const colours = { hues: [] };
    for (let i = 0; i < 8; i += 1) colours.hues.push(colour("hue-" + i));
    for (const name of ["ink", "ink-2", "line", "ground", "accent"]) colours[name] = colour(name);
    const traces = data.spokes.map((spoke) => line(spoke, { color: colours.line, width: 1 }));
    for (const edge of data.edges) traces.push(line(edge.line, { color: colours.hues[edge.hue], width: edge.width, dash: edge.reviewed ? "solid" : "dash" }));
    traces.push(edgeHandles(data.edges, figure.dataset.shared));
    traces.push(nodeTrace(data.nodes, colours, narrow));
    const axis = { visible: false, fixedrange: true, zeroline: false };
    window.Plotly.react(figure, traces, {
      height: narrow ? 420 : Math.min(620, 320 + data.nodes.length * 16),
      margin: { l: 8, r: 8, t: 8, b: 8 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: getComputedStyle(document.body).fontFamily, color: colours.ink },
      hovermode: "closest",
      hoverlabel: { bgcolor: colours.ground, bordercolor: colours.ink, font: { color: colours.ink, size: 13 } },
      dragmode: false,
      xaxis: Object.assign({ range: narrow ? [-3.6, 3.6] : [-4.6, 4.6] }, axis),
      yaxis: Object.assign({ range: [-2.7, 2.7] }, axis),
    }, { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false }).then(function () {
      figure.classList.add("drawn");
      if (figure.dataset.bound) return;
      figure.dataset.bound = "1";
      figure.on("plotly_click", function (event) {
        const point = event.points.find((one) => one.customdata && one.customdata[0]);
        if (point) follow(point.customdata[0]);
      });
    });
  }

  function follow(address) {
    if (!address) return;
    // The table has a link for each edge; where it leads to a page of its own, so does the figure.
    const link = document.querySelector('#list a[data-panel][href="' + CSS.escape(address) + '"]');
    if (link) window.tracker.openPanel(address, link);
    else window.location.assign(address);
  }

  function drawAll() {
    for (const figure of document.querySelectorAll("[data-network]")) {
      if (figure.closest("details:not([open])")) continue;
      if (window.Plotly) {
        draw(figure);
      } else if (!document.querySelector("script[data-plotly]")) {
        const script = document.createElement("script");
        script.src = figure.dataset.plotly;
        script.dataset.plotly = "1";
        script.addEventListener("load", drawAll);
        document.head.append(script);
      }
    }
  }

  function begin() {
    if (window.innerWidth < 720) {
      for (const box of document.querySelectorAll("details.chart-box[open]")) box.removeAttribute("open");
    }
    drawAll();
  }

  document.addEventListener("toggle", (event) => event.target.matches("details.chart-box") && drawAll(), true);
  document.addEventListener("htmx:afterSettle", (event) => event.target.id !== "panel" && begin());
  document.addEventListener("htmx:historyRestore", begin);
  dark.addEventListener("change", drawAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
