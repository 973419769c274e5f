// The same rule as newsroom/lib/korean.py: code points of the NFC text, white space runs as one.

export function countCharacters(text) {
  const line = text.normalize("NFC").replace(/\s+/g, " ").trim();
  const withSpaces = [...line].length;
  return { withSpaces, withoutSpaces: withSpaces - (line.match(/ /g) ?? []).length };
}

// Sheets (매) of 200-character manuscript paper, one decimal.
export function manuscriptSheets(text) {
  return Math.round(countCharacters(text).withSpaces / 20) / 10;
}
