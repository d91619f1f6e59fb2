// @ts-check
// The column of facets: for each the values that are left, how many pages each would leave, and which are chosen.

import { readable } from "./excerpt.js";
import { GROUPS } from "./groups.js";
import { make } from "./make.js";
import { folded } from "./near.js";
import { FACETS } from "./state.js";
import { languageName, say, written } from "./words.js";

/** @typedef {import("./state.js").State} State */

const SHOWN = 8;
/** In lists longer than this, values are sought by typing. */
const LONG = 20;

/** Facets of which a reader wants to see all values, by facet; it lasts as long as the page. @type {Set<string>} */
const opened = new Set();
/** What was typed to narrow a long list, by facet. @type {Map<string, string>} */
const narrowed = new Map();

/**
 * A value as readers call it.
 * @param {string} facet
 * @param {string} value
 */
export function nameOf(facet, value) {
  const group = GROUPS[/** @type {keyof typeof GROUPS} */ (facet)];
  if (group) return group.name(value);
  if (facet === "level" || facet === "format") return say(`${facet}_${value}`);
  return facet === "language" ? languageName(value) : readable(value);
}

/**
 * The column for a state.
 * @param {State} state
 * @param {Record<string, Record<string, number>>} counts
 * @param {(facet: string, value: string) => void} choose told what a reader chose, or chose no longer
 */
export function facetColumn(state, counts, choose) {
  const parts = FACETS.map((facet) => facetPart(facet, state, counts[facet] ?? {}, choose));
  return make("div", { class: "pl-facets" }, ...parts);
}

/**
 * @param {string} facet
 * @param {State} state
 * @param {Record<string, number>} counts
 * @param {(facet: string, value: string) => void} choose
 */
function facetPart(facet, state, counts, choose) {
  const chosen = state.chosen[facet];
  const values = ordered(facet, counts, chosen);
  if (values.length < 2 && !chosen.length) return null;
  const list = make("ul", {});
  const part = make("fieldset", { class: "pl-facet", "data-facet": facet }, make("legend", {}, say(`find_${facet}`)));
  const more = make("button", { type: "button", class: "pl-facet-more" });
  const seek = make("input", { type: "text", class: "pl-facet-seek", "aria-label": say("find_seek", { facet: say(`find_${facet}`) }), placeholder: say("find_seek_short"), value: narrowed.get(facet) ?? "" });
  const draw = () => {
    const open = opened.has(facet);
    const sought = folded(narrowed.get(facet) ?? "");
    const fitting = open && sought ? values.filter((value) => folded(nameOf(facet, value)).includes(sought)) : values;
    const shown = open ? fitting : values.filter((value, index) => index < SHOWN || chosen.includes(value));
    list.replaceChildren(...shown.map((value) => valueRow(facet, value, state, counts[value] ?? 0, choose)));
    seek.hidden = !open || values.length <= LONG;
    more.hidden = values.length <= SHOWN;
    more.textContent = open ? say("find_fewer") : say("find_more", { n: written(values.length - SHOWN) });
    more.setAttribute("aria-expanded", String(open));
  };
  more.addEventListener("click", () => {
    if (!opened.delete(facet)) opened.add(facet);
    draw();
    if (!seek.hidden) seek.focus();
  });
  seek.addEventListener("input", () => {
    narrowed.set(facet, seek.value);
    draw();
  });
  draw();
  part.append(seek, list, more);
  return part;
}

/**
 * Groups and levels in their own order, everything else by frequency.
 * @param {string} facet
 * @param {Record<string, number>} counts
 * @param {string[]} chosen
 */
function ordered(facet, counts, chosen) {
  const order = facet === "level" ? ["beginner", "intermediate", "advanced"] : GROUPS[/** @type {keyof typeof GROUPS} */ (facet)]?.order;
  const values = [...new Set([...Object.keys(counts), ...chosen])];
  if (order) return values.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return values.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || nameOf(facet, a).localeCompare(nameOf(facet, b)));
}

/**
 * @param {string} facet
 * @param {string} value
 * @param {State} state
 * @param {number} count
 * @param {(facet: string, value: string) => void} choose
 */
function valueRow(facet, value, state, count, choose) {
  const box = make("input", { type: "checkbox", name: facet, value, checked: state.chosen[facet].includes(value), onchange: () => choose(facet, value) });
  return make("li", {}, make("label", {}, box, make("span", { class: "pl-facet-name" }, nameOf(facet, value)), make("span", { class: "pl-facet-count" }, written(count))));
}
