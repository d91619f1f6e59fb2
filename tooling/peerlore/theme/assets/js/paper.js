// @ts-check
// A paper: the same questions and answers in an order of its own. The same seed gives the same paper in every browser.

/**
 * A function that mixes lists, one after the other, by chance that hangs on `seed` alone.
 * @param {string} seed
 * @returns {<T>(list: T[]) => T[]}
 */
export function mixer(seed) {
  const next = chance(seed);
  return (list) => {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last -= 1) {
      const other = Math.floor(next() * (last + 1)); // Fisher and Yates
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };
}

/**
 * Numbers from 0 up to 1: xorshift32 (Marsaglia 2003, doi:10.18637/jss.v008.i14) from an FNV-1a hash of the seed.
 * @param {string} seed
 */
function chance(seed) {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193);
  state = state >>> 0 || 1; // from zero, nothing but zeros would follow
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x100000000;
  };
  for (let turn = 0; turn < 8; turn += 1) next(); // the first ones of similar seeds are similar
  return next;
}

/**
 * The places 0 to `count` - 1 mixed, and never as they were: the right order would be no question.
 * @param {number} count
 * @param {<T>(list: T[]) => T[]} mix
 */
export function mixedPlaces(count, mix) {
  const places = mix([...Array(count).keys()]);
  return places.every((place, index) => place === index) ? [...places.slice(1), places[0]] : places;
}
