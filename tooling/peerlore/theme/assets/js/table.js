// @ts-check
// What pages are narrowed and sorted by: the table of a language, and the pages of an answer found in it. Going through ten
// thousand of them takes a few milliseconds, where Pagefind's own counts take seconds.

import { pageOf, unpacked } from "./engine.js";
import { GROUPS } from "./groups.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {Record<string, string[]>} Values what a page has of each facet, grouped as readers think of it */
/** @typedef {{hit: Hit, place: number, kind: string, minutes: number, values: Values}} Row `place` counts from the newest */
/** @typedef {{pages: string, columns: Record<string, [string[], (number | number[] | null)[]]>}} Table */

/** @type {Map<string, Promise<Map<string, Row>>>} */
const loaded = new Map();

/**
 * All pages of a language by their ids, the newest first.
 * @param {string} language
 */
function table(language) {
  let rows = loaded.get(language);
  if (!rows) {
    rows = load(language);
    rows.catch(() => loaded.delete(language)); // so that a reader without a network can try again
    loaded.set(language, rows);
  }
  return rows;
}

/** @param {string} language */
async function load(language) {
  /** @type {Table} */
  const { pages, columns } = await unpacked(language, "facets.pf_facets");
  const groups = Object.entries(columns).map(([facet, [values]]) => values.map((value) => GROUPS[/** @type {keyof typeof GROUPS} */ (facet)]?.of(value) ?? value));
  const names = Object.keys(columns);
  return new Map(
    pages.split(" ").map((name, place) => {
      const id = `${language}_${name}`;
      const cell = (/** @type {string} */ facet) => [columns[facet]?.[1][place] ?? []].flat();
      const values = Object.fromEntries(names.map((facet, column) => [facet, [...new Set(cell(facet).map((number) => groups[column][number]))]]));
      const minutes = Number(columns.minutes?.[0][cell("minutes")[0]] ?? 0);
      return [id, { hit: { id, score: 0, data: () => pageOf(language, id) }, place, kind: values.kind[0], minutes, values }];
    }),
  );
}

/**
 * All pages of a language, the newest first.
 * @param {string} language
 * @returns {Promise<Row[]>}
 */
export const allRows = async (language) => [...(await table(language)).values()];

/**
 * The pages of an answer, in its order.
 * @param {string} language
 * @param {Hit[]} hits
 * @returns {Promise<Row[]>}
 */
export async function rowsOf(language, hits) {
  if (!hits.length) return [];
  const rows = await table(language);
  return hits.flatMap((hit) => {
    const row = rows.get(hit.id);
    return row ? [{ ...row, hit }] : [];
  });
}
