// @ts-check
// A field that answers while one types: a combobox with a list of pages (ARIA Authoring Practices, "combobox with listbox").

import { find, held } from "./find.js";
import { make } from "./make.js";
import { nothingFound } from "./nothing.js";
import { factsOf, foreign, reason, titleOf } from "./result.js";
import { rowsOf } from "./table.js";
import { counted, language, languages, root, say } from "./words.js";

/** Milliseconds without a letter before the index is asked, and before the number of results is read out. */
const PAUSE = 90;
const SAID = 700;
const SHOWN = 7;
/** With fewer results than this, other languages are asked as well. */
const FEW = 4;
const SHOWN_OTHERS = 3;

let made = 0;

/** A field `input` and the place `panel` in which its answers appear. */
export class Finder {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} panel
   * @param {(open: boolean) => void} [shown] told when answers appear and go
   */
  constructor(input, panel, shown = () => {}) {
    this.input = input;
    this.shown = shown;
    this.id = `pl-found-${(made += 1)}`;
    this.list = make("div", { id: this.id, role: "listbox", "aria-label": say("find_pages") });
    this.note = make("div", { class: "pl-found-note" });
    this.all = make("a", { class: "pl-found-all" });
    this.status = make("p", { role: "status", class: "pl-only-read" });
    panel.append(this.note, this.list, this.all);
    panel.after(this.status);
    this.active = -1;
    this.asked = 0;
    this.timer = 0;
    this.saying = 0;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list" })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => {
      this.choose(-1); // what was chosen answers another question
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(), PAUSE);
    });
    input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointermove", (event) => this.choose(this.options.indexOf(/** @type {HTMLElement} */ (event.target).closest("[role=option]") ?? null)));
    this.clear();
  }

  /** @returns {(Element | null)[]} */
  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  /** Where all answers to the question stand. */
  get address() {
    const address = new URL("modules/", root);
    if (this.input.value.trim()) address.searchParams.set("q", this.input.value.trim());
    return address.href;
  }

  /** Ask what stands in the field now; a later question makes an earlier answer void. */
  async ask() {
    const term = this.input.value.trim();
    const turn = (this.asked += 1);
    if (!term) return this.clear();
    try {
      const found = await find(language, term);
      const pages = await Promise.all(found.hits.slice(0, SHOWN).map((hit) => hit.data()));
      const others = found.hits.length < FEW ? await this.inOthers(found.instead ?? term) : [];
      const nothing = found.hits.length || others.length ? null : await nothingFound(term);
      if (turn === this.asked) this.show(found, pages, others, nothing);
    } catch (error) {
      if (turn !== this.asked) return;
      console.error(error);
      this.replace([say("find_broken")], [], "");
      this.say(say("find_broken"));
    }
  }

  /** @param {string} term */
  async inOthers(term) {
    const found = [];
    for (const other of languages.filter((code) => code !== language)) {
      const rows = await rowsOf(other, (await held(other, term)).hits);
      const only = rows.filter((row) => ["module", "help"].includes(row.kind) && !row.values.also?.includes(language));
      found.push(...(await Promise.all(only.slice(0, SHOWN_OTHERS).map((row) => row.hit.data()))));
    }
    return found.slice(0, SHOWN_OTHERS);
  }

  /**
   * @param {import("./find.js").Found} found
   * @param {import("./engine.js").Page[]} pages
   * @param {import("./engine.js").Page[]} others
   * @param {HTMLElement | null} nothing
   */
  show(found, pages, others, nothing) {
    const note = nothing ? [nothing] : found.instead ? [say("find_instead", { query: found.asked, instead: found.instead })] : found.some && pages.length ? [say("find_some")] : [];
    /** @type {HTMLElement[]} */
    const groups = pages.map(option);
    if (others.length) {
      const id = `${this.id}-others`;
      groups.push(make("div", { role: "group", "aria-labelledby": id }, make("p", { id, class: "pl-found-group", role: "presentation" }, say("find_others")), ...others.map(option)));
    }
    const total = found.hits.length;
    this.replace(note, groups, total > pages.length ? say("find_all") : "");
    this.say(found.instead ? `${say("find_instead", { query: found.asked, instead: found.instead })} ${counted(total, "find_counted")}` : counted(total + others.length, "find_counted"));
  }

  /**
   * @param {(Node | string)[]} note
   * @param {HTMLElement[]} rows
   * @param {string} all
   */
  replace(note, rows, all) {
    this.note.replaceChildren(...note);
    this.list.replaceChildren(...rows);
    this.options.forEach((row, index) => row?.setAttribute("id", `${this.id}-${index}`));
    this.all.textContent = all;
    this.all.hidden = !all;
    this.all.href = this.address;
    this.list.hidden = rows.length === 0;
    this.choose(-1);
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.shown(note.length + rows.length > 0);
  }

  /** Show nothing. */
  clear() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.replace([], [], "");
    this.say("");
  }

  /** @param {string} text */
  say(text) {
    clearTimeout(this.saying);
    this.saying = window.setTimeout(() => (this.status.textContent = text), text ? SAID : 0);
  }

  /** @param {number} index */
  choose(index) {
    this.options[this.active]?.removeAttribute("aria-selected");
    this.active = index;
    const row = this.options[index];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const last = this.options.length - 1;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && last >= 0) this.choose(this.active >= last ? 0 : this.active + 1);
    else if (event.key === "ArrowUp" && last >= 0) this.choose(this.active <= 0 ? last : this.active - 1);
    else if (event.key === "Enter" && this.active >= 0) /** @type {HTMLAnchorElement} */ (this.options[this.active]).click();
    else if (event.key === "Enter" && this.input.value.trim()) window.location.assign(this.address);
    else return;
    event.preventDefault();
  }
}

/** @param {import("./engine.js").Page} page */
function option(page) {
  return make(
    "a",
    { role: "option", tabindex: -1, href: page.url, class: "pl-option", lang: foreign(page) },
    make("span", { class: "pl-option-title" }, titleOf(page)),
    make("span", { class: "pl-facts" }, factsOf(page)),
    make("span", { class: "pl-excerpt" }, ...reason(page)),
  );
}
