import { Suggestions } from "./suggest.js";

// Names apart by commas: suggestions for the one the caret stands in.
export function suggestNames(input, address, { enterPicksFirst }) {
  const bounds = () => {
    const caret = input.selectionStart ?? input.value.length;
    const from = input.value.lastIndexOf(",", caret - 1) + 1;
    const next = input.value.indexOf(",", caret);
    return [from, next < 0 ? input.value.length : next];
  };
  const put = (value) => {
    const [from, to] = bounds();
    const before = input.value.slice(0, from).trimEnd();
    const after = input.value.slice(to).replace(/^[,\s]+/, "");
    const start = before ? `${before} ${value}, ` : `${value}, `;
    input.value = start + after;
    input.setSelectionRange(start.length, start.length);
  };
  const suggestions = new Suggestions(input, {
    address,
    enterPicksFirst,
    typed: () => {
      const [from, to] = bounds();
      // Inside "이름 (매체, #12)" there is nothing to look for.
      const typed = input.value.slice(from, to);
      return /[()#]/.test(typed.replace(/^\s*#/, "")) ? "" : typed;
    },
    pick: ({ value }) => put(value),
    enter: () => {
      const [from, to] = bounds();
      const typed = input.value.slice(from, to).trim();
      if (typed) put(typed);
    },
  });
  input.addEventListener("blur", () => {
    input.value = input.value.replace(/[,\s]+$/, "");
  });
  return suggestions;
}
