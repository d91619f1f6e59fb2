// What a reader has done, kept in this browser alone. A browser that keeps nothing makes no difference to anything else.
// @ts-check

/** Everything of one library under one key, whatever else is served from the same host. */
const KEY = `peerlore:${new URL("../../", import.meta.url).pathname}:done`;

/** What cannot be kept, for as long as the page is open. @type {Record<string, string> | null} */
let unkept = null;

/** The days on which modules were marked as done, by their ids. @returns {Record<string, string>} */
export function done() {
  if (unkept) return { ...unkept };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

/** Mark modules as done today, or as not done. @param {string[]} ids @param {boolean} isDone */
export function mark(ids, isDone) {
  const kept = done();
  for (const id of ids) {
    if (isDone) kept[id] = new Date().toISOString().slice(0, 10);
    else delete kept[id];
  }
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    unkept = null;
  } catch {
    unkept = kept;
  }
}
