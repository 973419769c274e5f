// The pictures of a paste: which come along, which somebody has to upload, which only count
// readers.

import { cleanText } from "./characters.js";
import { Tally } from "./report.js";
import { bytesOf, picturesOf } from "./rtf.js";

const OWN = /^\/photos\/[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const DATA = /^data:(image\/(?:png|jpeg|gif|webp|heic))(?:;[\w-]+=[^;,]*)*;base64,([\sA-Za-z0-9+/=]+)$/i;
const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Component}]{1,12}$/u;
const SMALLEST = 3;
// What HWP and Word write where nobody wrote anything.
const MACHINE_MADE = /^그림입니다|자동 생성된 설명|automatically generated|AI 생성 콘텐츠/;

export class Pictures {
  // `files` are the picture files beside the HTML, `rtf` its other form.
  constructor(page, styles, tally, { rtf = "", files = [], origin = "" }) {
    this.tally = tally;
    this.origin = origin;
    this.found = [];
    this.sources = new Map();
    const images = [...page.images].filter((image) => !this.#isTracker(image, styles));
    this.#match(images.filter((image) => /^\s*file:/i.test(image.getAttribute("src"))), picturesOf(rtf), fromRtf);
    const isNothingElse = !page.body.textContent.trim();
    if (isNothingElse) this.#match(images, files, (file) => ({ file, type: file.type }));
  }

  // Elements without words or place: one dot, for counting.
  #isTracker(image, styles) {
    const style = styles.of(image);
    const isSmall = ["width", "height"].some((side) => {
      const given = style.get(side) ?? image.getAttribute(side) ?? "";
      return given.trim() !== "" && Number.parseFloat(given) <= SMALLEST && !given.includes("%");
    });
    if (isSmall) {
      this.tally.add("trackers");
      image.remove();
    }
    return isSmall;
  }

  #match(images, sources, make) {
    if (images.length !== sources.length) return;
    for (const [index, image] of images.entries()) {
      const source = make(sources[index]);
      if (source) this.sources.set(image, source);
    }
  }

  // {text} for a sign drawn as a picture, {attributes} for a figure, null for one to be missed.
  place(image) {
    const given = image.getAttribute("src")?.trim() ?? "";
    const written = cleanText(image.alt, new Tally()).replace(/\s+/g, " ").trim();
    const alt = MACHINE_MADE.test(written) ? "" : written;
    if (EMOJI.test(alt)) return { text: alt };
    const isOurs = this.origin && given.startsWith(`${this.origin}/`);
    const path = isOurs ? given.slice(this.origin.length) : given;
    if (OWN.test(path) && !path.includes("..")) {
      return { attributes: { src: path, alt, ...sizes(image) } };
    }
    const source = this.sources.get(image) ?? fromData(given);
    if (!source) {
      this.tally.miss(given, alt);
      return null;
    }
    this.found.push({ id: this.found.length + 1, alt, ...source });
    return { attributes: { src: `paste:${this.found.length}`, alt } };
  }
}

function sizes(image) {
  const kept = {};
  for (const side of ["width", "height"]) {
    const given = image.getAttribute(side) ?? "";
    if (/^[1-9]\d{0,4}$/.test(given)) kept[side] = given;
  }
  return kept;
}

function fromRtf({ type, hex }) {
  return type && hex ? { type, file: new Blob([bytesOf(hex)], { type }) } : null;
}

function fromData(address) {
  const data = DATA.exec(address);
  if (!data) return null;
  try {
    const bytes = Uint8Array.from(atob(data[2].replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
    const type = data[1].toLowerCase();
    return { type, file: new Blob([bytes], { type }) };
  } catch {
    return null;
  }
}
