// Videos of other hosts, by their address; nothing is asked of those hosts here.

import { element } from "../media/elements.js";
import { registerInsertDialog } from "./insert-dialog.js";
import { addReference } from "./reference.js";
import { videoReference } from "./video-address.js";

const NAME = "newsvideo";
const HOSTS = { youtube: "유튜브", navertv: "네이버TV", kakaotv: "카카오TV" };
const WRONG = "유튜브, 네이버TV, 카카오TV에 있는 영상의 주소를 붙여 넣어 주십시오.";

export function videoFigure(reference) {
  return element("figure", { "data-embed": reference });
}

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget,dialog",
  init(editor) {
    addReference(editor, NAME, {
      attribute: "data-embed",
      hasCaption: true,
      captionName: "영상 설명",
      told(reference) {
        const [host, key] = reference.split(":");
        return `▶ ${HOSTS[host] ?? ""} 영상 ${key}`;
      },
    });
    registerInsertDialog(editor, NAME, {
      title: "영상",
      elements: [{ type: "text", id: "address", label: "영상 주소 (유튜브·네이버TV·카카오TV)" }],
      made(dialog) {
        const reference = videoReference(dialog.getValueOf("main", "address"));
        return reference ? videoFigure(reference) : WRONG;
      },
    });
    editor.ui.addButton("Video", { label: "영상", command: NAME, toolbar: "media" });
  },
});
