// @ts-check
// Asking the index: Pagefind, with a bundle for each language. Knows pages and facets, nothing of how they are shown.

/** @typedef {Record<string, unknown>} Filters */
/** @typedef {{id: string, score: number, data: () => Promise<Page>}} Hit */
/** @typedef {{url: string, excerpt: string, meta: Record<string, string>, filters: Record<string, string[]>}} Page */
/** @typedef {{hits: Hit[], counts: Record<string, Record<string, number>>}} Answer */

const SITE = new URL("../../", import.meta.url);
/** Words in an excerpt. */
const EXCERPT = 24;
const WEIGHTS = { title: 6, summary: 3, day: 0 };
/** French and other elisions: nobody searches for the article. */
const ELISION = /(?<!\p{L})(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\p{L})/giu;

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * Pagefind for one language. A site whose index was made without us has one bundle for all, which serves the page's own.
 * @param {string} language
 */
function load(language) {
  let engine = loaded.get(language);
  if (!engine) {
    engine = begin(new URL(`pagefind/${language}/pagefind.js`, SITE)).catch(() => begin(new URL("pagefind/pagefind.js", SITE)));
    engine.catch(() => loaded.delete(language)); // so that a reader without a network can try again
    loaded.set(language, engine);
  }
  return engine;
}

/** @param {URL} address */
async function begin(address) {
  const engine = await import(address.href);
  await engine.options({ excerptLength: EXCERPT, ranking: { metaWeights: WEIGHTS } });
  await engine.init();
  return engine;
}

/**
 * Begin to load what a search needs, since a reader is about to search.
 * @param {string} language
 */
export const prepare = (language) => void load(language).catch(() => {});

/**
 * The pages of one language that hold all words of `term`, best first; all pages where it is empty.
 * @param {string} language
 * @param {string} term
 * @param {Filters} [filters]
 * @param {Record<string, "asc" | "desc">} [sort]
 * @returns {Promise<Answer>}
 */
export async function search(language, term, filters = {}, sort = {}) {
  const engine = await load(language);
  const words = plain(term);
  const answer = await engine.search(words || null, { filters, sort });
  return { hits: answer.results, counts: answer.filters };
}

/**
 * Load every facet, so that searches also count their values.
 * @param {string} language
 */
export const loadFacets = async (language) => void (await (await load(language)).filters());

/**
 * Words of titles and skills, those of most pages first.
 * @param {string} language
 * @returns {Promise<string[]>}
 */
export async function knownWords(language) {
  const answer = await fetch(new URL(`pagefind/${language}/words.json`, SITE));
  return answer.ok ? answer.json() : [];
}

/** @param {string} term */
export const plain = (term) => term.normalize("NFC").replace(ELISION, "").replace(/\s+/g, " ").trim();
