import { countCharacters, manuscriptSheets } from "./korean-count.js";

const number = new Intl.NumberFormat("ko-KR");

export function showBodyCount(place, text) {
  const { withSpaces, withoutSpaces } = countCharacters(text);
  const sheets = manuscriptSheets(text).toFixed(1);
  place.textContent =
    `본문 ${number.format(withSpaces)}자 · 공백 없이 ${number.format(withoutSpaces)}자 · 원고지 ${sheets}매`;
}

// How long the title is against the guide. A guide only: nothing is ever cut.
export function countTitle(input) {
  const guide = Number(input.dataset.guide);
  const place = document.createElement("p");
  place.className = "title-count";
  input.after(place);
  const show = () => {
    const { withSpaces } = countCharacters(input.value);
    const over = withSpaces - guide;
    place.textContent = over > 0 ? `${withSpaces}자 · 권장보다 ${over}자 깁니다` : `${withSpaces}자`;
    place.classList.toggle("is-over", over > 0);
  };
  input.addEventListener("input", show);
  show();
}
