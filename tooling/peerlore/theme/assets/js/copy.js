// @ts-check
// A button on each block of code that copies it, where the browser lets a page do so.
import { make } from "./make.js";
import { say } from "./words.js";

const AGAIN_AFTER = 2000;

for (const code of navigator.clipboard ? document.querySelectorAll(".highlight pre > code") : []) {
  const button = make("button", { type: "button", class: "pl-copy" }, say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    button.textContent = say("copy_done");
    setTimeout(() => (button.textContent = say("copy")), AGAIN_AFTER);
  });
  code.closest(".highlight")?.prepend(button);
}
