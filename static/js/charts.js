// What timelines and networks share: when to draw, in which colours, at which width. Plotly is fetched when one is seen.
"use strict";

(function () {
  const COLOURS = ["ink", "ink-2", "ink-3", "line", "ground", "warn", "accent", "focus"];
  const NARROW = 720; // px; below it the list comes first and the chart when it is asked for
  const LETTERS = /&(?:amp|lt|gt);|./gsu;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const kinds = []; // [selector, draw]
  const widths = new WeakMap();
  const ruler = document.createElement("canvas").getContext("2d");
  let opened = false; // on a phone: whether the reader has asked for the chart

  // A panel that opens beside a chart narrows it without any event of the window.
  const watcher = new ResizeObserver(function (entries) {
    for (const entry of entries) {
      const width = Math.round(entry.contentRect.width);
      if (!width || widths.get(entry.target) === width) continue;
      window.requestAnimationFrame(() => drawOne(entry.target));
    }
  });

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
    const found = { hues: [], inks: [], tints: [] };
    for (let i = 0; i < 8; i += 1) {
      found.hues.push(colour("hue-" + i));
      found.inks.push(colour("hue-ink-" + i));
      found.tints.push(colour("hue-tint-" + i));
    }
    for (const name of COLOURS) found[name] = colour(name);
    found.family = getComputedStyle(document.body).fontFamily;
    return found;
  }

  function readData(id) {
    const holder = document.getElementById(id);
    return holder ? JSON.parse(holder.textContent) : null;
  }

  function plain(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  // The width of a plain text (as of plain()) in px.
  function measure(text, font) {
    ruler.font = font;
    return ruler.measureText((text.match(LETTERS) || []).map(unescaped).join("")).width;
  }

  // Cuts a plain text (as of plain()) to a width. An escaped character counts as one and is never cut in two.
  function fit(text, width, font) {
    if (measure(text, font) <= width) return text;
    const letters = text.match(LETTERS);
    let count = letters.length;
    while (count > 2 && measure(letters.slice(0, count).join("") + "…", font) > width) count -= 1;
    return count > 2 ? letters.slice(0, count).join("").trimEnd() + "…" : "";
  }

  function unescaped(letter) {
    return { "&amp;": "&", "&lt;": "<", "&gt;": ">" }[letter] || letter;
  }

  function frame(colours, width, height) {
    return {
      width: width,
      height: height,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: colours.family, size: 12, color: colours["ink-2"] },
      hovermode: "closest",
      hoverlabel: { bgcolor: colours.ground, bordercolor: colours.ink, font: { color: colours.ink, size: 13 }, align: "left" },
      showlegend: false,
    };
  }

  function drawOne(figure) {
    if (!window.Plotly || !figure.isConnected || !figure.clientWidth) return;
    const kind = kinds.find((one) => figure.matches(one[0]));
    if (!kind) return;
    widths.set(figure, figure.clientWidth);
    watcher.observe(figure);
    kind[1](figure);
  }

  function load(address) {
    if (document.querySelector("script[data-plotly]")) return;
    const script = document.createElement("script");
    script.src = address;
    script.dataset.plotly = "1";
    script.addEventListener("load", drawAll);
    script.addEventListener("error", function () {
      script.remove();
      document.dispatchEvent(new CustomEvent("tracker:broken"));
    });
    document.head.append(script);
  }

  function drawAll() {
    for (const [selector] of kinds) {
      for (const figure of document.querySelectorAll(selector)) {
        if (figure.closest("details:not([open])")) continue;
        if (window.Plotly) drawOne(figure);
        else load(figure.dataset.plotly);
      }
    }
  }

  function begin() {
    if (window.innerWidth < NARROW && !opened) {
      for (const box of document.querySelectorAll("details.chart-box[open]")) box.removeAttribute("open");
    }
    drawAll();
  }

  document.addEventListener(
    "toggle",
    function (event) {
      if (!event.target.matches("details.chart-box")) return;
      opened = event.target.open && window.innerWidth < NARROW;
      drawAll();
    },
    true,
  );
  document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector(".chart-box") && begin());
  document.addEventListener("htmx:historyRestore", begin);
  dark.addEventListener("change", drawAll);

  window.tracker.charts = {
    add: function (selector, draw) {
      kinds.push([selector, draw]);
      begin();
    },
    draw: drawOne,
    fit: fit,
    frame: frame,
    measure: measure,
    options: { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false },
    palette: palette,
    plain: plain,
    readData: readData,
    reload: drawAll,
  };
})();
