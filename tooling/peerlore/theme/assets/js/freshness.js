// A text that is due for another look says so on the day it is due, however long ago the site was built.
// @ts-check

const today = new Date().toISOString().slice(0, 10);
for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pl-due[data-due]"))) {
  const said = place.querySelector("time");
  if (said && (place.dataset.due ?? "") < today) {
    said.textContent = place.dataset.late ?? "";
    place.dataset.state = "late";
  }
}
