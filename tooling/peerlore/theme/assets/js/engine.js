// @ts-check
// Asking the index: Pagefind, with a bundle for each language. Knows pages and facets, nothing of how they are shown.

/** @typedef {Record<string, unknown>} Filters */
/** @typedef {{id: string, score: number, data: () => Promise<Page>}} Hit */
/** @typedef {{url: string, excerpt: string, meta: Record<string, string>, filters: Record<string, string[]>}} Page */
/** @typedef {Record<string, Record<string, number>>} Counts counts of values by facet */
/** @typedef {{hits: Hit[]}} Answer */

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
  const settings = { excerptLength: EXCERPT, ranking: { metaWeights: WEIGHTS } };
  await engine.options(settings);
  await engine.init();
  return { search: engine.search, counting: () => engine.createInstance(settings) };
}

/** @type {Map<string, Promise<{engine: any, totals: Counts}>>} */
const counting = new Map();

/**
 * A second Pagefind with every facet loaded. It counts values for each search, in a time that grows with the square of
 * what is found, so that only those who need counts ask it.
 * @param {string} language
 */
function loadCounting(language) {
  let made = counting.get(language);
  if (!made) {
    made = load(language).then(async (engine) => {
      const instance = engine.counting();
      return { engine: instance, totals: await instance.filters() };
    });
    made.catch(() => counting.delete(language));
    counting.set(language, made);
  }
  return made;
}

/**
 * How many pages of a language have each value of each facet.
 * @param {string} language
 */
export const totals = async (language) => (await loadCounting(language)).totals;

/**
 * How many of the pages that fit have each value of each facet.
 * @param {string} language
 * @param {string} term
 * @param {Filters} filters
 * @returns {Promise<Counts>}
 */
export async function counts(language, term, filters) {
  const { engine } = await loadCounting(language);
  return (await engine.search(plain(term) || null, { filters })).filters;
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
  return { hits: answer.results };
}

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
