// Notices of fixed wording, which stands in articles/blocks/notice.py.

import { element } from "../media/elements.js";
import { registerInsertDialog } from "./insert-dialog.js";
import { addReference } from "./reference.js";

const NAME = "newsnotice";
const KINDS = {
  suicide: "자살예방 상담 안내 (☎109)",
  disaster: "재난보도 안내",
  "ai-text": "AI 활용 안내: 기사",
  "ai-image": "AI 활용 안내: 이미지",
};

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget,dialog",
  init(editor) {
    addReference(editor, NAME, {
      attribute: "data-notice",
      told: (kind) => `안내 상자: ${KINDS[kind] ?? kind}`,
    });
    registerInsertDialog(editor, NAME, {
      title: "안내 상자",
      elements: [
        {
          type: "select",
          id: "kind",
          label: "문구는 정해져 있어 저절로 들어갑니다.",
          items: Object.entries(KINDS).map(([kind, told]) => [told, kind]),
          default: "suicide",
        },
      ],
      made: (dialog) => element("figure", { "data-notice": dialog.getValueOf("main", "kind") }),
    });
    editor.ui.addButton("Notice", { label: "안내", command: NAME, toolbar: "media" });
  },
});
