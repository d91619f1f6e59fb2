// @ts-check
// A quiz as a form: one paper after the other, what came of each, and what is kept of it.

import { attemptsAt, forgetAttempts, keepAttempt } from "./attempts.js";
import { dueTest, reminders, today } from "./days.js";
import { make } from "./make.js";
import { mixer } from "./paper.js";
import { copyMark, resultCode } from "./result_code.js";
import { Sheet } from "./sheet.js";
import { fill, language, read, say as sayOfPage } from "./words.js";

/** @typedef {import("./ways.js").Question} Question */

/** @type {{ module: string, title: string, digest: string, tests: Record<string, Question[]> }} */
const quiz = read("pl-quiz-data");
/** @type {Record<string, string>} */
const words = read("pl-quiz-words");
const place = /** @type {HTMLElement | null} */ (document.querySelector(".pl-quiz"));

/** @type {import("./ways.js").Say} */
const say = (key, values = {}) => fill(words[key] ?? key, values);

if (place && quiz.tests?.["0"].length) begin(place);

/** @param {HTMLElement} place */
function begin(place) {
  const heading = place.querySelector("h2");
  const due = make("div", {});
  const work = make("div", {});
  const past = make("div", { class: "pl-past" });
  place.querySelector(".pl-quiz-text")?.remove();
  place.append(due, work, past);
  if (!follow(false)) start("0", next("0"));
  window.addEventListener("hashchange", () => follow(true));

  /** The paper that the address names, if it names one. @param {boolean} again */
  function follow(again) {
    const found = /^#pl-quiz-(0|14|28)(?:-([1-9]\d{0,2}))?$/.exec(window.location.hash);
    if (!found) return false;
    start(found[1], Number(found[2] ?? next(found[1])));
    place.scrollIntoView();
    if (again) heading?.focus({ preventScroll: true });
    return true;
  }

  /** @param {string} test */
  function next(test) {
    return attemptsAt(quiz.module).filter((attempt) => attempt.test === test && attempt.digest === quiz.digest).length + 1;
  }

  /** @param {string} test @param {number} paper */
  function start(test, paper) {
    const questions = quiz.tests[test] ?? quiz.tests["0"];
    const sheet = new Sheet(questions, mixer(`${quiz.module} ${test} ${paper}`), say, (outcomes) => finish(test, paper, questions, outcomes));
    heading?.setAttribute("tabindex", "-1");
    work.replaceChildren(
      ...(test === "0" ? [] : [make("h3", {}, say("quiz_after", { days: test }))]),
      make("p", { class: "pl-facts" }, say("quiz_paper", { paper })),
      sheet.form,
    );
    showDue();
    showPast();
  }

  /**
   * @param {string} test
   * @param {number} paper
   * @param {Question[]} questions
   * @param {import("./ways.js").Outcome[]} outcomes
   */
  function finish(test, paper, questions, outcomes) {
    const sum = (/** @type {boolean[]} */ counts) => questions.reduce((points, question, index) => points + (counts[index] ? (question.points ?? 1) : 0), 0);
    const [points, all] = [sum(outcomes.map((outcome) => outcome.right)), sum(outcomes.map(() => true))];
    const [attempt, day] = [next(test), today()];
    const code = resultCode({ module: quiz.module, digest: quiz.digest, test, attempt, day, copy: copyMark(), outcomes });
    keepAttempt(quiz.module, { test, paper, attempt, day, points, all, digest: quiz.digest, code });
    const score = make("div", { class: "pl-score", tabindex: -1, role: "group", "aria-label": say("quiz_result") }, make("p", {}, make("strong", {}, say("quiz_score", { points, all }))));
    const again = make("button", { type: "button", onclick: () => restart(test, next(test)) }, say("quiz_again"));
    score.append(make("p", {}, again, " ", test === "0" && reminderLink(day)), codeBox(code));
    work.append(score);
    showDue();
    showPast();
    score.focus();
  }

  /** @param {string} test @param {number} paper */
  function restart(test, paper) {
    start(test, paper);
    heading?.focus();
  }

  function showDue() {
    const found = dueTest(attemptsAt(quiz.module), today());
    if (!found) return due.replaceChildren();
    const button = make("button", { type: "button", onclick: () => restart(String(found.delay), next(String(found.delay))) }, say("quiz_due_take"));
    due.replaceChildren(make("p", { class: "pl-notice" }, `${say("quiz_due", { days: found.age })} `, button));
  }

  function showPast() {
    const attempts = attemptsAt(quiz.module);
    if (!attempts.length) return past.replaceChildren();
    const write = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
    const lines = attempts.map(({ test, paper, day, points, all }) => {
      const said = say(test === "0" ? "quiz_past_line" : "quiz_past_later", { day: write.format(new Date(day)), points, all, days: test });
      const same = say("quiz_same", { paper });
      return make("li", {}, `${said} `, make("button", { type: "button", "aria-label": `${same}: ${said}`, onclick: () => restart(test, paper) }, same));
    });
    const forget = make("button", { type: "button" }, say("quiz_forget"));
    forget.addEventListener("click", () => {
      forgetAttempts(quiz.module);
      restart("0", 1);
    });
    past.replaceChildren(make("h3", {}, say("quiz_past")), make("ul", {}, ...lines), make("p", {}, make("small", {}, say("quiz_kept")), " ", forget));
  }
}

/** A file for the reader's own calendar. @param {string} day */
function reminderLink(day) {
  const page = window.location.href.replace(/#.*/, "");
  const text = reminders({ module: quiz.module, day, page, title: say("quiz_remind_title", { title: quiz.title }) });
  return make("a", { href: `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`, download: `${quiz.module}.ics` }, say("quiz_remind"));
}

/** @param {string} code */
function codeBox(code) {
  const field = make("code", {}, code);
  const copy = make("button", { type: "button" }, sayOfPage("copy"));
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = sayOfPage("copy_done");
  });
  return make("details", {}, make("summary", {}, say("quiz_code")), make("p", {}, say("quiz_code_why")), make("p", {}, field, " ", Boolean(navigator.clipboard) && copy));
}
