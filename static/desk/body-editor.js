// CKEditor around the body field: its text for the counters, and whether it was touched.
// The editor itself is started by ckeditor-init.js with the configuration of desk/editor.py.

export class BodyEditor {
  constructor(textarea) {
    this.textarea = textarea;
    this.stored = textarea.value;
    this.editor = null;
    this.onChange = () => {};
    window.CKEDITOR?.on("instanceReady", ({ editor }) => {
      if (editor.element.$ === textarea) this.#adopt(editor);
    });
    textarea.addEventListener("input", () => this.onChange());
  }

  get text() {
    if (this.editor) return this.editor.editable()?.$.innerText ?? "";
    const page = new DOMParser().parseFromString(this.textarea.value, "text/html");
    return page.body.textContent;
  }

  // As it would be posted.
  get html() {
    return this.editor ? this.editor.getData() : this.textarea.value;
  }

  get isTouched() {
    if (this.editor) return this.editor.checkDirty();
    return this.textarea.value !== this.stored;
  }

  #adopt(editor) {
    this.editor = editor;
    editor.resetDirty();
    // Hangul comes without the keys that CKEditor waits for: it would take the undo itself for
    // typing, and forget what could be redone.
    editor.on("beforeCommandExec", ({ data }) => {
      if (/^(?:un|re)do$/.test(data.name)) editor.undoManager.editingHandler.keyEventsStack.resetInputs();
    });
    editor.on("change", () => this.onChange());
    editor.on("key", () => setTimeout(() => this.onChange()));
    editor.editable().$.addEventListener("input", () => this.onChange());
    this.onChange();
  }
}
