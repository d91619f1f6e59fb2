// @ts-check
// The pages that fit a state, and how many would fit with each further choice.

import { find, held } from "./find.js";
import { FACETS } from "./state.js";
import { allRows, rowsOf } from "./table.js";
import { language as own, languages } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./table.js").Row} Row */
/** @typedef {Record<string, Record<string, number>>} Counts counts of values by facet */
/** @typedef {{code: string, all: number, only: Hit[]}} Other texts in another language: how many fit, and those that the reader's language lacks */
/** @typedef {{hits: Hit[], counts: Counts, kinds: Record<string, number>, others: Other[], found: import("./find.js").Found}} View */

/**
 * What fits `state`. Pages in the reader's language come first; those in others follow once such a language is chosen.
 * @param {State} state
 * @returns {Promise<View>}
 */
export async function look(state) {
  /** @type {import("./find.js").Found} */
  const found = state.q ? await find(own, state.q) : { hits: [], asked: "" };
  const q = found.instead ?? state.q;
  const rows = state.q ? await rowsOf(own, found.hits) : await allRows(own);
  const wanted = state.chosen.language;
  const elsewhere = [...new Set(wanted.map(indexOf))].filter((code) => code !== own);
  const hits = !wanted.length || wanted.some((code) => indexOf(code) === own) ? fittingIn(rows, state) : [];
  const counts = emptyCounts();
  count(counts, rows, state);
  for (const code of elsewhere) {
    const theirs = q ? await rowsOf(code, (await held(code, q)).hits) : await allRows(code);
    hits.push(...fittingIn(theirs, state));
    count(counts, theirs, state);
  }
  const others = state.kind === "module" ? await inOthers(q, state, elsewhere) : [];
  for (const { code, all } of others) counts.language[code] ??= all;
  /** @type {Record<string, number>} */
  const kinds = {};
  for (const { kind } of rows) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return { hits: hits.map((row) => row.hit), counts, kinds, others: wanted.length ? [] : others.filter((other) => other.only.length), found };
}

/** The index that holds texts in a language: its own, or that of the library's first language. */
const indexOf = (/** @type {string} */ code) => (languages.includes(code) ? code : own);

/**
 * Those of `rows` that fit, in the order that the state asks for. They come in that of their answer, or newest first.
 * @param {Row[]} rows
 * @param {State} state
 */
function fittingIn(rows, state) {
  const fitting = rows.filter((row) => row.kind === state.kind && FACETS.every((facet) => fits(row, facet, state)));
  const sort = state.kind === "module" && state.sort;
  if (sort === "new") fitting.sort((a, b) => a.place - b.place);
  if (sort === "short") fitting.sort((a, b) => a.minutes - b.minutes);
  return fitting;
}

/**
 * @param {Row} row
 * @param {string} facet
 * @param {State} state
 */
function fits(row, facet, state) {
  const chosen = state.chosen[facet];
  return !chosen.length || Boolean(row.values[facet]?.some((value) => chosen.includes(value)));
}

/** Nothing counted yet; values are words of contributors, and may be such as every object has. @returns {Counts} */
const emptyCounts = () => Object.fromEntries(FACETS.map((facet) => [facet, Object.create(null)]));

/**
 * How many of `rows` each value of each facet leaves: of a facet in which something is chosen, as if nothing were.
 * @param {Counts} counts
 * @param {Row[]} rows
 * @param {State} state
 */
function count(counts, rows, state) {
  for (const row of rows) {
    if (row.kind !== state.kind) continue;
    const lacking = FACETS.filter((facet) => !fits(row, facet, state));
    if (lacking.length > 1) continue;
    for (const facet of lacking.length ? lacking : FACETS) {
      for (const value of row.values[facet] ?? []) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
    }
  }
}

/**
 * What fits in other languages than those that are searched already.
 * @param {string} q
 * @param {State} state
 * @param {string[]} searched
 */
async function inOthers(q, state, searched) {
  const free = { ...state, chosen: { ...state.chosen, language: [] } };
  /** @type {Other[]} */
  const others = [];
  for (const code of languages.filter((code) => code !== own && !searched.includes(code))) {
    const rows = q ? await rowsOf(code, (await held(code, q)).hits) : await allRows(code);
    const fitting = fittingIn(rows, free);
    const only = fitting.filter((row) => !row.values.also?.includes(own)).map((row) => row.hit);
    if (fitting.length) others.push({ code, all: fitting.length, only });
  }
  return others;
}
