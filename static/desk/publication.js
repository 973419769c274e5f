// The page that asks before a story goes out: one press is one act, and no key that is still held
// down from the page before, or that belongs to the input method, is a press.

const form = document.querySelector("[data-confirm]");
let isSent = false;

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.repeat || event.isComposing)) event.preventDefault();
});
form.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
});
// Back from the next page out of the browser's memory.
window.addEventListener("pageshow", () => { isSent = false; });
