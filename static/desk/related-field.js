import { Suggestions } from "./suggest.js";

// A search field over the lines "12 제목": what is picked becomes a line.
export function suggestStories(textarea, address) {
  const input = searchField("제목이나 번호로 찾기");
  input.setAttribute("aria-label", "관련 기사 찾기");
  textarea.before(input);
  return new Suggestions(input, {
    address,
    enterPicksFirst: true,
    typed: () => input.value,
    pick: ({ value }) => {
      addLine(textarea, value);
      input.value = "";
    },
  });
}

// The stories proposed below the field: each button adds its own, and is then done.
export function takeProposals(textarea) {
  const { form } = textarea;
  showButtons(form);
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-relate]");
    if (!button) return;
    addLine(textarea, button.dataset.relate);
    button.disabled = true;
    button.textContent = "넣었습니다";
    button.removeAttribute("aria-label");
  });
}

const BETWEEN = 15_000;
const TOLD_BY = ["title", "body", "tags", "reporters", "section"];

// While the text is written: each time it was autosaved, but seldom, what is told of other stories
// is asked for again.
export function renewProposals(form) {
  let newest;
  let told = "";
  let waiting = 0;
  form.addEventListener("autosaved", ({ detail }) => {
    newest = detail;
    waiting ||= setTimeout(renew, told ? BETWEEN : 0);
  });

  async function renew() {
    waiting = 0;
    const { formKey, pairs } = newest;
    const asked = JSON.stringify(pairs.filter(([name]) => TOLD_BY.includes(name)));
    if (asked === told) return;
    told = asked;
    const response = await fetch(form.dataset.others.replace("KEY", formKey)).catch(() => null);
    if (response?.ok && !response.redirected) replaceParts(form, await response.text());
  }
}

function replaceParts(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const name of ["[data-alike]", "[data-before]"]) {
    const there = form.querySelector(name);
    const found = page.querySelector(name);
    // Nothing goes away below the finger, and what stays the same isn't read out again.
    if (there.contains(document.activeElement) || isSame(there, found)) continue;
    there.replaceChildren(...found.childNodes);
  }
  showButtons(form);
}

function isSame(one, other) {
  const links = (part) => [...part.querySelectorAll("a")].map((link) => link.href).join(" ");
  return links(one) === links(other);
}

function showButtons(form) {
  for (const button of form.querySelectorAll("[data-relate]")) button.hidden = false;
}

function addLine(textarea, value) {
  const lines = textarea.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const isThere = lines.some((line) => line.split(" ")[0] === value.split(" ")[0]);
  if (!isThere) lines.push(value);
  textarea.value = lines.join("\n");
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

export function searchField(placeholder) {
  const input = document.createElement("input");
  input.type = "text";
  input.autocomplete = "off";
  input.placeholder = placeholder;
  return input;
}
