// Showing a quoted passage in the text, as it stands on this page.

const TEXT = ".cke_wysiwyg_div, .reading-body";

export function passageShown() {
  return Boolean(document.querySelector(TEXT) ?? window.CKEDITOR);
}

// Chosen in the text and scrolled to; at least its paragraph, where it goes over several.
export function showPassage(quote) {
  const text = document.querySelector(TEXT);
  const [line] = quote.trim().split("\n");
  if (!text || !line) return;
  const range = rangeOf(text, line.trim());
  if (!range) return;
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

function rangeOf(text, line) {
  const { joined, places } = flat(text);
  const start = joined.indexOf(line);
  if (start < 0) return null;
  const range = document.createRange();
  range.setStart(places[start].node, places[start].offset);
  const last = places[start + line.length - 1];
  range.setEnd(last.node, last.offset + 1);
  return range;
}

// All letters with white space of one kind, and where each stands.
function flat(text) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const places = [];
  let joined = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const isSpace = /\s/.test(node.data[offset]);
      if (isSpace && (joined === "" || joined.endsWith(" "))) continue;
      joined += isSpace ? " " : node.data[offset];
      places.push({ node, offset });
    }
  }
  return { joined, places };
}
