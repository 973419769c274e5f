// What is pasted into the body is cleaned before the editor sees it; its pictures go to the
// library and stand in the text at once; a panel under the editor says what was left out.

import { videoFigure } from "../editor/video.js";
import { videoReference } from "../editor/video-address.js";
import { clean, cleanPlain } from "./clean.js";
import { Panel } from "./panel.js";
import { details, summary } from "./report.js";
import { Uploads } from "./uploads.js";

// Before the editor's own listeners, which begin at 1.
const BEFORE_ALL = 0;
const ONE_PARAGRAPH = /^<p>((?:(?!<\/?p>).)*)<\/p>$/s;

window.CKEDITOR?.on("instanceReady", ({ editor }) => {
  const panel = new Panel(editor.container.$);
  const uploads = new Uploads(editor, panel);
  const takesPictures = Boolean(editor.plugins.newsphoto);
  let before = null;

  editor.on("paste", ({ data }) => {
    const pasted = read(editor, data);
    if (!pasted) return;
    before = editor.getData();
    const { report } = pasted;
    const pictures = takesPictures ? pasted.pictures : [];
    const left = pasted.pictures.length - pictures.length;
    panel.tell(summary(report, { uploading: pictures.length, left }), details(report));
    const html = uploads.start(pasted.html, pictures);
    data.dataValue = ONE_PARAGRAPH.exec(html)?.[1] ?? html;
    data.type = "html";
    // An editor without blocks filters them out.
    data.dontFilter = takesPictures;
  }, null, null, BEFORE_ALL);

  // Whoever takes the paste back has no use for what was said about it.
  editor.on("afterCommandExec", ({ data }) => {
    if (data.name !== "undo" && data.name !== "redo") return;
    uploads.fillIn();
    if (data.name === "undo" && before !== null && editor.getData() === before) panel.close();
  });
});

// {html, report, pictures}, or null for what is the editor's own business.
function read(editor, data) {
  const { dataTransfer: transfer } = data;
  const isOurs = transfer && transfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL;
  if (!transfer || isOurs) return null;
  const caption = captionAt(editor);
  if (caption) return cleanPlain(transfer.getData("text/plain", true).replace(/\s+/g, " "));
  const wantsText = data.type === "text" || editor._.nextPasteType === "text";
  const html = wantsText ? "" : transfer.getData("text/html", true) || data.dataValue;
  const files = picturesOn(transfer);
  if (html) {
    const rtf = transfer.getData("text/rtf", true);
    return clean(html, { rtf, files, origin: window.location.origin });
  }
  const text = transfer.getData("text/plain", true);
  const video = isOnEmptyLine(editor) && videoReference(text);
  if (video && editor.plugins.newsvideo) return { ...cleanPlain(""), html: videoFigure(video).outerHTML };
  if (text) return cleanPlain(text);
  if (!files.length) return null;
  const figures = files.map(() => "<img>").join("");
  return clean(figures, { files });
}

// A caption is one line of words.
function captionAt(editor) {
  return editor.widgets.focused ? null : editor.elementPath()?.contains("figcaption");
}

// An address within a sentence is part of it.
function isOnEmptyLine(editor) {
  if (editor.widgets.focused) return false;
  const { block, blockLimit } = editor.elementPath() ?? {};
  if (blockLimit && !blockLimit.equals(editor.editable())) return false;
  return !(block ?? editor.editable()).getText().replace(/[\s\u200b]/g, "");
}

function picturesOn(transfer) {
  const all = Array.from({ length: transfer.getFilesCount() }, (_, at) => transfer.getFile(at));
  return all.filter((file) => file?.type.startsWith("image/"));
}
