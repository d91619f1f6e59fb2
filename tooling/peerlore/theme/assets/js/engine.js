// @ts-check
// Asking the index for words: Pagefind, with a bundle for each language. Knows pages, nothing of facets or of how they are shown.

/** @typedef {{id: string, score: number, data: () => Promise<Page>}} Hit */
/** @typedef {{url: string, excerpt: string, meta: Record<string, string>, filters: Record<string, string[]>}} Page */
/** @typedef {{hits: Hit[]}} Answer */

const SITE = new URL("../../", import.meta.url);
/** Words in an excerpt. */
const EXCERPT = 24;
const WEIGHTS = { title: 6, summary: 3 };
/** What each of its files begins with. */
const SIGNATURE = "pagefind_dcd";
/** French and other elisions: nobody searches for the article. */
const ELISION = /(?<!\p{L})(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\p{L})/giu;

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * Pagefind for one language.
 * @param {string} language
 */
function load(language) {
  let engine = loaded.get(language);
  if (!engine) {
    engine = begin(language);
    engine.catch(() => loaded.delete(language)); // so that a reader without a network can try again
    loaded.set(language, engine);
  }
  return engine;
}

/**
 * A file of the index of a language.
 * @param {string} language
 * @param {string} name
 */
const fileOf = (language, name) => new URL(`pagefind/${language}/${name}`, SITE);

/** @param {string} language */
async function begin(language) {
  const engine = await import(fileOf(language, "pagefind.js").href);
  await engine.options({ excerptLength: EXCERPT, ranking: { metaWeights: WEIGHTS } });
  await engine.init();
  return engine;
}

/**
 * Begin to load what a search needs, since a reader is about to search.
 * @param {string} language
 */
export const prepare = (language) => void load(language).catch(() => {});

/** The last answers: a reader who chooses facets asks for the same words each time. @type {Map<string, Promise<Answer>>} */
const answers = new Map();
const REMEMBERED = 8;

/**
 * The pages of one language that hold all words of `term`, best first; none where it is empty.
 * @param {string} language
 * @param {string} term
 * @returns {Promise<Answer>}
 */
export async function search(language, term) {
  const words = plain(term);
  if (!words) return { hits: [] };
  const key = `${language} ${words}`;
  let answer = answers.get(key);
  if (!answer) {
    answer = load(language).then(async (engine) => ({ hits: (await engine.search(words)).results }));
    answer.catch(() => answers.delete(key));
    if (answers.size === REMEMBERED) answers.delete(answers.keys().next().value ?? "");
    answers.set(key, answer);
  }
  return answer;
}

/**
 * A page as Pagefind gives it, without asking Pagefind: an excerpt is what a question marks in it.
 * @param {string} language
 * @param {string} id
 * @returns {Promise<Page>}
 */
export async function pageOf(language, id) {
  const page = await unpacked(language, `fragment/${id}.pf_fragment`);
  return { ...page, url: new URL(page.url, SITE).href, excerpt: "" };
}

/**
 * What a packed file of the index says.
 * @param {string} language
 * @param {string} name
 */
export async function unpacked(language, name) {
  const answer = await fetch(fileOf(language, name));
  if (!answer.ok) throw new Error(`${answer.url} is not there`);
  const bytes = new Blob([await answer.arrayBuffer()]);
  const [first] = new Uint8Array(await bytes.slice(0, 1).arrayBuffer());
  const packed = first === 0x1f; // some servers say that it is gzip, and browsers have unpacked it then
  const text = await (packed ? new Response(bytes.stream().pipeThrough(new DecompressionStream("gzip"))) : bytes).text();
  return JSON.parse(text.slice(SIGNATURE.length));
}

/**
 * Words of titles and skills, those of most pages first.
 * @param {string} language
 * @returns {Promise<string[]>}
 */
export async function knownWords(language) {
  const answer = await fetch(fileOf(language, "words.json"));
  return answer.ok ? answer.json() : [];
}

/** @param {string} term */
export const plain = (term) => term.normalize("NFC").replace(ELISION, "").replace(/\s+/g, " ").trim();
