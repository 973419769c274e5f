// Fetches the lists that stand beside a page and puts them into the space kept for them. They
// change with every story published or read, and so are no part of the page itself.

async function fetchParts(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function place(parts, space) {
  const found = space.dataset.parts
    .split(" ")
    .map((name) => parts.querySelector(`[data-part="${name}"]`))
    .filter((part) => part !== null);
  if (found.length > 0) {
    space.replaceChildren(...found);
  }
}

// Space that turned out too large is given back where nobody sees the rest of the page move.
function settle(space) {
  const isBelow = space.getBoundingClientRect().top >= window.innerHeight;
  space.dataset.settled = isBelow ? "free" : "kept";
}

async function fill(root) {
  const spaces = [...root.querySelectorAll("[data-parts]")];
  try {
    const parts = await fetchParts(root.dataset.beside);
    for (const space of spaces) {
      place(parts, space);
    }
  } catch {
    // The plain links that stand there stay.
  }
  spaces.forEach(settle);
}

function fillAll() {
  document.querySelectorAll("[data-beside]").forEach(fill);
}

if (document.readyState === "complete") {
  fillAll();
} else {
  window.addEventListener("load", fillAll, { once: true });
}
