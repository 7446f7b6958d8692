// Filters that a visitor has named, kept in this browser; copying of snippets. Without it the address still is the filter.
"use strict";

(function () {
  const KEY = "tracker.saved";
  const MOST = 50;
  const LONGEST = 60;
  const A_LOOK = ["page", "panel"]; // parameters that are no part of a filter

  function isOurs(address) {
    return typeof address === "string" && address.startsWith("/") && !/^\/[/\\]/.test(address);
  }

  function readSaved() {
    try {
      const found = JSON.parse(window.localStorage.getItem(KEY) || "[]");
      if (!Array.isArray(found)) return [];
      return found.filter((one) => one && isOurs(one.address) && typeof one.name === "string").slice(0, MOST);
    } catch {
      return [];
    }
  }

  function writeSaved(saved) {
    try {
      window.localStorage.setItem(KEY, JSON.stringify(saved.slice(0, MOST)));
    } catch {
      // A browser that keeps nothing: the list stays as it is.
    }
    showSaved();
  }

  function here() {
    const address = new URL(window.location.href);
    for (const name of A_LOOK) address.searchParams.delete(name);
    return address.pathname + address.search;
  }

  function showSaved() {
    const saved = readSaved();
    for (const box of document.querySelectorAll("details[data-saved]")) {
      box.hidden = false;
      box.querySelector("[data-saved-count]").textContent = saved.length ? String(saved.length) : "";
      box.querySelector("[data-saved-none]").hidden = saved.length > 0;
      const list = box.querySelector("[data-saved-list]");
      list.replaceChildren(...saved.map((one) => line(one, list.dataset.remove)));
    }
  }

  function line(one, removeWords) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = one.address;
    link.textContent = one.name;
    if (one.address === here()) link.setAttribute("aria-current", "page");
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "tool";
    remove.dataset.savedRemove = one.address;
    remove.textContent = removeWords;
    remove.setAttribute("aria-label", removeWords + ": " + one.name);
    item.append(link, remove);
    return item;
  }

  document.addEventListener("submit", function (event) {
    const form = event.target instanceof Element && event.target.closest("[data-saved-form]");
    if (!form) return;
    event.preventDefault();
    const name = form.elements.name.value.trim().slice(0, LONGEST);
    if (!name) return;
    const address = here();
    writeSaved([{ name: name, address: address }, ...readSaved().filter((one) => one.address !== address)]);
    form.reset();
  });

  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    const remove = event.target.closest("[data-saved-remove]");
    if (remove) {
      const box = remove.closest("details[data-saved]");
      writeSaved(readSaved().filter((one) => one.address !== remove.dataset.savedRemove));
      box.querySelector("[data-saved-remove], summary").focus(); // the button that was pressed is gone
    }
    const copy = event.target.closest("[data-copy-text]");
    if (copy) copyText(copy);
  });

  function copyText(button) {
    const field = document.getElementById(button.dataset.copyText);
    navigator.clipboard.writeText(field.value);
    const place = document.getElementById("say");
    if (!place) return;
    place.textContent = button.dataset.copied;
    place.hidden = false;
    window.setTimeout(() => { place.hidden = true; }, 8000);
  }

  function begin() {
    showSaved();
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll(".take [data-copy], [data-copy-text]")) button.hidden = false;
  }

  document.addEventListener("htmx:afterSettle", begin);
  document.addEventListener("htmx:historyRestore", begin);
  window.addEventListener("storage", (event) => event.key === KEY && showSaved());
  begin();

  window.tracker.saved = readSaved;
})();
