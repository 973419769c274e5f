// What goes for a block of any kind: it is moved, written behind, or taken out, by a bar over it or
// by keys. The bar stands beside the text and never in it.

import { button, element } from "../media/elements.js";

const NAME = "newsblocks";
const { ALT, SHIFT } = window.CKEDITOR ?? {};
const UP = 38;
const DOWN = 40;
const GAP = 4;
// Widgets give their elements back at 13, and the writer runs at 15.
const AFTER_WIDGETS = 14;
// Told on wrappers, which are never stored: no steps of undo.
const TOLD = / data-(?:told|uploading|failed)="[^"]*"/g;

const isBlock = (node) =>
  node.type === CKEDITOR.NODE_ELEMENT && !node.hasAttribute("data-cke-hidden-sel") && !node.data("cke-temp");

// {block, widget} where the caret is: a widget, an information box or a table; null elsewhere.
export function blockAt(editor) {
  // Not what the widgets say: they look at the selection now and then only.
  const selection = editor.getSelection();
  const start = selection?.isFake ? selection.getSelectedElement() : selection?.getStartElement();
  const widget = start && editor.widgets.getByElement(start);
  if (widget) return { block: widget.wrapper, widget };
  const block = start?.getAscendant({ aside: true, table: true }, true);
  return block && editor.editable().contains(block) ? { block, widget: null } : null;
}

// The block at hand, or the paragraph, among those beside it.
function moving(editor) {
  const found = blockAt(editor)?.block;
  if (found) return found;
  let block = editor.getSelection()?.getStartElement();
  while (block && !block.getParent()?.equals(editor.editable())) block = block.getParent();
  return block;
}

function move(editor, isUp) {
  const block = moving(editor);
  const beside = isUp ? block?.getPrevious(isBlock) : block?.getNext(isBlock);
  if (!beside) return;
  const widget = editor.widgets.getByElement(block);
  const ranges = editor.getSelection().getRanges();
  editor.fire("saveSnapshot");
  if (isUp) block.insertBefore(beside);
  else block.insertAfter(beside);
  if (widget) widget.focus();
  else editor.getSelection().selectRanges(ranges);
  block.$.scrollIntoView({ block: "nearest" });
  editor.fire("saveSnapshot");
}

function writeBehind(editor) {
  const block = moving(editor);
  if (!block) return;
  editor.fire("saveSnapshot");
  const paragraph = editor.document.createElement("p");
  paragraph.appendBogus();
  paragraph.insertAfter(block);
  const range = editor.createRange();
  range.moveToElementEditStart(paragraph);
  editor.focus();
  range.select();
  editor.fire("saveSnapshot");
}

function takeOut(editor) {
  const found = blockAt(editor);
  if (!found) return;
  editor.fire("saveSnapshot");
  if (found.widget) editor.widgets.del(found.widget);
  else {
    const range = editor.createRange();
    range.moveToPosition(found.block, CKEDITOR.POSITION_BEFORE_START);
    found.block.remove();
    if (!editor.editable().getFirst(isBlock)) {
      range.moveToElementEditStart(editor.editable().append(editor.document.createElement("p")));
    }
    editor.focus();
    range.select();
  }
  editor.fire("saveSnapshot");
}

// Left behind by the editor's own dragging, which pins captions down meanwhile.
function withoutEmptyStyles({ data }) {
  data.dataValue.forEach(({ attributes }) => {
    if (attributes.style === "") delete attributes.style;
  }, CKEDITOR.NODE_ELEMENT, true);
}

class Bar {
  #editor;
  #bar = element("div", { class: "block-bar", role: "toolbar", "aria-label": "고른 블록", hidden: true });
  #block = null;
  #next = 0;

  constructor(editor) {
    this.#editor = editor;
    editor.ui.space("contents").append(new CKEDITOR.dom.element(this.#bar));
    // A press on it leaves the caret where it is.
    this.#bar.addEventListener("mousedown", (event) => event.preventDefault());
    editor.focusManager.add(new CKEDITOR.dom.element(this.#bar), true);
    const later = () => {
      cancelAnimationFrame(this.#next);
      this.#next = requestAnimationFrame(() => this.#look());
    };
    for (const name of ["selectionChange", "change", "blur", "focus", "readOnly"]) editor.on(name, later);
    for (const name of ["widgetFocused", "widgetBlurred"]) editor.widgets.on(name, later);
    document.addEventListener("selectionchange", later);
    for (const name of ["scroll", "resize"]) {
      window.addEventListener(name, () => this.#place(), { passive: true });
    }
  }

  #look() {
    const editor = this.#editor;
    const found = editor.focusManager.hasFocus && !editor.readOnly ? blockAt(editor) : null;
    const isSame = found && this.#block === found.block.$;
    this.#block = found?.block.$ ?? null;
    this.#bar.hidden = !found;
    if (found && !isSame) this.#fill(found.widget);
    this.#place();
  }

  #fill(widget) {
    const does = (command) => () => this.#editor.execCommand(command);
    const own = (widget?.tools ?? []).map(([text, act]) => button(text, act));
    const up = button("↑", does("newsblockup"));
    const down = button("↓", does("newsblockdown"));
    const behind = button("＋글", does("newsblockbehind"));
    up.title = "위로 옮기기 (Alt+Shift+↑)";
    down.title = "아래로 옮기기 (Alt+Shift+↓)";
    up.setAttribute("aria-label", "위로 옮기기");
    down.setAttribute("aria-label", "아래로 옮기기");
    behind.title = "아래에 쓰기";
    behind.setAttribute("aria-label", "아래에 쓰기");
    this.#bar.replaceChildren(
      up,
      down,
      ...own,
      behind,
      button("지우기", does("newsblockout")),
    );
  }

  // Over the block; as far down as the tools reach when its head is out of sight.
  #place() {
    if (!this.#block?.isConnected) return;
    const around = this.#bar.offsetParent?.getBoundingClientRect();
    if (!around) return;
    const block = this.#block.getBoundingClientRect();
    const tools = this.#editor.ui.space("top").$.getBoundingClientRect();
    const height = this.#bar.offsetHeight + GAP;
    const top = Math.min(Math.max(block.top - height, tools.bottom + GAP), block.bottom - height);
    const room = around.width - this.#bar.offsetWidth;
    this.#bar.style.top = `${Math.max(top - around.top, GAP)}px`;
    this.#bar.style.left = `${Math.max(0, Math.min(block.right - around.left - this.#bar.offsetWidth, room))}px`;
  }
}

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget,undo",
  init(editor) {
    const command = (name, exec) => editor.addCommand(name, { canUndo: false, exec });
    command("newsblockup", () => move(editor, true));
    command("newsblockdown", () => move(editor, false));
    command("newsblockbehind", () => writeBehind(editor));
    command("newsblockout", () => takeOut(editor));
    editor.setKeystroke([
      [ALT + SHIFT + UP, "newsblockup"],
      [ALT + SHIFT + DOWN, "newsblockdown"],
    ]);
    editor.on("toDataFormat", withoutEmptyStyles, null, null, AFTER_WIDGETS);
    editor.on("instanceReady", () => {
      editor.undoManager.addFilterRule((html) => html.replace(TOLD, ""));
      return new Bar(editor);
    });
  },
});
