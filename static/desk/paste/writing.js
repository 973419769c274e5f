// The result, written in the grammar of articles/body_tree.py and in its very form, so that the
// server finds nothing to change.

import { PLAIN } from "./formats.js";

class Leaf {
  constructor(name, { isCaption = false } = {}) {
    this.name = name;
    this.isCaption = isCaption;
    this.children = [];
    this.open = [];
    this.hasRun = false;
    this.hasSpace = false;
    this.breaks = 0;
  }

  // `text` has single spaces only.
  text(text, { formats, link }) {
    const core = text.trim();
    if (text.startsWith(" ")) this.hasSpace = true;
    if (!core) return;
    const wanted = [...(link ? [{ name: "a", link }] : []), ...formats.map((name) => ({ name }))];
    let kept = 0;
    while (
      kept < Math.min(wanted.length, this.open.length) &&
      this.open[kept].name === wanted[kept].name &&
      this.open[kept].link === wanted[kept].link
    ) {
      kept += 1;
    }
    this.open.length = kept;
    let target = this.open.at(-1) ?? this;
    if (this.hasRun) {
      if (this.breaks) target.children.push({ name: "br", children: [] });
      else if (this.hasSpace) target.children.push(" ");
    }
    for (const { name, link: own } of wanted.slice(kept)) {
      const attributes = own ? linkAttributes(own.href) : {};
      const element = { name, link: own, attributes, children: [] };
      target.children.push(element);
      this.open.push(element);
      target = element;
    }
    target.children.push(core);
    this.hasRun = true;
    this.breaks = 0;
    this.hasSpace = text.endsWith(" ");
  }
}

export class Writing {
  constructor() {
    this.root = { name: "", attributes: {}, children: [] };
    this.stack = [this.root];
    this.leaf = null;
    // Text to stand before whatever comes next.
    this.prefix = "";
  }

  text(text, state) {
    if (!this.leaf) {
      if (!text.trim()) return;
      this.#open("p");
    }
    const { leaf } = this;
    if (leaf.breaks > 1 && text.trim() && leaf.name === "p") {
      this.endLeaf();
      this.#open(leaf.name);
    }
    this.leaf.text(text, state);
  }

  lineBreak() {
    if (this.leaf?.hasRun) this.leaf.breaks += 1;
  }

  // A block begins or ends: text before and after stay apart.
  boundary() {
    if (this.leaf?.isCaption) this.leaf.breaks ||= this.leaf.hasRun ? 1 : 0;
    else this.endLeaf();
  }

  // A paragraph or heading; in a caption only a new line.
  paragraph(name, write) {
    this.boundary();
    if (!this.leaf) this.#open(name);
    write();
    this.boundary();
  }

  // Inline content only, whatever is in it.
  caption(name, write) {
    this.endLeaf();
    this.leaf = new Leaf(name, { isCaption: true });
    write();
    this.endLeaf();
  }

  block(name, attributes, write) {
    this.endLeaf();
    const element = { name, attributes, children: [] };
    this.stack.push(element);
    write();
    this.endLeaf();
    this.stack.pop();
    const isKept = element.children.length || name === "td" || name === "th" || name === "hr";
    if (isKept || Object.keys(attributes).some((one) => one.startsWith("data-"))) {
      if (name === "td" || name === "th" || name === "li") flatten(element);
      this.#add(element);
    }
  }

  // On with the block written last, if it has this name; else a new one.
  intoLast(name, write) {
    this.endLeaf();
    const { children } = this.stack.at(-1);
    const last = children.at(-1);
    if (last?.name !== name) {
      this.block(name, {}, write);
      return;
    }
    this.stack.push(last);
    write();
    this.endLeaf();
    this.stack.pop();
  }

  picture(attributes, writeCaption) {
    const around = this.leaf;
    if (around?.isCaption) return;
    this.block("figure", { class: "photo" }, () => {
      this.#add({ name: "img", attributes, children: [] });
      if (writeCaption) this.caption("figcaption", writeCaption);
    });
    if (around) this.#open(around.name);
  }

  endLeaf() {
    const { leaf } = this;
    this.leaf = null;
    if (!leaf?.hasRun) return;
    this.#add({ name: leaf.name, attributes: {}, children: leaf.children });
  }

  toString() {
    this.endLeaf();
    return this.root.children.map(written).join("\n");
  }

  #open(name) {
    this.leaf = new Leaf(name);
    if (this.prefix) this.leaf.text(this.prefix, PLAIN);
    this.prefix = "";
  }

  #add(element) {
    this.stack.at(-1).children.push(element);
  }
}

// One paragraph alone, or before lists in an item, needs no element of its own.
function flatten(holder) {
  const [first, ...others] = holder.children;
  const isAlone = others.length === 0 || holder.name === "li";
  if (first?.name !== "p" || !isAlone) return;
  if (others.some(({ name }) => name !== "ul" && name !== "ol")) return;
  holder.children = [...first.children, ...others];
}

function linkAttributes(href) {
  return /^http/i.test(href) ? { href, rel: "noopener noreferrer" } : { href };
}

const VOID = new Set(["br", "hr", "img"]);

function written(node) {
  if (typeof node === "string") return escaped(node);
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', "&quot;")}"`)
    .join("");
  const start = `<${node.name}${attributes}>`;
  if (VOID.has(node.name)) return start;
  return `${start}${joined(node.children).map(written).join("")}</${node.name}>`;
}

// Letters that stood in two pieces may be one: NFC sees them only together.
function joined(children) {
  const parts = [];
  for (const child of children) {
    if (typeof child === "string" && typeof parts.at(-1) === "string") {
      parts.push((parts.pop() + child).normalize("NFC"));
    } else {
      parts.push(child);
    }
  }
  return parts;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
