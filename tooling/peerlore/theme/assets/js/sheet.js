// @ts-check
// A paper as a form: each question is answered and told on its own, and what is left can be told all at once.

import { make } from "./make.js";
import { controlOf } from "./ways.js";

/** @typedef {import("./ways.js").Outcome} Outcome */

const UNANSWERED = { right: false, letters: "" };

let sheets = 0;

export class Sheet {
  /**
   * @param {import("./ways.js").Question[]} questions
   * @param {import("./ways.js").Mix} mix
   * @param {import("./ways.js").Say} say
   * @param {(outcomes: Outcome[]) => void} finish once every question is told; outcomes in the author's order
   */
  constructor(questions, mix, say, finish) {
    sheets += 1;
    this.say = say;
    this.finish = finish;
    /** @type {(Outcome | null)[]} */
    this.outcomes = questions.map(() => null);
    this.items = questions.map((question, index) => this.item(question, `pl-q${sheets}-${index}`, mix, index));
    /** In which order the questions stand. */
    this.places = mix([...questions.keys()]);
    this.rest = make("button", { type: "button", onclick: () => this.tellAll() }, say("quiz_check_all"));
    this.form = make("form", { class: "pl-sheet", autocomplete: "off" }, make("ol", {}, ...this.places.map((place) => this.items[place].row)), make("p", {}, this.rest));
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /**
   * @param {import("./ways.js").Question} question
   * @param {string} name
   * @param {import("./ways.js").Mix} mix
   * @param {number} index
   */
  item(question, name, mix, index) {
    const { say } = this;
    const control = controlOf(question, name, mix, say);
    const points = question.points ? ` (${say("quiz_points", { n: question.points })})` : "";
    const fields = make("fieldset", {}, make("legend", {}, question.question, points && make("span", { class: "pl-facts" }, points)), ...control.parts);
    const told = make("div", { class: "pl-told", role: "status", tabindex: -1 });
    const check = make("button", { type: "button", onclick: () => this.tell(index) }, say("quiz_check"));
    const hint = question.hint ? make("details", {}, make("summary", {}, say("quiz_hint")), make("p", {}, question.hint)) : null;
    fields.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.tell(index);
    });
    return { row: make("li", {}, fields, hint, told, make("p", {}, check)), control, fields, told, check, question };
  }

  /** Tell one question, if it is answered. @param {number} index */
  tell(index) {
    const { control, told } = this.items[index];
    if (this.outcomes[index]) return;
    const outcome = control.read();
    if (!outcome) {
      told.textContent = this.say(this.items[index].question.number ? "quiz_number_first" : "quiz_answer_first");
      return;
    }
    this.show(index, outcome);
    told.focus();
    this.end();
  }

  tellAll() {
    this.items.forEach(({ control }, index) => this.outcomes[index] || this.show(index, control.read() ?? UNANSWERED));
    this.end();
  }

  end() {
    const done = this.outcomes.filter((outcome) => outcome !== null);
    if (done.length < this.items.length) return;
    this.rest.parentElement?.remove();
    this.finish(done);
  }

  /** @param {number} index @param {Outcome} outcome */
  show(index, outcome) {
    const { control, fields, told, check, question, row } = this.items[index];
    this.outcomes[index] = outcome;
    const more = control.reveal();
    fields.disabled = true;
    check.parentElement?.remove();
    row.dataset.state = outcome.right ? "right" : "wrong";
    const said = this.say(outcome === UNANSWERED ? "quiz_nothing" : outcome.right ? "quiz_right" : "quiz_wrong");
    told.replaceChildren(make("p", {}, make("strong", {}, `${outcome.right ? "✓" : "✗"} ${said}`)), ...(outcome.right ? [] : more), question.why ? make("p", {}, question.why) : "");
  }
}
