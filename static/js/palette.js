// The command palette: "/" or Ctrl+K, a few letters, Enter. A combobox over a listbox in a dialog; the server finds.
"use strict";

(function () {
  const PAUSE = 150; // ms after the last letter
  const ACTIONS = [["language", ".tools button[name=language]"], ["theme", ".tools button[name=theme]"]];
  let opener = null;
  let timer = 0;
  let asking = null; // the request under way
  let active = -1;

  function parts() {
    const dialog = document.getElementById("palette");
    if (!dialog) return null;
    return { dialog: dialog, words: dialog.dataset, input: dialog.querySelector("#palette-q"), list: dialog.querySelector("#palette-list"), said: dialog.querySelector(".palette-words") };
  }

  function open() {
    const { dialog, input, list } = parts();
    if (dialog.open) return;
    opener = document.activeElement;
    input.value = "";
    list.replaceChildren();
    dialog.showModal();
    input.focus();
    ask();
  }

  // --- asking ---------------------------------------------------------------------------------------------------------

  function askSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  }

  async function ask() {
    const { words, input } = parts();
    const text = input.value.trim();
    if (asking) asking.abort();
    const mine = new AbortController();
    asking = mine;
    const waiting = window.setTimeout(() => say(words.waiting), 300);
    try {
      const answer = await fetch(words.address + "?q=" + encodeURIComponent(text), { signal: mine.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (asking === mine) show(text, found.items);
    } catch (error) {
      if (error.name !== "AbortError" && asking === mine) {
        show(text, []);
        say(error instanceof TypeError ? words.offline : words.failed);
      }
    } finally {
      window.clearTimeout(waiting);
    }
  }

  function say(text) {
    parts().said.textContent = text;
  }

  // --- showing --------------------------------------------------------------------------------------------------------

  function show(text, found) {
    const { words, list, input } = parts();
    const items = [...saved(text, words), ...found, ...actions(text, words)];
    say(items.length ? words.count + " " + items.length : words.none);
    if (text) items.push({ kind: words.search, label: words.everything, note: text, address: words.search + "?q=" + encodeURIComponent(text), last: true });
    const kinds = [...new Set(items.map((one) => one.kind))];
    list.replaceChildren(...kinds.map((kind) => section(kind, items.filter((one) => one.kind === kind))));
    options().forEach((option, index) => { option.id = "palette-" + index; });
    activate(options().length ? 0 : -1);
    input.setAttribute("aria-expanded", String(options().length > 0));
    list.scrollTop = 0;
  }

  function saved(text, words) {
    const folded = text.toLowerCase();
    const all = window.tracker.saved ? window.tracker.saved() : [];
    return all
      .filter((one) => one.name.toLowerCase().includes(folded))
      .slice(0, 5)
      .map((one) => ({ kind: words.saved, label: one.name, note: "", address: one.address }));
  }

  function actions(text, words) {
    const folded = text.toLowerCase();
    return ACTIONS.flatMap(function ([name, selector]) {
      const button = document.querySelector(selector);
      if (!button) return [];
      const item = { kind: words.action, label: words[name], note: button.firstChild.textContent.trim() || button.textContent.trim(), press: selector };
      const fits = (item.label + " " + button.textContent + " " + name).toLowerCase().includes(folded);
      return fits ? [item] : [];
    });
  }

  function section(kind, items) {
    const part = document.createElement("div");
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", items[0].last ? items[0].label : kind);
    if (!items[0].last) {
      const title = document.createElement("p");
      title.className = "palette-kind";
      title.setAttribute("aria-hidden", "true");
      title.textContent = kind;
      part.append(title);
    }
    part.append(...items.map(option));
    return part;
  }

  function option(item) {
    const made = document.createElement(item.address ? "a" : "button");
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.tabIndex = -1;
    made.className = "palette-option";
    if (item.address) made.href = item.address;
    else {
      made.type = "button";
      made.dataset.press = item.press;
    }
    const label = document.createElement("span");
    label.textContent = item.label;
    const note = document.createElement("span");
    note.className = "palette-note";
    note.textContent = item.note;
    made.append(label, " ", note);
    return made;
  }

  function options() {
    return [...parts().list.querySelectorAll("[role=option]")];
  }

  function activate(index) {
    const { input } = parts();
    active = index;
    options().forEach(function (option, number) {
      option.setAttribute("aria-selected", String(number === index));
      if (number === index) option.scrollIntoView({ block: "nearest" });
    });
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", "palette-" + index);
  }

  // --- keys and clicks ------------------------------------------------------------------------------------------------

  function isTyping(target) {
    return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function opens(event) {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") return true;
    return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  }

  document.addEventListener("keydown", function (event) {
    const found = parts();
    // While a Korean syllable is being put together, Enter and the arrows belong to the keyboard.
    if (!found || event.isComposing || event.defaultPrevented) return;
    if (!found.dialog.open) {
      if (!opens(event) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      open();
      return;
    }
    const count = options().length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      activate((active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter" && event.target === found.input) {
      event.preventDefault();
      if (active >= 0) options()[active].click();
    } else if (event.key === "Escape") {
      event.stopPropagation(); // the panel behind stays open
    } else if (opens(event) && event.key !== "/") event.preventDefault();
  }, true);

  document.addEventListener("input", function (event) {
    if (event.target.id === "palette-q") askSoon();
  });

  document.addEventListener("click", function (event) {
    const found = parts();
    if (!found || !(event.target instanceof Element)) return;
    if (event.target.closest("[data-palette]")) open();
    else if (event.target === found.dialog) found.dialog.close();
    const press = event.target.closest("[data-press]");
    if (press) {
      found.dialog.close();
      document.querySelector(press.dataset.press).click();
    }
  });

  document.addEventListener("close", function (event) {
    if (event.target.id !== "palette") return;
    window.clearTimeout(timer);
    if (asking) asking.abort();
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }, true);

  function begin() {
    for (const button of document.querySelectorAll("[data-palette]")) button.hidden = false;
  }

  document.addEventListener("htmx:historyRestore", begin);
  begin();
})();
