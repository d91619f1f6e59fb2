// @ts-check
// What every page does so that readers can search: listens for `/`, Ctrl-K and the header's link, and loads the rest then.

const link = document.querySelector("[data-pl-search]");
/** @type {HTMLInputElement | null} */
const field = document.querySelector("[data-pl-ask] input");
const browse = document.querySelector("[data-pl-browse]");

/** Letters typed while the search is being fetched; null at all other times. @type {string | null} */
let early = null;

const openSearch = async () => {
  /** @type {HTMLInputElement | null} */
  const here = field ?? document.querySelector("[data-pl-browse] input[name=q]");
  if (here) return here.focus();
  early ??= "";
  try {
    const dialog = await import("./dialog.js");
    dialog.openSearch(early);
  } catch (error) {
    console.error(error);
    if (link instanceof HTMLAnchorElement) window.location.assign(link.href); // the page for browsing may still come
  } finally {
    early = null;
  }
};

/** @param {EventTarget | null} target */
const takesText = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select, [role=textbox], [role=combobox]"));

document.addEventListener("keydown", (event) => {
  if (early !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    early += event.key;
    event.preventDefault();
    event.stopPropagation(); // Material turns pages at `n` and `p`
    return;
  }
  const called = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !takesText(event.target);
  if ((!called && !slash) || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  void openSearch();
});

link?.addEventListener("click", (event) => {
  const plain = event instanceof MouseEvent && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!plain) return; // another tab is wanted
  event.preventDefault();
  void openSearch();
});
for (const hint of ["pointerenter", "focus"]) link?.addEventListener(hint, () => void import("./dialog.js").catch(() => {}), { once: true });

if (field) field.addEventListener("focus", async () => (await import("./ask.js")).answerBelow(field), { once: true });
if (browse instanceof HTMLElement) void import("./browse.js").then((page) => page.begin(browse));

export {};
