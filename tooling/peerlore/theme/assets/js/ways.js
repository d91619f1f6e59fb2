// @ts-check
// The ways to answer a question: each makes its controls, reads what is in them, and shows what is right.

import { isNear, plainWords, readNumber } from "./judge.js";
import { make } from "./make.js";
import { mixedPlaces } from "./paper.js";
import { language } from "./words.js";

/**
 * @typedef {{ text: string, correct?: boolean, why?: string }} Answer
 * @typedef {{
 *   way: string, question: string, points?: number, hint?: string, why?: string, answers?: Answer[], holds?: boolean,
 *   number?: { is: number, within: number, unit: string }, accept?: string[], order?: string[], pairs?: [string, string][],
 * }} Question
 * @typedef {{ right: boolean, letters: string }} Outcome what was chosen, in letters of the author's order: of answers, of steps behind an `o`, of partners behind a `p`
 * @typedef {{ parts: HTMLElement[], read: () => Outcome | null, reveal: () => (HTMLElement | string)[] }} Control
 *   `read` gives nothing where there is no answer yet; `reveal` marks what is right and gives what to say of it
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Say
 * @typedef {<T>(list: T[]) => T[]} Mix
 */

const letter = (/** @type {number} */ place) => "abcdefgh"[place];

/**
 * The controls of a question. `name` is that of its fields.
 * @param {Question} question
 * @param {string} name
 * @param {Mix} mix
 * @param {Say} say
 * @returns {Control}
 */
export function controlOf(question, name, mix, say) {
  const { answers, holds, number, accept, order, pairs } = question;
  if (answers) return choice(answers, mix([...answers.keys()]), name, say, "quiz_task_answers");
  if (holds !== undefined) return choice([{ text: say("quiz_true"), correct: holds }, { text: say("quiz_false"), correct: !holds }], [0, 1], name, say, "quiz_task_holds");
  if (number) return field(name, say, number.unit, number.within ? `${written(number.is)} ± ${written(number.within)}` : written(number.is), (text) => {
    const given = readNumber(text, language);
    return given === null ? null : isNear(given, number);
  });
  if (accept) return field(name, say, "", accept[0], (text) => (plainWords(text) ? accept.some((one) => plainWords(one) === plainWords(text)) : null));
  return order ? ordering(order, mix, say) : pairing(pairs ?? [], mix, name, say);
}

const written = (/** @type {number} */ value) => new Intl.NumberFormat(language, { maximumFractionDigits: 20 }).format(value);

/**
 * @param {Answer[]} answers
 * @param {number[]} places in which order they stand
 * @param {string} name
 * @param {Say} say
 * @param {string} task what is to be done where one answer is right
 * @returns {Control}
 */
function choice(answers, places, name, say, task) {
  const several = answers.filter((answer) => answer.correct).length > 1;
  const boxes = answers.map((_, place) => make("input", { type: several ? "checkbox" : "radio", name, value: letter(place) }));
  const rows = answers.map((answer, place) => make("li", {}, make("label", {}, boxes[place], " ", make("span", {}, answer.text))));
  return {
    parts: [make("p", { class: "pl-facts" }, say(several ? "quiz_task_several" : task)), make("ul", { class: "pl-choices" }, ...places.map((place) => rows[place]))],
    read() {
      const chosen = answers.map((_, place) => boxes[place].checked);
      if (!chosen.includes(true)) return null;
      return { right: answers.every((answer, place) => Boolean(answer.correct) === chosen[place]), letters: answers.map((_, place) => (chosen[place] ? letter(place) : "")).join("") };
    },
    reveal() {
      answers.forEach((answer, place) => {
        const chosen = boxes[place].checked;
        if (!answer.correct && !chosen) return;
        rows[place].dataset.state = answer.correct ? "right" : "wrong";
        rows[place].append(make("small", {}, `${answer.correct ? "✓" : "✗"} ${say(answer.correct ? "quiz_is_right" : "quiz_is_wrong")}`, answer.why ? ` ${answer.why}` : ""));
      });
      return [];
    },
  };
}

/**
 * @param {string} name
 * @param {Say} say
 * @param {string} unit
 * @param {string} best
 * @param {(text: string) => boolean | null} judge gives nothing for what is no answer
 * @returns {Control}
 */
function field(name, say, unit, best, judge) {
  const input = make("input", { type: "text", name, autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200 });
  return {
    parts: [make("label", {}, `${say("quiz_your_answer")} `, input, unit && ` ${unit}`)],
    read() {
      const right = judge(input.value);
      return right === null ? null : { right, letters: "" };
    },
    reveal: () => [make("strong", {}, say("quiz_expected", { answer: `${best} ${unit}`.trim() }))],
  };
}

/**
 * @param {string[]} steps in their right order
 * @param {Mix} mix
 * @param {Say} say
 * @returns {Control}
 */
function ordering(steps, mix, say) {
  const places = mixedPlaces(steps.length, mix);
  let touched = false;
  const told = make("span", { role: "status", class: "pl-unseen" });
  const list = make("ol", { class: "pl-order-steps" });
  const rows = steps.map((text, place) => {
    const button = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ key) =>
      make("button", { type: "button", "aria-label": say(key, { text }), onclick: () => move(place, by) }, sign);
    return make("li", {}, make("span", {}, text), button(-1, "↑", "quiz_up"), button(1, "↓", "quiz_down"));
  });
  const show = () => list.replaceChildren(...places.map((place) => rows[place]));
  /** @param {number} place @param {number} by */
  function move(place, by) {
    touched = true;
    const from = places.indexOf(place);
    const to = Math.min(Math.max(from + by, 0), places.length - 1);
    places.splice(from, 1);
    places.splice(to, 0, place);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    show();
    focused?.focus(); // what is put in anew loses it
    told.textContent = say("quiz_moved", { text: steps[place], place: to + 1, all: steps.length });
  }
  show();
  return {
    parts: [make("p", { class: "pl-facts" }, say("quiz_task_order")), list, told],
    read: () => (touched ? { right: places.every((place, index) => place === index), letters: `o${places.map(letter).join("")}` } : null),
    reveal: () => [say("quiz_expected", { answer: "" }).trim(), make("ol", {}, ...steps.map((text) => make("li", {}, text)))],
  };
}

/**
 * @param {[string, string][]} pairs
 * @param {Mix} mix
 * @param {string} name
 * @param {Say} say
 * @returns {Control}
 */
function pairing(pairs, mix, name, say) {
  const places = mix([...pairs.keys()]);
  const partners = mix([...pairs.keys()]);
  const selects = pairs.map((_, place) =>
    make("select", { id: `${name}-${place}` }, make("option", { value: "x" }, say("quiz_choose")), ...partners.map((other) => make("option", { value: letter(other) }, pairs[other][1]))),
  );
  return {
    parts: [
      make("p", { class: "pl-facts" }, say("quiz_task_pairs")),
      make("ul", { class: "pl-choices" }, ...places.map((place) => make("li", { class: "pl-pair" }, make("label", { for: `${name}-${place}` }, pairs[place][0]), " ", selects[place]))),
    ],
    read() {
      const letters = selects.map((select) => select.value).join("");
      if (/^x*$/.test(letters)) return null;
      return { right: [...letters].every((one, place) => one === letter(place)), letters: `p${letters}` };
    },
    reveal: () => [say("quiz_expected", { answer: "" }).trim(), make("ul", {}, ...pairs.map(([text, partner]) => make("li", {}, `${text}: ${partner}`)))],
  };
}
