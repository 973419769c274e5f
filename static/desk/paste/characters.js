// Text as it may stand in a story: nothing invisible, ordinary spaces, no sign that only the
// font of one program can show. What goes is told to the tally.

const EMOJI =
  "\\u00a9\\u00ae\\u203c\\u2049\\u2122\\u2139\\u2194-\\u21ff\\u2300-\\u23ff\\u24c2\\u25a0-\\u27bf" +
  "\\u2900-\\u297f\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299\\u{1f000}-\\u{1faff}";
const UNSEEN = new RegExp(
  // Bidi controls, zero width, control characters: as the server takes them out.
  "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u200b\\u200c\\u2060\\ufeff" +
    "\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f" +
    // Soft hyphens, invisible operators, Hangul fillers, places of objects.
    "\\u00ad\\u034f\\u180b-\\u180e\\u2061-\\u2065\\u206a-\\u206f\\u3164\\uffa0\\ufff9-\\ufffc]" +
    `|(?<![${EMOJI}0-9#*])[\\ufe0e\\ufe0f]` +
    `|(?<![${EMOJI}\\ufe0e\\ufe0f])\\u200d|\\u200d(?![${EMOJI}])`,
  "gu",
);
const SPACES = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const PRIVATE = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/gu;

// Signs of the fonts Symbol and Wingdings, by their place in the font.
const PICTOGRAMS = new Map([
  [0x46, "☞"], [0x4a, "☺"], [0x6c, "●"], [0x6e, "■"], [0x6f, "□"], [0x71, "□"], [0x75, "◆"],
  [0x76, "❖"], [0x9f, "·"], [0xa0, "▪"], [0xa1, "○"], [0xa7, "▪"], [0xa8, "□"], [0xb7, "·"],
  [0xd8, "▶"], [0xdf, "←"], [0xe0, "→"], [0xe1, "↑"], [0xe2, "↓"], [0xe8, "→"], [0xf0, "⇨"],
  [0xfb, "✗"], [0xfc, "✓"], [0xfe, "☑"],
]);
// HWP's own: quotation marks, a line, and numbers in a square.
const HANCOM = new Map([
  [0xf0850, "‘"], [0xf0851, "’"], [0xf0852, "“"], [0xf0853, "”"], [0xf080f, "─"],
  ...Array.from("①②③④⑤⑥⑦⑧⑨", (sign, index) => [0xf02b1 + index, sign]),
]);

export function isPictogramFont(family) {
  return /^(?:wingdings|symbol)\b/.test(family ?? "");
}

// A letter that stands for a picture in such a font: Word writes an arrow as "à" in Wingdings.
export function fromPictogramFont(text) {
  return text.replace(/[!-~\u00a1-\u00ff]/g, (sign) => PICTOGRAMS.get(sign.charCodeAt(0)) ?? "");
}

export function cleanText(text, tally) {
  const shown = text
    .normalize("NFC")
    .replace(PRIVATE, (sign) => known(sign, tally))
    .replace(UNSEEN, () => {
      tally.add("unseen");
      return "";
    });
  return shown.replace(SPACES, " ").normalize("NFC");
}

function known(sign, tally) {
  const code = sign.codePointAt(0);
  const isPictogram = code >= 0xf020 && code <= 0xf0ff;
  const found = isPictogram ? PICTOGRAMS.get(code - 0xf000) : HANCOM.get(code);
  if (found) tally.add("exchanged");
  else tally.unknown(`U+${code.toString(16).toUpperCase()}`);
  return found ?? "";
}
