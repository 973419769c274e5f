// Sound and documents: uploaded, then named in the text with a title.

import { element } from "../media/elements.js";
import { uploadAttachment } from "../media/upload.js";
import { insert } from "./photo.js";
import { addReference } from "./reference.js";

const NAME = "newsfile";
const ACCEPTED = ".pdf,.hwp,.hwpx,.mp3,.m4a,.ogg,.wav";
const DOCUMENTS = new RegExp(`(?:${ACCEPTED.replaceAll(".", "\\.").replaceAll(",", "|")})$`, "i");
// Before the editor's own listeners, which stop what has no text.
const BEFORE_ALL = 0;
const SOUNDS = /\.(?:mp3|m4a|ogg|wav)$/;

async function upload(editor, file) {
  const note = editor.showNotification(`${file.name.normalize("NFC")} 올리는 중`, "progress", 0);
  try {
    const { file: kept } = await uploadAttachment(file, {
      onProgress: (progress) => note.update({ progress }),
    });
    note.hide();
    const title = kept.name.replace(/\.[^.]+$/, "");
    const caption = element("figcaption", {}, title);
    insert(editor, [element("figure", { "data-file": kept.address.split("/").at(-1) }, caption)]);
  } catch (error) {
    note.hide();
    editor.showNotification(error.message, "warning", 0);
  }
}

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget,notification",
  init(editor) {
    addReference(editor, NAME, {
      attribute: "data-file",
      hasCaption: true,
      captionName: "파일 제목",
      told: (name) => (SOUNDS.test(name) ? "♪ 소리 파일" : `↓ 내려받는 파일 (${name.split(".").at(-1)})`),
    });
    const field = element("input", { type: "file", accept: ACCEPTED, hidden: true });
    field.addEventListener("change", () => {
      const [file] = field.files;
      field.value = "";
      if (file) upload(editor, file);
    });
    // From the desktop, like pictures; those are the business of ../paste.
    editor.on("paste", ({ data: { dataTransfer: transfer } }) => {
      if (!transfer || transfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL) return;
      for (let at = 0; at < transfer.getFilesCount(); at += 1) {
        const file = transfer.getFile(at);
        if (DOCUMENTS.test(file?.name)) upload(editor, file);
      }
    }, null, null, BEFORE_ALL);
    editor.addCommand("attachfile", { canUndo: false, exec: () => field.click() });
    editor.ui.addButton("Attachment", { label: "파일", command: "attachfile", toolbar: "media" });
  },
});
