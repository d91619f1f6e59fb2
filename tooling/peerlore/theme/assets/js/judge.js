// @ts-check
// Is what somebody wrote right? Numbers and words as people write them.

/**
 * A number as it is written in English or French; null where it is none.
 * @param {string} text
 * @param {string} language
 */
export function readNumber(text, language) {
  let plain = text.replace(/\s/g, "").replace(/\u2212/g, "-");
  if (language === "en" && /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain)) plain = plain.replaceAll(",", "");
  plain = plain.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/**
 * @param {number} given
 * @param {{ is: number, within: number }} right
 */
export const isNear = (given, right) => Math.abs(given - right.is) <= right.within + 1e-9 * Math.max(1, Math.abs(right.is));

/**
 * Words without what makes no difference: capitals, accents, the shape of apostrophes, spaces, and marks around them.
 * @param {string} text
 */
export const plainWords = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, " ")
    .replace(/^[\s"'«»“”.,;:!?…()]+|[\s"'«»“”.,;:!?…()]+$/g, "");
