// Walks the pasted document and writes what it means.

import { cleanText, fromPictogramFont, isPictogramFont } from "./characters.js";
import { muting, stateInside } from "./formats.js";
import { cleanLink } from "./links.js";
import { partsOf, spansOf } from "./tables.js";

const DIVISIONS = new Set(
  ("address article aside center dd details div dl dt fieldset figcaption footer form header " +
    "hgroup legend main nav pre search section summary").split(" "),
);
const HEADINGS = { h1: "h2", h2: "h2", h3: "h3", h4: "h4", h5: "h4", h6: "h4" };
const LISTS = { ul: "ul", ol: "ol", menu: "ul", dir: "ul" };
// Rooms that hold no text of their own, copied from another story of ours.
const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9:._-]*$/;
const REFERENCES = ["data-embed", "data-file", "data-article", "data-notice"];

export class Walk {
  constructor({ writing, styles, tally, pictures, origin }) {
    Object.assign(this, { writing, styles, tally, pictures, origin });
  }

  children(element, state) {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.#text(child.data, state);
      else if (child.nodeType === Node.ELEMENT_NODE) this.#element(child, state);
    }
  }

  #text(data, state) {
    const meant = isPictogramFont(state.font) ? fromPictogramFont(data) : data;
    const lines = state.isPre ? meant.split(/\r?\n/) : [meant];
    for (const [index, line] of lines.entries()) {
      if (index) this.writing.lineBreak();
      const text = cleanText(line.replace(/[\t\n\r]/g, " "), this.tally);
      this.writing.text(text.replace(/ {2,}/g, " "), state);
    }
  }

  #element(element, outer) {
    const name = element.localName;
    const state = stateInside(element, this.styles.of(element), outer);
    if (name === "br") this.writing.lineBreak();
    else if (name === "img") this.#image(element, state);
    else if (name === "a") this.#link(element, state);
    else if (name === "p" || name === "li") this.#paragraph(element, state);
    else if (name in HEADINGS) this.#heading(element, state);
    else if (name in LISTS) this.#list(element, state);
    else if (name === "table") this.#table(element, state);
    else if (name === "figure") this.#figure(element, state);
    else if (name === "blockquote") this.#block(name, {}, element, state);
    else if (element.matches("aside.box")) this.#block(name, { class: "box" }, element, state);
    else if (name === "hr") this.writing.block(name, {}, () => {});
    else if (DIVISIONS.has(name)) this.#division(element, state);
    else this.children(element, state);
  }

  #division(element, state) {
    this.writing.boundary();
    this.children(element, state);
    this.writing.boundary();
  }

  #block(name, attributes, element, state) {
    this.writing.block(name, attributes, () => this.children(element, state));
  }

  #paragraph(element, state) {
    if (isBlank(element)) this.tally.add("blanks");
    this.writing.paragraph("p", () => this.children(element, state));
  }

  #heading(element, state) {
    const name = HEADINGS[element.localName];
    this.writing.paragraph(name, () => this.children(element, muting(state, "strong")));
  }

  #link(element, state) {
    const given = element.getAttribute("href") ?? "";
    const isOurs = this.origin && given.startsWith(`${this.origin}/`);
    const path = isOurs ? given.slice(this.origin.length) : given;
    const isPath = /^\/(?!\/)[^\s\\<>"`{}|^]*$/.test(path);
    const href = isPath ? path : cleanLink(given, this.tally);
    this.children(element, href ? { ...muting(state, "u"), link: { href } } : state);
  }

  #list(element, state) {
    const start = Number(element.getAttribute("start") ?? 1);
    // Ours count from one: a list that goes on from elsewhere keeps its numbers as text.
    if (element.localName === "ol" && start !== 1) {
      this.#numbered(element, start, state);
      return;
    }
    this.writing.block(LISTS[element.localName], {}, () => {
      for (const child of element.childNodes) this.#listPart(child, state);
    });
  }

  // Google Docs and old editors put a list beside the item that it belongs to.
  #listPart(child, state) {
    if (child.nodeType === Node.TEXT_NODE ? !child.data.trim() : child.nodeType !== Node.ELEMENT_NODE) {
      return;
    }
    const write = () => {
      if (child.localName === "li") this.children(child, this.#inside(child, state));
      else if (child.nodeType === Node.TEXT_NODE) this.#text(child.data, state);
      else this.#element(child, state);
    };
    if (child.localName in LISTS) this.writing.intoLast("li", write);
    else this.writing.block("li", {}, write);
  }

  #inside(element, state) {
    return stateInside(element, this.styles.of(element), state);
  }

  #numbered(list, start, state) {
    let number = start;
    for (const item of list.children) {
      this.writing.boundary();
      if (item.localName === "li") this.writing.prefix = `${number++}. `;
      this.#division(item, this.#inside(item, state));
      this.writing.prefix = "";
    }
  }

  #table(table, state) {
    const inside = { ...state, formats: [], link: null };
    this.writing.block("table", {}, () => {
      const { caption } = table;
      if (caption) {
        this.writing.caption("caption", () => this.children(caption, this.#inside(caption, inside)));
      }
      for (const [name, rows] of partsOf(table)) {
        this.writing.block(name, {}, () => rows.forEach((row) => this.#row(row, inside)));
      }
    });
  }

  #row(row, outer) {
    const state = this.#inside(row, outer);
    this.writing.block("tr", {}, () => {
      for (const cell of row.cells) {
        const own = this.#inside(cell, state);
        const inside = cell.localName === "th" ? muting(own, "strong") : own;
        this.#block(cell.localName, spansOf(cell), cell, inside);
      }
    });
  }

  #figure(figure, state) {
    const reference = REFERENCES.find((name) => REFERENCE.test(figure.getAttribute(name) ?? ""));
    const caption = figure.querySelector(":scope > figcaption");
    if (reference) {
      const attributes = { [reference]: figure.getAttribute(reference) };
      this.writing.block("figure", attributes, () => this.#caption(caption, state));
    } else if (figure.matches(".gallery") && figure.querySelector("figure.photo")) {
      this.#block("figure", { class: "gallery" }, figure, state);
    } else if (figure.matches(".quote") && figure.querySelector("blockquote")) {
      caption?.remove();
      this.writing.block("figure", { class: "quote" }, () => {
        this.children(figure, state);
        this.#caption(caption, state);
      });
    } else {
      this.#pictures(figure, caption, state);
    }
  }

  #caption(caption, state) {
    if (!caption) return;
    this.writing.caption("figcaption", () => this.children(caption, this.#inside(caption, state)));
  }

  // A caption goes with the only picture; without one it is text.
  #pictures(figure, caption, state) {
    const images = figure.querySelectorAll("img");
    this.writing.boundary();
    const placed = images.length === 1 && caption ? this.pictures.place(images[0]) : null;
    if (placed?.attributes) {
      const inside = this.#inside(caption, state);
      this.writing.picture(placed.attributes, () => this.children(caption, inside));
    } else {
      if (images.length === 1 && caption) images[0].remove();
      this.children(figure, state);
    }
    this.writing.boundary();
  }

  #image(image, state) {
    const placed = this.pictures.place(image);
    if (placed?.text) this.#text(placed.text, state);
    else if (placed) this.writing.picture(placed.attributes);
  }
}

function isBlank(element) {
  return !/[^\s\u00a0\u00ad\u200b\u200c\u2060\u3000\u3164\ufeff]/.test(element.textContent) &&
    !element.querySelector("img");
}
