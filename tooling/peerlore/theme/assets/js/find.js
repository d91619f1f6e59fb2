// @ts-check
// One question of a reader, answered as well as the index can: with other words where theirs are mistyped, with some of
// them where no page holds all.

import { knownWords, plain, search } from "./engine.js";
import { markedWords } from "./excerpt.js";
import { folded, nearest } from "./near.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {Answer & {asked: string, instead?: string, some?: boolean}} Found */

/**
 * The answer to `term`. `instead` is the question that was answered where a word seems mistyped; `some` says that no page
 * holds all words, and these hold some.
 * @param {string} language
 * @param {string} term
 * @returns {Promise<Found>}
 */
export async function find(language, term) {
  const asked = plain(term);
  const answer = await search(language, asked);
  if (!asked || /^".*"$/.test(asked)) return { ...answer, asked };
  const words = asked.split(" ");
  const strange = await strangeWords(language, words, answer);
  if (strange.length) {
    const list = await knownWords(language);
    const better = words.map((word) => (strange.includes(word) ? nearest(word, list) : word)).filter((word) => word !== null);
    const instead = better.join(" ");
    if (!better.length || instead === asked) return { hits: [], asked };
    const other = await search(language, instead);
    return other.hits.length ? { ...other, asked, instead } : { hits: [], asked };
  }
  if (answer.hits.length || words.length < 2) return { ...answer, asked };
  return { hits: await holdingSome(language, words), asked, some: true };
}

/**
 * The pages that hold all words of `term` as they are written; for languages in which the reader did not ask.
 * @param {string} language
 * @param {string} term
 * @returns {Promise<Answer>}
 */
export async function held(language, term) {
  const answer = await search(language, term);
  const words = plain(term).split(" ").filter(Boolean);
  return answer.hits.length && (await strangeWords(language, words, answer)).length ? { hits: [] } : answer;
}

/**
 * Words that stand nowhere. Pagefind answers those with the longest beginning that does, be it one letter; that is no
 * answer, and is told from a word that goes on by what the best page marks.
 * @param {string} language
 * @param {string[]} words
 * @param {Answer} answer
 */
async function strangeWords(language, words, answer) {
  const strange = [];
  const shown = await shownWords(answer);
  for (const word of words.filter((word) => word.length > 2)) {
    const start = folded(word).slice(0, Math.max(3, word.length - 2));
    if (shown.some((other) => other.startsWith(start))) continue;
    if ((await search(language, `"${word}"`)).hits.length) continue;
    const alone = answer.hits.length ? [] : await shownWords(await search(language, word));
    if (!alone.some((other) => other.startsWith(start))) strange.push(word);
  }
  return strange;
}

/** @param {Answer} answer */
async function shownWords(answer) {
  const page = await answer.hits[0]?.data();
  if (!page) return [];
  const text = [page.meta.title ?? "", page.meta.summary ?? "", ...markedWords(page.excerpt)].join(" ");
  return text.split(/[^\p{L}\p{N}]+/u).map(folded);
}

/**
 * Pages that hold some of the words: those with most of them first, then the better ones.
 * @param {string} language
 * @param {string[]} words
 */
async function holdingSome(language, words) {
  /** @type {Map<string, {hit: import("./engine.js").Hit, held: number, score: number}>} */
  const pages = new Map();
  for (const word of words.filter((word) => word.length > 3)) {
    for (const hit of (await search(language, word)).hits) {
      const page = pages.get(hit.id) ?? { hit, held: 0, score: 0 };
      page.held += 1;
      page.score += hit.score;
      pages.set(hit.id, page);
    }
  }
  return [...pages.values()].sort((a, b) => b.held - a.held || b.score - a.score).map((page) => page.hit);
}
