// @ts-check
// Progress: a button on each module, and on a path what is done, what is left, and where to go on.
import { make } from "./make.js";
import { done, mark } from "./store.js";
import { duration, say } from "./words.js";

const finish = /** @type {HTMLElement | null} */ (document.querySelector(".pl-finish"));
if (finish) moduleButton(finish);
const progress = /** @type {HTMLElement | null} */ (document.querySelector(".pl-progress"));
if (progress) pathProgress(progress);

/** A button that tells by itself whether it is pressed. @param {string} id @param {() => void} changed */
function doneButton(id, changed) {
  const button = make("button", { type: "button" });
  button.addEventListener("click", () => {
    mark([id], button.getAttribute("aria-pressed") !== "true");
    changed();
  });
  return button;
}

/** @param {HTMLButtonElement} button @param {boolean} isDone @param {string} [of] */
function showDone(button, isDone, of) {
  const text = say(isDone ? "done_marked" : "done_mark");
  button.textContent = isDone ? `✓ ${text}` : text;
  button.setAttribute("aria-pressed", String(isDone));
  if (of) button.setAttribute("aria-label", `${text}: ${of}`);
}

/** @param {HTMLElement} place */
function moduleButton(place) {
  const id = place.dataset.module ?? "";
  const button = doneButton(id, () => showDone(button, Object.hasOwn(done(), id)));
  showDone(button, Object.hasOwn(done(), id));
  place.append(button, " ", make("span", {}, say("done_kept")));
  place.hidden = false;
}

/** @param {HTMLElement} place */
function pathProgress(place) {
  /** @type {{ id: string, minutes: number, url: string }[]} */
  const stops = JSON.parse(document.querySelector("script#pl-stops")?.textContent ?? "[]");
  const items = [...document.querySelectorAll(".pl-stops > ol > li")];
  if (!stops.length || items.length !== stops.length) return;
  const titles = items.map((item) => item.querySelector("a")?.textContent ?? "");
  const said = make("p", { role: "status" });
  const bar = make("progress", { max: stops.length });
  const resume = make("a", { class: "pl-resume" });
  const over = make("button", { type: "button" }, say("done_over"));
  over.addEventListener("click", () => {
    mark(stops.map((stop) => stop.id), false);
    show();
    resume.focus();
  });
  const buttons = stops.map((stop) => doneButton(stop.id, show));
  items.forEach((item, index) => item.append(buttons[index]));

  function show() {
    const finished = done();
    const left = stops.filter((stop) => !Object.hasOwn(finished, stop.id));
    const count = stops.length - left.length;
    const time = duration(left.reduce((sum, stop) => sum + stop.minutes, 0));
    said.textContent = say(left.length ? "done_progress" : "done_all", { done: count, all: stops.length, time });
    bar.value = count;
    bar.setAttribute("aria-label", said.textContent);
    resume.hidden = !left.length;
    over.hidden = !count;
    if (left.length) {
      resume.href = left[0].url;
      resume.textContent = say(count ? "done_resume" : "done_begin", { title: titles[stops.indexOf(left[0])] });
    }
    stops.forEach((stop, index) => {
      items[index].toggleAttribute("data-done", Object.hasOwn(finished, stop.id));
      showDone(buttons[index], Object.hasOwn(finished, stop.id), titles[index]);
    });
  }

  show();
  addEventListener("pageshow", show); // whoever comes back from a stop sees what they did there
  place.append(said, bar, make("p", {}, resume), make("small", {}, say("done_kept")), " ", over);
  place.hidden = false;
}
