// A card of another story, in the text.

import { element } from "../media/elements.js";
import { Suggestions } from "../suggest.js";
import { registerInsertDialog } from "./insert-dialog.js";
import { addReference } from "./reference.js";

const NAME = "newsrelated";
const NUMBER = /^\s*#?([1-9]\d{0,17})(?:\s|$)|\/articles\/([1-9]\d{0,17})(?:\/|$)/;
// By number: what the stories chosen here are called.
const titles = new Map();

const addressOf = (editor) => editor.element.$.form?.dataset.suggest?.replace("KIND", "articles");

const told = (number) => `관련 기사 ${number}번 ${titles.get(number) ?? ""}`.trim();

// What the story of a card is called, for whoever opens a text that has it.
async function name(editor, wrapper, number) {
  const address = addressOf(editor);
  if (!address || titles.has(number)) return;
  try {
    const response = await fetch(`${address}?q=${number}`, { headers: { Accept: "application/json" } });
    const { results } = await response.json();
    const found = results.find(({ value }) => value.startsWith(`${number} `));
    if (!found) return;
    titles.set(number, found.value.slice(number.length + 1));
    wrapper.dataset.told = told(number);
  } catch {
    // The card keeps its number.
  }
}

function suggest(editor, input) {
  const address = addressOf(editor);
  if (!address) return;
  new Suggestions(input, {
    address,
    enterPicksFirst: true,
    typed: () => input.value,
    pick: ({ value }) => {
      input.value = value;
      const [number] = value.split(" ");
      titles.set(number, value.slice(number.length + 1));
    },
  });
}

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget,dialog",
  init(editor) {
    addReference(editor, NAME, {
      attribute: "data-article",
      told,
      ready: (wrapper, number) => name(editor, wrapper, number),
    });
    registerInsertDialog(editor, NAME, {
      title: "관련 기사",
      elements: [
        {
          type: "text",
          id: "story",
          label: "제목으로 찾거나, 기사 번호나 주소를 적습니다.",
          onLoad: function load() {
            suggest(editor, this.getInputElement().$);
          },
        },
      ],
      made(dialog) {
        const found = NUMBER.exec(dialog.getValueOf("main", "story"));
        if (!found) return "목록에서 기사를 고르거나 기사 번호를 적어 주십시오.";
        return element("figure", { "data-article": found[1] ?? found[2] });
      },
    });
    editor.ui.addButton("Related", { label: "관련 기사", command: NAME, toolbar: "media" });
  },
});
