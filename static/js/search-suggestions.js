// While a reader types: reporters, tags and headlines, in a list that the arrow keys go through.
// Without this script the form is a plain one.

const PAUSE = 120;

const input = document.querySelector("[data-suggestions]");
const list = document.createElement("ul");
list.id = "search-suggestions";
list.className = "search-suggestions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "제안");
list.hidden = true;

let waiting = 0;
let asking = null;

const options = () => [...list.children];
const chosen = () => list.querySelector('[aria-selected="true"]');

function close() {
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

// What is under way would come when nobody waits for it any more.
function halt() {
  clearTimeout(waiting);
  waiting = 0;
  asking?.abort();
  asking = null;
}

function leave() {
  halt();
  close();
}

function choose(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function optionOf({ kind, text, address }, number) {
  const option = document.createElement("li");
  option.id = `search-suggestion-${number}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.address = address;
  const sort = document.createElement("span");
  sort.className = "suggestion-kind";
  sort.textContent = kind;
  option.append(sort, ` ${text}`);
  // The field keeps the focus.
  option.addEventListener("mousedown", (event) => event.preventDefault());
  option.addEventListener("click", () => go(option));
  return option;
}

function go(option) {
  const address = new URL(option.dataset.address, location.origin);
  if (address.origin === location.origin) location.assign(address);
}

function show(suggestions) {
  if (!suggestions.length || document.activeElement !== input) return close();
  list.replaceChildren(...suggestions.map(optionOf));
  list.hidden = false;
  input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-expanded", "true");
}

async function ask() {
  halt();
  const typed = input.value.trim();
  if (!typed) return close();
  const mine = new AbortController();
  asking = mine;
  const address = `${input.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
  try {
    const answer = await fetch(address, { signal: mine.signal, credentials: "omit" });
    show(answer.ok ? (await answer.json()).suggestions : []);
  } catch {
    // Nobody waits for it, or the network is gone: the form works as it did.
  } finally {
    if (asking === mine) asking = null;
  }
}

function step(by) {
  const all = options();
  // One before the first and behind the last is the field itself.
  const next = (all.indexOf(chosen()) + 1 + by + all.length + 1) % (all.length + 1);
  choose(all[next - 1] ?? null);
}

function press(event) {
  // The input method's own Enter and arrows.
  if (event.isComposing) return;
  if (event.key === "Escape" && (waiting || asking || !list.hidden)) leave();
  else if (event.key === "ArrowDown" && list.hidden) ask();
  else if (list.hidden) return;
  else if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Enter" && chosen()) go(chosen());
  else return;
  event.preventDefault();
}

if (input) {
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", leave);
}
