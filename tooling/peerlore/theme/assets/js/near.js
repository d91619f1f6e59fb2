// @ts-check
// Mistyped words: the nearest of a list, by the number of letters to insert, leave out, change or swap.

/**
 * A word without accents and capitals.
 * @param {string} word
 */
export const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * The nearest word to `word`, the first of those that are as near; null where none is near enough to be meant.
 * @param {string} word
 * @param {string[]} words
 * @param {(letters: number) => number} reach how far a word of so many letters may be mistyped
 */
export function nearest(word, words, reach = slips) {
  const wanted = folded(word);
  const furthest = reach(wanted.length);
  let best = null;
  let least = furthest + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const far = distance(wanted, folded(candidate), least);
    if (far < least) [best, least] = [candidate, far];
  }
  return best;
}

/** @param {number} letters */
const slips = (letters) => (letters < 4 ? 0 : letters < 7 ? 1 : 2);

/**
 * Letters to insert, leave out, change or swap with their neighbour (the optimal string alignment distance); `limit` or
 * more once it cannot be less.
 * @param {string} one
 * @param {string} other
 * @param {number} limit
 */
function distance(one, other, limit) {
  /** @type {number[]} */
  let before = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let steps = Math.min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) steps = Math.min(steps, before[column - 2] + 1);
      here.push(steps);
    }
    if (Math.min(...here) >= limit) return limit;
    [before, above] = [above, here];
  }
  return above[other.length];
}
