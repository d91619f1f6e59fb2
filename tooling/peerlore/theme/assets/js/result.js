// @ts-check
// A page that was found, as readers see it: what it gives, how long it takes, whether it is looked after.

import { excerptNodes, markedWords, readable } from "./excerpt.js";
import { freshness } from "./groups.js";
import { make } from "./make.js";
import { folded } from "./near.js";
import { duration, language as own, languageName, say } from "./words.js";

/** @typedef {import("./engine.js").Page} Page */

/** @param {Page} page */
export const titleOf = (page) => readable(page.meta.title ?? "");

/**
 * One line about a page: kind where it is no module, skills, level, minutes, and its language where it is not the reader's.
 * @param {Page} page
 */
export function factsOf(page) {
  const { kind = [], skill = [], helps = [], level = [], minutes = [], language = [] } = page.filters;
  const parts = kind[0] === "module" ? [] : [say(`find_one_${kind[0]}`)];
  parts.push(...[...skill, ...helps].slice(0, 2).map(readable));
  if (level[0]) parts.push(say(`level_${level[0]}`));
  if (minutes[0]) parts.push(duration(Number(minutes[0])));
  if (language[0] && language[0] !== own) parts.push(languageName(language[0]));
  return parts.join(" · ");
}

/**
 * Why a page was found: its summary where that says it, else the passage in which it stands. What was found is marked.
 * @param {Page} page
 */
export function reason(page) {
  const summary = readable(page.meta.summary ?? "");
  const kind = page.filters.kind?.[0];
  const marked = new Set(markedWords(page.excerpt).map(bare).filter(Boolean));
  const pieces = summary.split(/([^\p{L}\p{N}]+)/u);
  const told = pieces.some((piece) => marked.has(bare(piece)));
  if (told) return pieces.map((piece) => (marked.has(bare(piece)) ? make("mark", {}, piece) : piece));
  const passage = page.excerpt.includes("<mark>") && (kind === "module" || kind === "help" || !summary);
  return passage ? ["… ", ...excerptNodes(page.excerpt), " …"] : [summary];
}

/** @param {string} word */
const bare = (word) => folded(word.replace(/[^\p{L}\p{N}]+/gu, ""));

/**
 * The language of a page's text, where it differs from the reader's.
 * @param {Page} page
 */
export const foreign = (page) => (page.filters.language?.[0] !== own ? page.filters.language?.[0] : undefined);

/**
 * A page in the list of results.
 * @param {Page} page
 * @param {boolean} searched
 */
export function resultItem(page, searched) {
  const due = page.filters.due?.[0];
  const state = due ? freshness(due) : "";
  const summary = readable(page.meta.summary ?? "");
  const why = searched ? reason(page) : [summary];
  const apart = why.length > 1 && why[0] === "… ";
  return make(
    "li",
    { class: "pl-result" },
    make("p", { class: "pl-result-title", lang: foreign(page) }, make("a", { href: page.url }, titleOf(page))),
    make("p", { lang: foreign(page) }, ...(apart ? [summary] : why)),
    apart && make("p", { class: "pl-excerpt", lang: foreign(page) }, ...why),
    make("p", { class: "pl-facts" }, factsOf(page), state && " · ", state && make("span", { "data-fresh": state }, say(`find_due_${state}`))),
  );
}
