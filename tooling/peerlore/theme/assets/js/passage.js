// Puts the words that a reader has selected on the page into the link that says what is wrong with it.
// Without selection or without JavaScript the link names the page alone.
const LONGEST = 500;

function selected() {
  const selection = document.getSelection();
  const body = document.querySelector(".pl-module");
  if (!selection || selection.isCollapsed || !body || !body.contains(selection.anchorNode)) return "";
  const words = selection.toString().replace(/\s+/g, " ").trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}

function fill(event) {
  const link = event.target.closest?.("a[data-pl-passage]");
  if (!link || (event.type === "keydown" && event.key !== "Enter")) return;
  const url = new URL(link.href);
  url.searchParams.delete(link.dataset.plPassage);
  const words = selected();
  if (words) url.searchParams.set(link.dataset.plPassage, words);
  link.href = url.href;
}

// A click takes the selection away before the link hears of it.
document.addEventListener("pointerdown", fill, true);
document.addEventListener("keydown", fill, true);
