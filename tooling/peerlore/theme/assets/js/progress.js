// Progress: a button on each module, and on a path what is done, what is left, and where to go on.
// @ts-check
import { done, mark } from "./store.js";

const finish = /** @type {HTMLElement | null} */ (document.querySelector(".pl-finish"));
if (finish) moduleButton(finish);
const progress = /** @type {HTMLElement | null} */ (document.querySelector(".pl-progress"));
if (progress) pathProgress(progress);

/** @param {HTMLElement} place */
function moduleButton(place) {
  const { module: id = "", mark: unmarked = "", marked = "", kept = "" } = place.dataset;
  const button = element("button", unmarked);
  button.type = "button";
  const show = (/** @type {boolean} */ isDone) => {
    button.textContent = isDone ? `✓ ${marked}` : unmarked;
    button.setAttribute("aria-pressed", String(isDone));
  };
  show(id in done());
  button.addEventListener("click", () => {
    const isDone = button.getAttribute("aria-pressed") !== "true";
    mark([id], isDone);
    show(isDone);
  });
  place.append(button, " ", element("span", kept));
  place.hidden = false;
}

/** @param {HTMLElement} place */
function pathProgress(place) {
  /** @type {{ id: string, minutes: number, url: string }[]} */
  const stops = JSON.parse(document.getElementById("pl-stops")?.textContent ?? "[]");
  const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".pl-stops > ol > li")]);
  if (!stops.length || items.length !== stops.length) return;
  const words = place.dataset;
  const said = element("p", "");
  said.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = stops.length;
  const resume = element("a", "");
  resume.className = "pl-resume";
  const over = element("button", words.over ?? "");
  over.type = "button";
  const buttons = items.map((item, index) => {
    const button = element("button", words.mark ?? "");
    button.type = "button";
    button.className = "pl-check";
    button.addEventListener("click", () => {
      mark([stops[index].id], button.getAttribute("aria-pressed") !== "true");
      show();
    });
    item.append(button);
    return button;
  });
  over.addEventListener("click", () => {
    mark(stops.map((stop) => stop.id), false);
    show();
    resume.focus();
  });

  function show() {
    const finished = done();
    const left = stops.filter((stop) => !(stop.id in finished));
    const next = left[0];
    const minutes = left.reduce((sum, stop) => sum + stop.minutes, 0);
    const values = { done: stops.length - left.length, all: stops.length, time: duration(minutes, words) };
    said.textContent = fill(left.length ? words.progress : words.all, values);
    bar.value = values.done;
    bar.setAttribute("aria-label", said.textContent);
    resume.hidden = !next;
    over.hidden = !values.done;
    if (next) {
      resume.href = next.url;
      resume.textContent = fill(values.done ? words.resume : words.begin, { title: titleOf(items[stops.indexOf(next)]) });
    }
    for (const [index, stop] of stops.entries()) {
      const isDone = stop.id in finished;
      items[index].toggleAttribute("data-done", isDone);
      buttons[index].setAttribute("aria-pressed", String(isDone));
      buttons[index].textContent = isDone ? `✓ ${words.done}` : (words.mark ?? "");
      buttons[index].setAttribute("aria-label", `${isDone ? words.done : words.mark}: ${titleOf(items[index])}`);
    }
  }

  show();
  addEventListener("pageshow", show); // whoever comes back from a stop sees what they did there
  place.append(said, bar, element("p", ""), element("small", words.kept ?? ""), " ", over);
  place.querySelector("p:empty")?.append(resume);
  place.hidden = false;
}

/** @param {HTMLElement} item */
function titleOf(item) {
  return item.querySelector("a")?.textContent ?? "";
}

/** Minutes as people say them. @param {number} minutes @param {DOMStringMap} words */
function duration(minutes, words) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = hours ? [fill(words.hours, { n: hours })] : [];
  if (rest || !hours) parts.push(fill(words.minutes, { n: rest }));
  return parts.join(" ");
}

/** A string of the interface with its `{names}` filled in. @param {string | undefined} text @param {Record<string, unknown>} values */
function fill(text = "", values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {string} text */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
