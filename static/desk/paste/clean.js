// The HTML of a clipboard as the body of a story. Pure: no document but the pasted one is
// touched, nothing is fetched, and scripts in it don't run.

import { cleanText } from "./characters.js";
import { PLAIN } from "./formats.js";
import { Pictures } from "./pictures.js";
import { Tally } from "./report.js";
import { recognise } from "./sources.js";
import { Styles } from "./styles.js";
import { sweep } from "./sweeping.js";
import { openFrames } from "./tables.js";
import { Walk } from "./walk.js";
import { makeWordLists } from "./word-lists.js";
import { Writing } from "./writing.js";

// HWP's whole document as JSON, behind everything; it may hold the end of a comment.
const HANCOM_JSON = /<!--\s*\[data-hwpjson\][\s\S]*$/;

// {html, report, pictures}. A picture stands in the html as <img src="paste:ID">.
// Options: `rtf`, the clipboard's other form; `files`, the pictures on it; `origin`, of this site.
export function clean(html, options = {}) {
  const text = html.replace(HANCOM_JSON, "");
  const page = new DOMParser().parseFromString(text, "text/html");
  const tally = new Tally(recognise(html, page));
  tally.add("comments", text === html ? 0 : 1);
  const styles = new Styles(page);
  sweep(page, styles, tally);
  makeWordLists(page, styles);
  const pictures = new Pictures(page, styles, tally, options);
  openFrames(page, tally);
  const writing = new Writing();
  new Walk({ writing, styles, tally, pictures, origin: options.origin }).children(page.body, PLAIN);
  return { html: writing.toString(), report: tally.report(), pictures: pictures.found };
}

// The same for text alone. With empty lines in it, they part the paragraphs; else each line is one.
export function cleanPlain(text) {
  const tally = new Tally("text");
  const writing = new Writing();
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.replaceAll("\t", " "));
  const isParted = lines.slice(0, lines.findLastIndex((line) => line.trim())).some((line) => !line.trim());
  for (const line of lines) {
    if (!isParted || !line.trim()) writing.boundary();
    else writing.lineBreak();
    writing.text(cleanText(line, tally).replace(/ {2,}/g, " "), PLAIN);
  }
  return { html: writing.toString(), report: tally.report(), pictures: [] };
}
