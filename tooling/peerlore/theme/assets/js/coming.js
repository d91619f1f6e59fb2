// Meetings that are over are not the next ones any more, however long ago the site was built.
// @ts-check

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pl-coming"))) {
  const meetings = /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-over]")]);
  for (const meeting of meetings) meeting.hidden = Date.parse(meeting.dataset.over ?? "") < Date.now();
  place.hidden = meetings.every((meeting) => meeting.hidden);
}
