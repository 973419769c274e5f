// Signs that no key has, in a panel under the tools: what was used last comes first.

import { element } from "../media/elements.js";

const NAME = "newssigns";
const KEPT = "newsroom-signs";
const MOST_KEPT = 14;
const { ALT, SHIFT } = window.CKEDITOR ?? {};
const LETTER_S = 83;

function used() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(kept) ? kept.filter((sign) => typeof sign === "string").slice(0, MOST_KEPT) : [];
  } catch {
    return [];
  }
}

function remember(sign) {
  try {
    const kept = [sign, ...used().filter((other) => other !== sign)].slice(0, MOST_KEPT);
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the signs stay in their own order.
  }
}

class Panel {
  #editor;
  #recent = element("div", { class: "signs-group" });
  #box;
  // Where the next sign goes when the keys are in the panel.
  #ranges = null;
  #isOnBlock = false;

  constructor(editor) {
    this.#editor = editor;
    const groups = editor.config.signs.map(({ name, signs }) => this.#group(name, signs));
    this.#box = element(
      "div",
      { class: "signs", role: "group", "aria-label": "특수문자", hidden: true },
      this.#recent,
      ...groups,
    );
    editor.ui.space("top").$.after(this.#box);
    // A press leaves the caret where it is.
    this.#box.addEventListener("mousedown", (event) => event.preventDefault());
    this.#box.addEventListener("click", (event) => {
      const sign = event.target.closest("button")?.textContent;
      // Who types with a mouse at hand goes on in the text; keys and fingers choose more signs.
      if (sign) this.#put(sign, event.pointerType !== "mouse");
    });
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    editor.focusManager.add(new CKEDITOR.dom.element(this.#box), true);
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  open() {
    const selection = this.#editor.getSelection();
    this.#ranges = selection?.getRanges() ?? null;
    this.#isOnBlock = Boolean(selection?.isFake);
    this.#showRecent();
    this.#box.hidden = false;
    const tools = this.#editor.ui.space("top").$;
    const top = Number.parseFloat(getComputedStyle(tools).top) || 0;
    this.#box.style.top = `${top + tools.offsetHeight}px`;
    this.#signs[0].focus();
    this.#say();
  }

  close() {
    this.#backToText();
    this.#box.hidden = true;
    this.#say();
  }

  #say() {
    const state = this.isOpen ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF;
    this.#editor.getCommand(NAME).setState(state);
  }

  get #signs() {
    return [...this.#box.querySelectorAll("button")];
  }

  #group(name, signs) {
    const buttons = signs.map((sign) => element("button", { type: "button", tabIndex: -1 }, sign));
    return element(
      "div",
      { class: "signs-group", role: "group", "aria-label": name },
      element("span", { class: "signs-name" }, name),
      element("span", { class: "signs-row" }, ...buttons),
    );
  }

  #showRecent() {
    const signs = used();
    this.#recent.replaceChildren(...this.#group("최근에 쓴 것", signs).childNodes);
    this.#recent.hidden = !signs.length;
    for (const [at, sign] of this.#signs.entries()) sign.tabIndex = at ? -1 : 0;
  }

  #put(sign, isStaying) {
    const holder = document.activeElement;
    const isHere = isStaying && this.#box.contains(holder);
    const editor = this.#editor;
    // A block that is chosen as a whole would be replaced by it.
    if (this.#box.contains(holder) ? this.#isOnBlock : editor.getSelection()?.isFake) return;
    this.#backToText();
    editor.fire("saveSnapshot");
    editor.insertText(sign);
    editor.fire("saveSnapshot");
    remember(sign);
    this.#ranges = editor.getSelection().getRanges();
    if (isHere) holder.focus();
  }

  #backToText() {
    const editor = this.#editor;
    const isHere = this.#box.contains(document.activeElement);
    editor.focus();
    if (isHere && this.#ranges?.length) editor.getSelection().selectRanges(this.#ranges);
  }

  #key(event) {
    const signs = this.#signs;
    const at = signs.indexOf(document.activeElement);
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowRight") this.#go(signs[at + 1] ?? signs[0]);
    else if (event.key === "ArrowLeft") this.#go(signs[at - 1] ?? signs.at(-1));
    else if (event.key === "ArrowDown") this.#go(beside(signs[at], signs.slice(at + 1)));
    else if (event.key === "ArrowUp") this.#go(beside(signs[at], signs.slice(0, at).reverse()));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #go(sign) {
    if (!sign) return;
    for (const each of this.#signs) each.tabIndex = each === sign ? 0 : -1;
    sign.focus();
  }
}

// The nearest one of the next line, of those in reading order away from `from`.
function beside(from, others) {
  const elsewhere = others.filter((sign) => sign.offsetTop !== from.offsetTop);
  const line = elsewhere.filter((sign) => sign.offsetTop === elsewhere[0].offsetTop);
  const off = (sign) => Math.abs(sign.offsetLeft - from.offsetLeft);
  return line.sort((one, other) => off(one) - off(other))[0];
}

window.CKEDITOR?.plugins.add(NAME, {
  init(editor) {
    let panel = null;
    editor.addCommand(NAME, {
      canUndo: false,
      exec() {
        panel ??= new Panel(editor);
        if (panel.isOpen) panel.close();
        else panel.open();
      },
    });
    editor.setKeystroke(ALT + SHIFT + LETTER_S, NAME);
    editor.ui.addButton("Signs", { label: "특수문자", command: NAME, toolbar: "insert" });
  },
});
