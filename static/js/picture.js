// Saves a chart as PNG or SVG with its title, filter, date and site in it, so that it can stand alone. Plotly's charts go
// through its own toImage; any other SVG element through svgOf().
"use strict";

(function () {
  const HEAD = 64; // px above the chart
  const FOOT = 32;
  const SIDE = 14;
  const SCALE = 2;
  const SVG = "http://www.w3.org/2000/svg";
  // Properties that style sheets set and a file must carry along, as attributes: a style attribute is refused here.
  const LOOK = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linecap", "opacity", "font-family", "font-size",
    "font-weight", "text-anchor", "dominant-baseline", "visibility", "display", "paint-order",
  ];

  function colours() {
    const styles = getComputedStyle(document.body);
    return { ground: getComputedStyle(document.documentElement).backgroundColor, ink: styles.color, family: styles.fontFamily };
  }

  function wordsOf(holder) {
    const data = holder.dataset;
    const title = (document.querySelector("h1") || { textContent: document.title }).textContent.trim();
    return { title: data.title || title, filter: data.words || "", foot: [data.day, data.site].filter(Boolean).join(" · ") };
  }

  // --- plotly ---------------------------------------------------------------------------------------------------------

  async function pictureOf(plot, words, format) {
    const charts = window.tracker.charts;
    const look = colours();
    const layout = JSON.parse(JSON.stringify(plot.layout));
    const width = layout.width || plot.clientWidth;
    const height = (layout.height || plot.clientHeight) + HEAD + FOOT;
    const before = { l: 0, t: 0, b: 0, ...layout.margin };
    layout.margin = { ...before, t: before.t + HEAD, b: before.b + FOOT };
    Object.assign(layout, { width: width, height: height, paper_bgcolor: look.ground });
    const line = (text, size, weight, shift) => ({
      xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "top", xshift: SIDE - before.l, yshift: before.t + HEAD - shift, showarrow: false, align: "left",
      text: charts.fit(charts.plain(text), width - 2 * SIDE, `${weight} ${size}px ${look.family}`), font: { size: size, weight: weight, color: look.ink },
    });
    const foot = { ...line(words.foot, 11, 400, 0), y: 0, yanchor: "bottom", yshift: 8 - before.b - FOOT };
    layout.annotations = [...(layout.annotations || []), line(words.title, 18, 700, 10), line(words.filter, 12, 400, 38), foot];
    // As SVG even for a PNG: plotly paints by way of a blob: image, which the policy of this site refuses.
    const made = await window.Plotly.toImage({ data: plot.data, layout: layout }, { format: "svg", width: width, height: height });
    const text = decodeURIComponent(made.slice(made.indexOf(",") + 1));
    return format === "svg" ? new Blob([text], { type: "image/svg+xml" }) : paint(text, width, height);
  }

  // --- any SVG element --------------------------------------------------------------------------------------------------

  function svgOf(element, words) {
    const look = colours();
    const box = element.getBoundingClientRect();
    const copy = element.cloneNode(true);
    carry(element, copy);
    for (const link of copy.querySelectorAll("a")) for (const name of ["href", "xlink:href"]) link.removeAttribute(name);
    for (const [name, value] of Object.entries({ x: 0, y: HEAD, width: box.width, height: box.height })) copy.setAttribute(name, value);
    const whole = make("svg", { xmlns: SVG, width: box.width, height: box.height + HEAD + FOOT, "font-family": look.family, fill: look.ink });
    const line = (text, y, size, weight) => {
      const made = make("text", { x: SIDE, y: y, "font-size": size, "font-weight": weight });
      made.textContent = text;
      return made;
    };
    whole.append(
      make("rect", { width: "100%", height: "100%", fill: look.ground }),
      line(words.title, 28, 18, 700), line(words.filter, 50, 12, 400), copy, line(words.foot, box.height + HEAD + FOOT - 10, 11, 400),
    );
    return new XMLSerializer().serializeToString(whole);
  }

  function make(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function carry(from, to) {
    const styles = getComputedStyle(from);
    for (const name of LOOK) if (styles.getPropertyValue(name)) to.setAttribute(name, styles.getPropertyValue(name));
    [...from.children].forEach((child, index) => carry(child, to.children[index]));
  }

  async function paint(text, width, height) {
    const image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  // --- saving -----------------------------------------------------------------------------------------------------------

  async function makePicture(figure, holder, format) {
    const words = wordsOf(holder);
    const plot = figure.querySelector(".js-plotly-plot");
    if (plot && window.Plotly) return pictureOf(plot, words, format);
    const element = figure.querySelector("svg");
    if (!element) throw new Error("no chart");
    const text = svgOf(element, words);
    if (format === "svg") return new Blob([text], { type: "image/svg+xml" });
    const box = element.getBoundingClientRect();
    return paint(text, box.width, box.height + HEAD + FOOT);
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function fileName(title, format) {
    const plain = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "chart";
    return plain.slice(0, 60) + "-" + new Date().toISOString().slice(0, 10) + "." + format;
  }

  document.addEventListener("click", async function (event) {
    const button = event.target instanceof Element && event.target.closest("[data-picture]");
    if (!button) return;
    const holder = button.closest("[data-take-chart]");
    button.disabled = true;
    try {
      const format = button.dataset.picture;
      save(await makePicture(button.closest("figure"), holder, format), fileName(wordsOf(holder).title, format));
    } catch {
      const place = document.getElementById("say");
      place.textContent = holder.dataset.failed;
      place.hidden = false;
    } finally {
      button.disabled = false;
    }
  });

  function begin() {
    for (const holder of document.querySelectorAll("[data-take-chart]")) holder.hidden = !document.getElementById("say");
  }

  document.addEventListener("htmx:afterSettle", begin);
  document.addEventListener("htmx:historyRestore", begin);
  begin();

  window.tracker.pictures = { svgOf: svgOf, paint: paint, save: save };
})();
