// @ts-check
// The page for browsing: text and facets together, in step with the address. It begins once it is there to be looked at.

import { facetColumn, nameOf } from "./facets.js";
import { look } from "./look.js";
import { icon, make } from "./make.js";
import { nothingFound } from "./nothing.js";
import { resultItem } from "./result.js";
import { addressOf, choices, cleared, KINDS, readState, SORTS, toggled } from "./state.js";
import { counted, languageHere, say, written } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./look.js").View} View */

const PAGE = 20;
const PAUSE = 180;
/** Texts shown of each other language. */
const OTHERS = 3;

/**
 * A part of the page that stands there before any script.
 * @param {HTMLElement} place
 * @param {string} selector
 */
function part(place, selector) {
  const found = place.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

/**
 * Do what can wait once the page is there and the browser has time.
 * @param {() => void} work
 */
function whenIdle(work) {
  const soon = () => ("requestIdleCallback" in window ? window.requestIdleCallback(work, { timeout: 1000 }) : window.setTimeout(work, 200));
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}

/** @param {HTMLElement} place where the page keeps room for it */
export function begin(place) {
  new Browse(place).start();
}

class Browse {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.state = readState();
    this.turn = 0;
    this.timer = 0;
    this.form = part(place, "form");
    this.input = /** @type {HTMLInputElement} */ (part(place, "input[name=q]"));
    this.kinds = part(place, ".pl-kinds");
    this.side = /** @type {HTMLDetailsElement} */ (part(place, ".pl-narrow"));
    this.main = part(place, ".pl-results");
    this.status = make("p", { role: "status", class: "pl-found-count", tabindex: -1 });
    this.head = make("div", { class: "pl-results-head" }, this.status);
  }

  start() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.typed(true);
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.typed(false), PAUSE);
    });
    window.addEventListener("popstate", () => {
      this.state = readState();
      this.typing = false;
      this.input.value = this.state.q;
      void this.draw();
    });
    const wide = window.matchMedia("(min-width: 60em)");
    const fit = () => (this.side.open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
    const early = this.input.value; // letters that somebody typed before this script ran
    if (early) this.typed(false);
    else this.input.value = this.state.q;
    part(this.place, ".pl-late").remove();
    if (window.location.search) part(this.main, ".pl-result-list").replaceChildren(); // those that stand there are an answer to nothing
    this.showTopics(false);
    if (window.location.search) void this.draw();
    else whenIdle(() => void this.draw()); // the newest stand there already
  }

  /** @param {boolean} done whether it is a step to come back to, rather than letters on the way to one */
  typed(done) {
    clearTimeout(this.timer);
    const q = this.input.value.trim();
    if (q !== this.state.q) this.go({ ...this.state, q }, !done && this.typing);
    this.typing = !done;
  }

  /** The way by topics, for when the index does not answer. @param {boolean} shown */
  showTopics(shown) {
    document.querySelector("[data-pl-topics]")?.toggleAttribute("hidden", !shown);
  }

  typing = false;

  /**
   * Show another state and write it into the address.
   * @param {State} state
   * @param {boolean} [instead] of the last one in the history
   */
  go(state, instead = false) {
    this.state = state;
    this.typing = false;
    window.history[instead ? "replaceState" : "pushState"](null, "", addressOf(state));
    void this.draw();
  }

  async draw() {
    const turn = (this.turn += 1);
    const { state } = this;
    this.main.setAttribute("aria-busy", "true");
    try {
      const view = await look(state);
      const pages = await Promise.all(view.hits.slice(0, PAGE).map((hit) => hit.data()));
      const nothing = view.hits.length ? null : await this.nothing(state, view);
      const others = await this.others(state, view);
      if (turn !== this.turn) return;
      this.main.removeAttribute("aria-busy");
      this.show(state, view, pages, nothing, others);
    } catch (error) {
      if (turn !== this.turn) return;
      console.error(error);
      this.main.removeAttribute("aria-busy");
      this.main.replaceChildren(make("p", { class: "pl-notice" }, say("find_broken")));
      this.showTopics(true);
    }
  }

  /**
   * @param {State} state
   * @param {View} view
   * @param {import("./engine.js").Page[]} pages
   * @param {HTMLElement | null} nothing
   * @param {HTMLElement[]} others
   */
  show(state, view, pages, nothing, others) {
    const giveBack = this.focusKeeper();
    this.showTopics(false);
    this.kinds.replaceChildren(this.kindTabs(state, view));
    this.fillSide(state, view);
    const list = make("ol", { class: "pl-result-list" }, ...pages.map((page) => resultItem(page, Boolean(state.q))));
    const { found } = view;
    const note = found.instead ? say("find_instead", { query: found.asked, instead: found.instead }) : found.some && view.hits.length ? say("find_some") : "";
    this.head.querySelector(".pl-order")?.remove();
    if (state.kind === "module" && view.hits.length > 1) this.head.append(this.orderChoice(state));
    // The status stays where it is: a screen reader does not hear of one that has just come.
    for (const child of [...this.main.children]) if (child !== this.head) child.remove();
    if (!this.head.isConnected) this.main.prepend(this.head);
    this.main.append(
      this.chips(state),
      ...(note ? [make("p", { class: "pl-found-note" }, note)] : []),
      ...(nothing ? [nothing] : [list]),
      ...this.more(list, view, state),
      ...others,
    );
    this.status.textContent = counted(view.hits.length, "find_counted");
    giveBack();
  }

  /** Where the keyboard is, of what is drawn anew; gives a function that puts it there again, or next to it. */
  focusKeeper() {
    const focused = document.activeElement;
    const there = !focused ? "" : this.kinds.contains(focused) ? "kinds" : !this.main.contains(focused) ? "" : focused.matches("select") ? "order" : "results";
    return () => {
      if (there === "kinds") /** @type {HTMLElement | null} */ (this.kinds.querySelector("[aria-current]"))?.focus();
      else if (there) (there === "order" ? (this.head.querySelector("select") ?? this.status) : this.status).focus();
    };
  }

  /**
   * What stands in place of results.
   * @param {State} state
   * @param {View} view
   */
  async nothing(state, view) {
    if (choices(state).length) return make("p", {}, say("find_nothing_chosen"));
    const kinds = KINDS.filter((kind) => kind !== state.kind && view.kinds[kind]);
    if (!kinds.length) return nothingFound(state.q);
    const ways = kinds.map((kind) => make("li", {}, this.link((now) => ({ ...now, kind, sort: "" }), say(`find_kind_${kind}`), " ", written(view.kinds[kind]))));
    return make("div", {}, make("p", {}, say("find_nothing_kind")), make("ul", {}, ...ways));
  }

  /**
   * @param {State} state
   * @param {View} view
   */
  kindTabs(state, view) {
    const number = (/** @type {string} */ kind) => (kind === state.kind ? view.hits.length : (view.kinds[kind] ?? 0));
    const shown = KINDS.filter((kind) => number(kind) || kind === state.kind || kind === "module");
    return make(
      "ul",
      {},
      ...shown.map((kind) => {
        const link = this.link((now) => (kind === now.kind ? now : { ...cleared(now), kind, sort: "" }), say(`find_kind_${kind}`), " ", make("span", {}, written(number(kind))));
        if (kind === state.kind) link.setAttribute("aria-current", "true");
        return make("li", {}, link);
      }),
    );
  }

  /**
   * The facets, with the focus where it was: a choice draws them anew.
   * @param {State} state
   * @param {View} view
   */
  fillSide(state, view) {
    const focused = document.activeElement;
    const within = focused instanceof HTMLInputElement && this.side.contains(focused) ? { name: focused.name, value: focused.value } : null;
    const many = choices(state).length;
    this.side.querySelector("summary")?.replaceChildren(many ? say("find_narrow_chosen", { n: many }) : say("find_narrow"));
    this.side.querySelector(".pl-facets")?.remove();
    this.side.hidden = state.kind !== "module" || (!many && !view.hits.length);
    this.side.append(facetColumn(state, view.counts, (facet, value) => this.go(toggled(this.state, facet, value))));
    if (!within) return;
    const again = [...this.side.querySelectorAll("input")].find((box) => box.name === within.name && box.value === within.value);
    again?.focus();
  }

  /** @param {State} state */
  orderChoice(state) {
    const select = make("select", {});
    const chosen = state.sort || (state.q ? "best" : "new");
    for (const sort of SORTS.filter((sort) => state.q || sort !== "best")) select.append(make("option", { value: sort, selected: sort === chosen }, say(`find_sort_${sort}`)));
    select.addEventListener("change", () => this.go({ ...this.state, sort: select.value }));
    return make("label", { class: "pl-order" }, say("find_sort"), " ", select);
  }

  /** @param {State} state */
  chips(state) {
    const chosen = choices(state);
    const list = make("ul", { class: "pl-chosen", hidden: chosen.length === 0 });
    for (const { facet, value } of chosen) {
      const name = nameOf(facet, value);
      list.append(make("li", {}, make("button", { type: "button", "aria-label": say("find_remove", { value: name }), onclick: () => this.go(toggled(this.state, facet, value)) }, name, icon("close"))));
    }
    if (chosen.length > 1) list.append(make("li", {}, make("button", { type: "button", class: "pl-clear", onclick: () => this.go(cleared(this.state)) }, say("find_clear"))));
    return list;
  }

  /**
   * @param {HTMLElement} list
   * @param {View} view
   * @param {State} state
   */
  more(list, view, state) {
    if (view.hits.length <= PAGE) return [];
    let shown = PAGE;
    const { turn } = this;
    const line = make("span", { class: "pl-facts" });
    const button = make("button", { type: "button", class: "pl-button" }, say("find_show_more"));
    const row = make("p", { class: "pl-show-more" }, button, line);
    const tell = () => (line.textContent = say("find_shown", { shown: written(shown), all: written(view.hits.length) }));
    button.addEventListener("click", async () => {
      const pages = await Promise.all(view.hits.slice(shown, shown + PAGE).map((hit) => hit.data()));
      if (turn !== this.turn) return;
      const items = pages.map((page) => resultItem(page, Boolean(state.q)));
      list.append(...items);
      shown += items.length;
      tell();
      button.hidden = shown >= view.hits.length;
      items[0]?.querySelector("a")?.focus();
    });
    tell();
    return [row];
  }

  /**
   * Texts that only other languages have: the best of each, and the way to all.
   * @param {State} state
   * @param {View} view
   */
  async others(state, view) {
    const parts = view.others.map(async ({ code, all, only }) => {
      const pages = await Promise.all(only.slice(0, OTHERS).map((hit) => hit.data()));
      const link = this.link((now) => toggled(now, "language", code), say("find_in_language", { n: written(all), language: languageHere(code) }));
      return [make("ol", { class: "pl-result-list" }, ...pages.map((page) => resultItem(page, Boolean(state.q)))), make("p", { class: "pl-more" }, link)];
    });
    return parts.length ? [make("div", { class: "pl-others" }, make("h2", {}, say("find_others")), ...(await Promise.all(parts)).flat())] : [];
  }

  /**
   * A link to another state, followed without loading the page anew; from the state that it is then, should others have been chosen.
   * @param {(state: State) => State} change
   * @param {...(string | Node)} words
   */
  link(change, ...words) {
    const link = make("a", { href: addressOf(change(this.state)) }, ...words);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(change(this.state));
    });
    return link;
  }
}
