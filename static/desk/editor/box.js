// An information box: ordinary text within a frame.

import { element } from "../media/elements.js";
import { insert } from "./photo.js";

const NAME = "newsbox";

window.CKEDITOR?.plugins.add(NAME, {
  init(editor) {
    editor.addFeature({ name: NAME, allowedContent: "aside(!box); h3 p ul ol li" });
    editor.addCommand(NAME, {
      exec() {
        const title = element("h3", {}, "상자 제목");
        const text = element("p", {}, "덧붙일 내용을 적습니다.");
        // Somewhere to go on after the box.
        insert(editor, [element("aside", { class: "box" }, title, text), element("p", {}, "\u00a0")]);
      },
    });
    editor.ui.addButton("Box", { label: "상자", command: NAME, toolbar: "media" });
  },
});
