// @ts-check
// What the index says exactly, grouped as readers think of it: minutes to read, and how fresh a text is today.

import { say } from "./words.js";

/** Months before a text is due in which it counts as due soon. */
const SOON = 2;

/** @type {Record<string, [string, (minutes: number) => boolean]>} */
const TIMES = {
  5: ["find_time_5", (minutes) => minutes <= 5],
  10: ["find_time_10", (minutes) => minutes > 5 && minutes <= 10],
  15: ["find_time_15", (minutes) => minutes > 10 && minutes <= 15],
  more: ["find_time_more", (minutes) => minutes > 15],
};

const FRESHNESS = ["fresh", "soon", "late", "never"];

/**
 * How fresh a text is that is due in a month (ISO 8601), or was never approved.
 * @param {string} due
 * @param {Date} today
 */
export function freshness(due, today = new Date()) {
  if (due === "never") return "never";
  const [year, month] = due.split("-").map(Number);
  const left = year * 12 + month - (today.getFullYear() * 12 + today.getMonth() + 1);
  return left < 0 ? "late" : left <= SOON ? "soon" : "fresh";
}

/** Facets whose values are groups of the index's own: the groups in their order, the group of a value, and its name. */
export const GROUPS = {
  minutes: {
    order: Object.keys(TIMES),
    of: /** @param {string} value */ (value) => Object.keys(TIMES).find((key) => TIMES[key][1](Number(value))) ?? "more",
    name: /** @param {string} group */ (group) => say(TIMES[group]?.[0] ?? group),
  },
  due: {
    order: FRESHNESS,
    of: /** @param {string} value */ (value) => freshness(value),
    name: /** @param {string} group */ (group) => say(`find_due_${group}`),
  },
};
