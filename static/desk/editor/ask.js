// A question over the page, with words of ours on the buttons.

import { button, element } from "../media/elements.js";

// The value of the button that was pressed; null when the window is closed otherwise.
// `answers`: [words, value], the last of them the main one.
export function ask(title, answers, ...content) {
  return new Promise((resolve) => {
    let answer = null;
    const buttons = answers.map(([words, value], at) =>
      button(
        words,
        () => {
          answer = value;
          dialog.close();
        },
        at === answers.length - 1 ? "media-main" : "",
      ),
    );
    const dialog = element(
      "dialog",
      { class: "editor-window", "aria-label": title },
      element("h2", {}, title),
      ...content,
      element("p", { class: "editor-window-buttons" }, ...buttons),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    keepIn(dialog);
    document.body.append(dialog);
    dialog.showModal();
    buttons.at(-1).focus();
  });
}

// What happens in a window is no business of the page below: its shortcuts, its editor.
export function keepIn(dialog) {
  for (const kind of ["keydown", "paste", "drop", "dragover", "input", "change"]) {
    dialog.addEventListener(kind, (event) => event.stopPropagation());
  }
}
