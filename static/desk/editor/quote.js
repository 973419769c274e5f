// A pull quote: words of the story set large, and who said them.

import { element } from "../media/elements.js";
import { insert } from "./photo.js";
import { withoutEmptyCaptions } from "./reference.js";

const NAME = "newsquote";
const INLINE = "strong em u s sub sup; a[!href]";

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget",
  init(editor) {
    editor.widgets.add(NAME, {
      allowedContent: "figure(!quote); blockquote p figcaption",
      requiredContent: "figure(quote)",
      editables: {
        words: { selector: "blockquote", pathName: "인용한 말", allowedContent: `p br; ${INLINE}` },
        who: { selector: "figcaption", pathName: "말한 사람", allowedContent: INLINE },
      },
      upcast(node) {
        if (node.name !== "figure" || !node.hasClass("quote")) return false;
        if (!node.find("blockquote").length) return false;
        if (!node.find("figcaption").length) node.add(new CKEDITOR.htmlParser.element("figcaption"));
        return true;
      },
      downcast: withoutEmptyCaptions,
    });
    editor.addCommand(NAME, {
      exec() {
        const words = element("blockquote", {}, element("p", {}, "옮긴 말을 적습니다."));
        const who = element("figcaption", {}, "말한 사람");
        insert(editor, [element("figure", { class: "quote" }, words, who)]);
      },
    });
    editor.ui.addButton("Quote", { label: "말 따옴", command: NAME, toolbar: "media" });
  },
});
