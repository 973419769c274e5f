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
  for (const button of textarea.form.querySelectorAll("[data-relate]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      addLine(textarea, button.dataset.relate);
      button.disabled = true;
      button.textContent = "넣었습니다";
      button.removeAttribute("aria-label");
    });
  }
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
