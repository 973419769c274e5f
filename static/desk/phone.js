// Writing on a phone: the next step of the story within reach, and no bar over what is written.

const phone = window.matchMedia("(max-width: 767px)");
const root = document.documentElement;
// The keyboard takes more than this part of the height; a hidden address bar takes less.
const KEYBOARD = 0.22;
const seen = { width: 0, height: 0 };

const bar = document.querySelector(".write-bar-buttons");
const acts = document.querySelector(".acts");
const main = acts?.querySelector(":scope > .act-main");

// What holds the button in the bar: whoever may not act is kept from all that stands in `.acts`.
const held = document.createElement("span");
held.className = "acts";

// Moved and not copied: one button is enough for whoever hears the page.
function placeMain() {
  if (phone.matches) held.append(main);
  else acts.querySelector("h2").after(main);
  acts.hidden = acts.querySelector("button") === null;
}

if (bar && main) {
  bar.append(held);
  placeMain();
  phone.addEventListener("change", placeMain);
}

function watch() {
  const { height, scale } = window.visualViewport;
  const { innerWidth: width, innerHeight } = window;
  if (width !== seen.width) Object.assign(seen, { width, height: 0 });
  const visible = height * scale;
  seen.height = Math.max(seen.height, visible, innerHeight);
  const isWriting = document.activeElement?.matches("input, textarea, [contenteditable=true]");
  const isSmall = visible < seen.height * (1 - KEYBOARD);
  root.classList.toggle("keyboard-open", phone.matches && Boolean(isWriting) && isSmall);
}

if (window.visualViewport) {
  watch();
  window.visualViewport.addEventListener("resize", watch);
  document.addEventListener("focusin", watch);
  document.addEventListener("focusout", () => setTimeout(watch));
}
