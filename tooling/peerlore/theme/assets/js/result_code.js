// @ts-check
// The result of one attempt as a word to hand in; `quizzing/codes.py` reads it. It holds no name, and whoever knows this
// file can write one: it is no proof.

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base 32: none is taken for another

/**
 * @param {{
 *   module: string, digest: string, test: string, attempt: number, day: string, copy: string,
 *   outcomes: import("./ways.js").Outcome[],
 * }} result `outcomes` in the author's order; `day` in ISO 8601; `copy` tells attempts apart that are otherwise the same
 */
export function resultCode({ module, digest, test, attempt, day, copy, outcomes }) {
  const items = outcomes.map(({ right, letters }) => (right ? "y" : "n") + letters).join("-");
  const said = ["plq1", module, digest, test, Math.min(attempt, 999), day.replaceAll("-", ""), copy, items].join(".");
  return `${said}.${base32(crc32(said), 7)}`;
}

/** Six digits by chance. */
export function copyMark() {
  const chance = crypto.getRandomValues(new Uint8Array(6));
  return [...chance].map((byte) => DIGITS[byte % 32]).join("");
}

/** @param {number} value @param {number} length */
function base32(value, length) {
  let digits = "";
  for (let rest = value; digits.length < length; rest = Math.floor(rest / 32)) digits = DIGITS[rest % 32] + digits;
  return digits;
}

/** As in ISO 3309, of a text in ASCII. @param {string} text */
function crc32(text) {
  let sum = 0xffffffff;
  for (let place = 0; place < text.length; place += 1) {
    sum ^= text.charCodeAt(place);
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
