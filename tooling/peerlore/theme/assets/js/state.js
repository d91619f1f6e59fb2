// @ts-check
// What a reader has chosen on the page for browsing, and its address. The address says all of it, so that it can be shared.

export const FACETS = ["topic", "skill", "level", "minutes", "format", "language", "due"];
export const KINDS = ["module", "path", "skill", "person", "group", "session", "need", "topic", "help"];
export const SORTS = ["best", "new", "short"];

/** @typedef {{q: string, kind: string, sort: string, chosen: Record<string, string[]>}} State */

/** @returns {State} what the page's address says; unknown words are left out */
export function readState(address = window.location.href) {
  const query = new URL(address).searchParams;
  const one = (/** @type {string} */ name, /** @type {string[]} */ known) => known.find((value) => value === query.get(name)) ?? "";
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, [...new Set(query.getAll(facet))].filter(Boolean)]));
  return { q: query.get("q")?.trim() ?? "", kind: one("kind", KINDS) || "module", sort: one("sort", SORTS), chosen };
}

/**
 * The address of a state.
 * @param {State} state
 */
export function addressOf(state) {
  const address = new URL(window.location.href);
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  if (state.kind !== "module") query.set("kind", state.kind);
  for (const facet of FACETS) for (const value of state.chosen[facet]) query.append(facet, value);
  if (state.sort) query.set("sort", state.sort);
  address.search = query.toString();
  return address;
}

/**
 * The state with a value chosen, or no longer.
 * @param {State} state
 * @param {string} facet
 * @param {string} value
 */
export function toggled(state, facet, value) {
  const before = state.chosen[facet];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [facet]: values } };
}

/**
 * The state with nothing chosen; the text stays.
 * @param {State} state
 */
export const cleared = (state) => ({ ...state, chosen: Object.fromEntries(FACETS.map((facet) => [facet, []])) });

/** @param {State} state */
export const choices = (state) => FACETS.flatMap((facet) => state.chosen[facet].map((value) => ({ facet, value })));
