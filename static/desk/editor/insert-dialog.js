// A small window of the editor's own that asks one thing and puts something into the text.

import { insert } from "./photo.js";

// `elements` as CKEditor's dialogs take them; `made(dialog)` gives the figure to insert, or a
// sentence that says what is wrong.
export function registerInsertDialog(editor, name, { title, elements, made }) {
  CKEDITOR.dialog.add(name, () => ({
    title,
    minWidth: 340,
    minHeight: 90,
    contents: [{ id: "main", elements }],
    onOk() {
      const given = made(this);
      if (typeof given === "string") {
        window.alert(given);
        return false;
      }
      // The window gives the caret back first.
      setTimeout(() => insert(editor, [given]));
      return true;
    },
  }));
  editor.addCommand(name, new CKEDITOR.dialogCommand(name));
}
