// @ts-check
// The large field of the front door and of the page for lost readers: its answers appear below it, and the form goes on
// to all of them.

import { prepare } from "./engine.js";
import { Finder } from "./finder.js";
import { make } from "./make.js";
import { language } from "./words.js";

/** @param {HTMLInputElement} field */
export function answerBelow(field) {
  const form = field.form;
  if (!form) return;
  prepare(language);
  const panel = make("div", { class: "pl-found pl-found-below", hidden: true });
  form.append(panel);
  const finder = new Finder(field, panel, (any) => (panel.hidden = !any));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.preventDefault();
    finder.clear();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !form.contains(event.target)) finder.clear();
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !form.contains(event.relatedTarget)) finder.clear(); // it would cover what has the focus then
  });
  field.addEventListener("focus", () => void finder.ask());
  if (field.value.trim()) void finder.ask();
}
