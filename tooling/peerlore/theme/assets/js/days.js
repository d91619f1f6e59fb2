// @ts-check
// Days as the reader's calendar has them, in ISO 8601, and the reminders of the tests that come weeks later.

export const DELAYS = [14, 28];

/** Today where the reader is. */
export function today() {
  const now = new Date();
  return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

/** @param {string} day @param {number} days */
export const later = (day, days) => iso(new Date(Date.parse(day) + days * 86_400_000));

/** How many days lie between two. @param {string} from @param {string} to */
export const between = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const iso = (/** @type {Date} */ date) => date.toISOString().slice(0, 10);

/**
 * The test that is due: the last one whose days are over since the quiz was answered, and that was not taken since.
 * @param {import("./attempts.js").Attempt[]} attempts
 * @param {string} day
 * @returns {{ delay: number, age: number } | null}
 */
export function dueTest(attempts, day) {
  const last = attempts.filter((attempt) => attempt.test === "0").at(-1);
  const age = last ? between(last.day, day) : 0;
  const delay = DELAYS.findLast((days) => age >= days);
  if (!last || !delay || attempts.some((attempt) => attempt.test !== "0" && between(last.day, attempt.day) >= delay)) return null;
  return { delay, age };
}

/**
 * A calendar (RFC 5545) with a reminder for each of the later tests: whole days, which are the same in every time zone.
 * @param {{ module: string, day: string, page: string, title: string }} quiz `page` is its address, without a fragment
 */
export function reminders({ module, day, page, title }) {
  const stamp = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const events = DELAYS.flatMap((days) => {
    const due = later(day, days);
    const address = `${page}#pl-quiz-${days}`;
    return [
      "BEGIN:VEVENT",
      `UID:${module}-${day}-${days}@${new URL(page).hostname || "peerlore"}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${due.replaceAll("-", "")}`,
      `DTEND;VALUE=DATE:${later(due, 1).replaceAll("-", "")}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(address)}`,
      `URL:${address}`,
      "TRANSP:TRANSPARENT",
      ...["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, "TRIGGER:PT9H", "END:VALARM"],
      "END:VEVENT",
    ];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//peerlore//quiz//EN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const escaped = (/** @type {string} */ text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n|\r/g, "\\n");

/** A line in pieces of at most 75 bytes, as section 3.1 asks, with no letter cut in two. @param {string} line */
function folded(line) {
  const pieces = [""];
  let room = 75;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (size > room) {
      pieces.push("");
      room = 74; // a space leads each further piece
    }
    pieces[pieces.length - 1] += letter;
    room -= size;
  }
  return pieces.join("\r\n ");
}
