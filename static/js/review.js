// Judging by keyboard: s, d and u press the button that says so. Without this the buttons do the same.
"use strict";

document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
  const button = !typing && document.querySelector('#review [data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
  if (!button) return;
  event.preventDefault();
  button.click();
});

// The next proposal takes the place of the judged one: the keyboard goes on from there.
document.addEventListener("htmx:afterSwap", function (event) {
  const next = event.detail.requestConfig.verb === "post" && document.querySelector("#review .proposal");
  if (next) next.focus({ preventScroll: true });
});
