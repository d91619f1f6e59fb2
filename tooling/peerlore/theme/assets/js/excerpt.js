// @ts-check
// Pagefind's excerpts as nodes. They come as text in which `<mark>` stands around what was found.

import { make } from "./make.js";

const APOSTROPHE = /(?<=\p{L})'(?=\p{L})/gu;

/**
 * An excerpt as nodes: `mark` elements and text, and nothing else whatever the page said.
 * @param {string} excerpt
 */
export function excerptNodes(excerpt) {
  return excerpt.split(/(<mark>.*?<\/mark>)/su).map((piece) => {
    const marked = piece.startsWith("<mark>") && piece.endsWith("</mark>");
    return marked ? make("mark", {}, readable(piece.slice(6, -7))) : readable(piece);
  });
}

/**
 * The words that an excerpt marks.
 * @param {string} excerpt
 */
export const markedWords = (excerpt) => Array.from(excerpt.matchAll(/<mark>(.*?)<\/mark>/gsu), (match) => readable(match[1]));

/**
 * A text of the index as people write it: the index holds plain apostrophes, and Pagefind escapes angle brackets.
 * @param {string} text
 */
export const readable = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(APOSTROPHE, "’");
