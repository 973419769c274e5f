// The pictures in the RTF that Word and HWP put on the clipboard beside the HTML: the HTML has
// file:// addresses only, which no page may read.

const TOKEN = /[{}]|\\(?:\*|([a-z]+)(-?\d+)? ?|'..|[^a-z])|[0-9a-f\s]{32,}/gi;
// Second copies in an old format, and the pictures of list marks.
const SKIPPED = new Set(["nonshppict", "listpicture", "picprop", "blipuid", "objdata", "themedata"]);
const TYPES = { pngblip: "image/png", jpegblip: "image/jpeg" };

// In order, one entry for each: {type, hex}, with the type null for formats no newsroom takes.
export function picturesOf(rtf) {
  const found = [];
  const groups = [{ isSkipped: false, picture: null }];
  for (const token of (rtf ?? "").matchAll(TOKEN)) {
    const [text, word] = token;
    const group = groups.at(-1);
    if (text === "{") {
      groups.push({ isSkipped: group.isSkipped, picture: null });
    } else if (text === "}") {
      if (group.picture) found.push(finished(group.picture));
      if (groups.length > 1) groups.pop();
    } else if (group.isSkipped) {
      continue;
    } else if (word) {
      if (SKIPPED.has(word)) group.isSkipped = true;
      else if (word === "pict") group.picture = { type: null, hex: [] };
      else if (group.picture && word in TYPES) group.picture.type = TYPES[word];
    } else if (group.picture && text[0] !== "\\") {
      group.picture.hex.push(text);
    }
  }
  return found;
}

function finished({ type, hex }) {
  return { type, hex: type ? hex.join("").replace(/\s+/g, "") : "" };
}

export function bytesOf(hex) {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = Number.parseInt(hex.substr(at * 2, 2), 16);
  }
  return bytes;
}
