// @ts-check
// The pages that fit a state, and how many would fit with each further choice.

import { counts, search, totals } from "./engine.js";
import { find, held } from "./find.js";
import { GROUPS } from "./groups.js";
import { FACETS } from "./state.js";
import { language as own, languages } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./engine.js").Counts} Counts */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {{code: string, all: number, only: Hit[]}} Other texts in another language: how many fit, and those that the reader's language lacks */
/** @typedef {{hits: Hit[], counts: Counts, kinds: Record<string, number>, others: Other[], found: import("./find.js").Found}} View */

/** Among more pages than this, nobody waits for counts. */
const COUNTED = 3000;

/**
 * What fits `state`. Pages in the reader's language come first; those in others follow once such a language is chosen.
 * @param {State} state
 * @returns {Promise<View>}
 */
export async function look(state) {
  const found = await inOrder(own, state, (filters, sort) => find(own, state.q, filters, sort));
  const q = found.instead ?? state.q;
  const wanted = state.chosen.language;
  const elsewhere = [...new Set(wanted.map(indexOf))].filter((code) => code !== own);
  const hits = !wanted.length || wanted.some((code) => indexOf(code) === own) ? [...found.hits] : [];
  const known = !found.some && !found.unknown;
  const sums = known ? await countsOf(own, q, state) : {};
  for (const code of elsewhere) {
    hits.push(...(await inOrder(code, state, (filters, sort) => search(code, q, filters, sort))).hits);
    add(sums, await countsOf(code, q, state));
  }
  const others = state.kind === "module" ? await inOthers(q, state, elsewhere) : [];
  for (const { code, all } of others) (sums.language ??= {})[code] ??= all;
  const kinds = !q ? ((await totals(own)).kind ?? {}) : found.unknown ? {} : await kindsOf(q);
  return { hits, counts: sums, kinds, others: wanted.length ? [] : others.filter((other) => other.only.length), found };
}

/**
 * An answer in the order that the state asks for. The index is sorted by day; by time, it is asked for each number of
 * minutes, which spares every reader the download of another order.
 * @template {import("./engine.js").Answer} Answer
 * @param {string} index
 * @param {State} state
 * @param {(filters: import("./engine.js").Filters, sort: Record<string, "asc" | "desc">) => Promise<Answer>} ask
 * @returns {Promise<Answer>}
 */
async function inOrder(index, state, ask) {
  const fitting = await filters(index, state);
  if (state.kind !== "module") return ask(fitting, {});
  const sort = state.sort || (state.q ? "best" : "new");
  if (sort !== "short") return ask(fitting, sort === "new" ? { day: "desc" } : {});
  const answer = await ask(fitting, {});
  const place = new Map(answer.hits.map((hit) => [hit.id, Infinity]));
  for (const minutes of Object.keys((await totals(index)).minutes ?? {})) {
    for (const hit of (await search(index, "", { minutes })).hits) if (place.has(hit.id)) place.set(hit.id, Number(minutes));
  }
  return { ...answer, hits: answer.hits.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)) };
}

/** @param {string} q */
async function kindsOf(q) {
  const all = Object.keys((await totals(own)).kind ?? {});
  return Object.fromEntries(await Promise.all(all.map(async (kind) => [kind, (await search(own, q, { kind })).hits.length])));
}

/** The index that holds texts in a language: its own, or that of the library's first language. */
const indexOf = (/** @type {string} */ code) => (languages.includes(code) ? code : own);

/**
 * Pagefind's filters for a state; `but` leaves one facet out.
 * @param {string} index
 * @param {State} state
 * @param {string} [but]
 */
async function filters(index, state, but = "") {
  /** @type {Record<string, unknown>} */
  const made = { kind: state.kind };
  for (const facet of FACETS) {
    const values = state.chosen[facet];
    if (!values.length || facet === but) continue;
    const group = GROUPS[/** @type {keyof typeof GROUPS} */ (facet)];
    const any = group ? Object.keys((await totals(index))[facet] ?? {}).filter((value) => values.includes(group.of(value))) : values;
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
  const chosen = FACETS.filter((facet) => state.chosen[facet].length);
  const sums = { ...(await counted(index, q, await filters(index, state), !chosen.length)) };
  for (const facet of chosen) {
    sums[facet] = (await counted(index, q, await filters(index, state, facet), chosen.length === 1))[facet] ?? {};
  }
  return Object.fromEntries(FACETS.map((facet) => [facet, grouped(facet, sums[facet] ?? {})]));
}

/**
 * Only modules have these facets, so that the counts of all pages serve where nothing is asked.
 * @param {string} index
 * @param {string} q
 * @param {import("./engine.js").Filters} fitting
 * @param {boolean} free whether no facet narrows
 * @returns {Promise<Counts>}
 */
async function counted(index, q, fitting, free) {
  if (!q && free) return totals(index);
  const many = (await search(index, q, fitting)).hits.length > COUNTED;
  return many ? totals(index).then(withoutCounts) : counts(index, q, fitting);
}

/** @param {Counts} all the same values, each with a count that is not known */
const withoutCounts = (all) =>
  Object.fromEntries(Object.entries(all).map(([facet, values]) => [facet, Object.fromEntries(Object.keys(values).map((value) => [value, NaN]))]));

/**
 * @param {string} facet
 * @param {Record<string, number>} values
 */
function grouped(facet, values) {
  const group = GROUPS[/** @type {keyof typeof GROUPS} */ (facet)];
  if (!group) return { ...values };
  /** @type {Record<string, number>} */
  const sums = {};
  for (const [value, number] of Object.entries(values)) sums[group.of(value)] = (sums[group.of(value)] ?? 0) + number;
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
  for (const [facet, values] of Object.entries(more)) {
    for (const [value, number] of Object.entries(values)) (to[facet] ??= {})[value] = (to[facet][value] ?? 0) + number;
  }
}
