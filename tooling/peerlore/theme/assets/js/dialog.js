// @ts-check
// The search that opens over any page, and gives the keyboard back to where it was.

import { prepare } from "./engine.js";
import { Finder } from "./finder.js";
import { icon, make } from "./make.js";
import { language, say } from "./words.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;
/** @type {Finder | null} */
let finder = null;

/**
 * Open the search; what was asked last still stands in it.
 * @param {string} early what was typed already
 */
export function openSearch(early) {
  dialog ??= makeDialog();
  if (dialog.open || !finder) return;
  prepare(language);
  dialog.showModal();
  finder.input.select();
  if (!early) return;
  finder.input.value = early;
  void finder.ask();
}

function makeDialog() {
  const input = make("input", { type: "text", inputmode: "search", enterkeyhint: "search", "aria-label": say("search_what"), placeholder: say("search_what"), autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const panel = make("div", { class: "pl-found" });
  const made = make(
    "dialog",
    { class: "pl-search md-typeset", "aria-label": say("search") },
    make("div", { class: "pl-search-field" }, icon("look"), input, make("button", { type: "button", class: "pl-search-close", "aria-label": say("find_close"), onclick: () => made.close() }, icon("close"))),
    panel,
    make("p", { class: "pl-search-keys" }, say("find_keys")),
  );
  made.addEventListener("pointerdown", (event) => {
    if (event.target === made) made.close(); // the backdrop; what lies in it is covered by children
  });
  finder = new Finder(input, panel, (any) => made.toggleAttribute("data-answered", any));
  document.body.append(made);
  return made;
}
