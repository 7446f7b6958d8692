// What makes partnership pictures quicker to use: a slider for the year, folded pictures on phones, highlighted edges.
"use strict";

(function () {
  const NARROW = 720; // px; as in the style sheets: the table comes first and the picture when it is asked for
  const WAIT = 250; // ms after the last movement of the slider
  let asked = false; // on a phone: whether the reader has asked for the picture
  let timer = 0;

  function begin() {
    if (window.innerWidth < NARROW && !asked) {
      for (const box of document.querySelectorAll("details.chart-box[open]")) box.removeAttribute("open");
    }
    showSlider();
  }

  function showSlider() {
    const slide = document.getElementById("filter-slide");
    const all = document.querySelector("[data-all-years]");
    const year = document.getElementById("filter-year");
    if (!slide || !year) return;
    slide.hidden = false;
    all.hidden = !year.value;
    if (year.value) slide.value = year.value;
    slide.setAttribute("aria-valuetext", year.value || year.placeholder);
  }

  function ask(value) {
    const year = document.getElementById("filter-year");
    year.value = value;
    showSlider();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => year.dispatchEvent(new Event("change", { bubbles: true })), WAIT);
  }

  document.addEventListener("input", function (event) {
    if (event.target.id === "filter-slide") ask(event.target.value);
  });
  // The slider has no name; its own change would ask twice.
  document.addEventListener(
    "change",
    function (event) {
      if (event.target.id === "filter-slide") event.stopPropagation();
      if (event.target.id === "filter-year") showSlider();
    },
    true,
  );
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-all-years]")) ask("");
  });

  document.addEventListener(
    "toggle",
    function (event) {
      if (event.target.matches("details.chart-box")) asked = event.target.open && window.innerWidth < NARROW;
    },
    true,
  );
  document.addEventListener("htmx:afterSettle", (event) => event.target.id === "results" && begin());
  document.addEventListener("htmx:historyRestore", begin);
  begin();
})();
