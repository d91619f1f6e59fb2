// @ts-check
// When nothing is found: who might know, how to say that it is needed, and how to write it.

import { knownWords, plain, search } from "./engine.js";
import { make } from "./make.js";
import { nearest } from "./near.js";
import { titleOf } from "./result.js";
import { rowsOf } from "./table.js";
import { language, needs, root, say } from "./words.js";

const HELPERS = 3;
/** The share of a word's letters that may differ from a skill about which to ask somebody. */
const LOOSELY = 0.4;

/**
 * What a reader can do who found nothing for `term`.
 * @param {string} term
 */
export async function nothingFound(term) {
  const people = await helpers(term);
  const [ask, need, write] = ["people/", "", "help/expert/"].map((place) => new URL(place, place.startsWith("help") ? site() : root).href);
  return make(
    "div",
    { class: "pl-nothing" },
    make("p", { class: "pl-nothing-what" }, say("find_nothing", { query: term })),
    make("p", {}, say("find_nothing_next")),
    make(
      "ul",
      {},
      make(
        "li",
        {},
        make("a", { href: ask }, say("find_ask")),
        people.length > 0 && " ",
        people.length > 0 && make("span", { class: "pl-facts" }, ...people.flatMap((page, index) => [index ? ", " : "", make("a", { href: page.url }, titleOf(page))])),
      ),
      make("li", {}, make("a", { href: needs || need + "skills/" }, say("find_declare")), " ", make("span", { class: "pl-facts" }, say("find_declare_why"))),
      make("li", {}, make("a", { href: write, hreflang: "en" }, say("find_write")), " ", make("span", { class: "pl-facts" }, say("find_write_why"))),
    ),
  );
}

/** Where the site begins, in whatever edition the page stands. */
const site = () => new URL("../../", import.meta.url);

/**
 * People who help with what is nearest to any word of `term`.
 * @param {string} term
 */
async function helpers(term) {
  const list = await knownWords(language).catch(() => []);
  for (const word of plain(term).split(" ").filter((word) => word.length > 3)) {
    const near = nearest(word, list, (letters) => Math.floor(letters * LOOSELY));
    if (!near) continue;
    const found = await rowsOf(language, (await search(language, `"${near}"`)).hits);
    const people = found.filter((row) => row.kind === "person");
    if (people.length) return Promise.all(people.slice(0, HELPERS).map((row) => row.hit.data()));
  }
  return [];
}
