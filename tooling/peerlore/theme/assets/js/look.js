// @ts-check
// The pages that fit a state, and how many would fit with each further choice.

import { loadFacets, search } from "./engine.js";
import { find, held } from "./find.js";
import { GROUPS } from "./groups.js";
import { FACETS } from "./state.js";
import { language as own, languages } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {Record<string, Record<string, number>>} Counts counts of values by facet */
/** @typedef {{code: string, all: number, only: import("./engine.js").Hit[]}} Other texts in another language: how many fit, and those that the reader's language lacks */
/** @typedef {{hits: import("./engine.js").Hit[], counts: Counts, kinds: Record<string, number>, others: Other[], found: import("./find.js").Found}} View */

const SORTS = { best: {}, new: { day: "desc" }, short: { minutes: "asc" } };

/**
 * What fits `state`. Pages in the reader's language come first; those in others follow once such a language is chosen.
 * @param {State} state
 * @returns {Promise<View>}
 */
export async function look(state) {
  await loadFacets(own);
  const found = await find(own, state.q, await filters(own, state), sortOf(state));
  const q = found.instead ?? state.q;
  const wanted = state.chosen.language;
  const ours = wanted.length ? wanted.filter((code) => indexOf(code) === own) : [own];
  const elsewhere = [...new Set(wanted.map(indexOf))].filter((code) => code !== own);
  const hits = ours.length ? [...found.hits] : [];
  const counts = found.some || found.unknown ? {} : await countsOf(own, q, state);
  for (const code of elsewhere) {
    await loadFacets(code);
    hits.push(...(await search(code, q, await filters(code, state), sortOf(state))).hits);
    add(counts, await countsOf(code, q, state));
  }
  const others = state.kind === "module" ? await inOthers(q, state, elsewhere) : [];
  for (const { code, all } of others) (counts.language ??= {})[code] ??= all;
  const kinds = found.unknown ? {} : ((await search(own, q)).counts.kind ?? {});
  return { hits, counts, kinds, others: wanted.length ? [] : others.filter((other) => other.only.length), found };
}

/** @param {State} state */
const sortOf = (state) => (state.kind === "module" ? SORTS[/** @type {keyof typeof SORTS} */ (state.sort || (state.q ? "best" : "new"))] : {});

/** The index that holds texts in a language: its own, or that of the library's first language. */
const indexOf = (/** @type {string} */ code) => (languages.includes(code) ? code : own);

/**
 * Pagefind's filters for a state; `but` leaves one facet out.
 * @param {string} index
 * @param {State} state
 * @param {string} [but]
 */
async function filters(index, state, but = "") {
  const all = Object.entries(GROUPS).some(([facet]) => state.chosen[facet].length && facet !== but) ? (await search(index, "", {})).counts : {};
  /** @type {Record<string, unknown>} */
  const made = { kind: state.kind };
  for (const facet of FACETS) {
    const values = state.chosen[facet];
    if (!values.length || facet === but) continue;
    const group = GROUPS[/** @type {keyof typeof GROUPS} */ (facet)];
    const any = group ? Object.keys(all[facet] ?? {}).filter((value) => values.includes(group.of(value))) : values;
    made[facet] = { any: any.length ? any : ["\u0000"] };
  }
  return made;
}

/**
 * How many pages each value of each facet leaves: of a facet in which something is chosen, as if nothing were.
 * @param {string} index
 * @param {string} q
 * @param {State} state
 */
async function countsOf(index, q, state) {
  /** @type {Counts} */
  const counts = (await search(index, q, await filters(index, state))).counts;
  for (const facet of FACETS.filter((facet) => state.chosen[facet].length)) {
    counts[facet] = (await search(index, q, await filters(index, state, facet))).counts[facet] ?? {};
  }
  return Object.fromEntries(FACETS.map((facet) => [facet, grouped(facet, counts[facet] ?? {})]));
}

/**
 * @param {string} facet
 * @param {Record<string, number>} counts
 */
function grouped(facet, counts) {
  const group = GROUPS[/** @type {keyof typeof GROUPS} */ (facet)];
  if (!group) return { ...counts };
  /** @type {Record<string, number>} */
  const sums = {};
  for (const [value, number] of Object.entries(counts)) sums[group.of(value)] = (sums[group.of(value)] ?? 0) + number;
  return sums;
}

/**
 * What fits in other languages than those that are searched already.
 * @param {string} q
 * @param {State} state
 * @param {string[]} searched
 */
async function inOthers(q, state, searched) {
  /** @type {Other[]} */
  const others = [];
  for (const code of languages.filter((code) => code !== own && !searched.includes(code))) {
    await loadFacets(code);
    const fitting = await filters(code, state, "language");
    const all = (await held(code, q, fitting)).hits.length;
    if (all) others.push({ code, all, only: (await search(code, q, { ...fitting, not: { also: own } })).hits });
  }
  return others;
}

/**
 * @param {Counts} to
 * @param {Counts} more
 */
function add(to, more) {
  for (const [facet, counts] of Object.entries(more)) {
    for (const [value, number] of Object.entries(counts)) (to[facet] ??= {})[value] = (to[facet][value] ?? 0) + number;
  }
}
