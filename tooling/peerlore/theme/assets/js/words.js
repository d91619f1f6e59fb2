// @ts-check
// What the interface says, in the page's language: the rows of `staging/strings.toml` that the page carries for scripts.

/**
 * The data that the page carries in a script of ours. A contributor's text may hold the same id, but never a script.
 * @param {string} id
 */
export const read = (id) => JSON.parse(document.querySelector(`script#${id}`)?.textContent ?? "{}");

/** @type {{language: string, languages: string[], root: string, needs: string, words: Record<string, string | string[]>}} */
const carried = read("pl-words");

export const { language, languages, needs } = carried;

/** Where the page's edition begins, as an address of its own. */
export const root = new URL(carried.root, document.baseURI);

/**
 * The string `key` with its `{names}` filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = carried.words[key];
  return typeof text === "string" ? fill(text, values) : key;
}

/**
 * A number of things in words: a row with what is said of none, of one and of many.
 * @param {number} number
 * @param {string} key
 */
export function counted(number, key) {
  const row = carried.words[key];
  return Array.isArray(row) ? fill(row[Math.min(number, 2)], { n: written(number) }) : key;
}

/** @param {number} number */
export const written = (number) => new Intl.NumberFormat(language).format(number);

/**
 * A language's own name for itself.
 * @param {string} code
 */
export function languageName(code) {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

/**
 * A language's name in the language of the page.
 * @param {string} code
 */
export const languageHere = (code) => new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;

/**
 * A duration in minutes as people say it.
 * @param {number} minutes
 */
export function duration(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = hours ? [say("hours", { n: hours })] : [];
  return (rest || !hours ? [...parts, say("minutes", { n: rest })] : parts).join(" ");
}

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
