// Meetings that are over are not the next ones any more, however long ago the site was built.
// @ts-check

const SHOWN = 6;

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pl-coming"))) {
  const meetings = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-over]")]);
  const left = meetings.filter((meeting) => Date.parse(meeting.dataset.over ?? "") >= Date.now());
  for (const meeting of meetings) meeting.hidden = !left.slice(0, SHOWN).includes(meeting);
  place.hidden = meetings.every((meeting) => meeting.hidden);
}
