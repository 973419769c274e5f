// Emphasis as a property of text: what the elements and styles around it switch on and off.

export const FORMATS = ["strong", "em", "u", "s", "sub", "sup"];
// `muted` are formats that would say nothing more here: a heading is bold as it is.
export const PLAIN = { formats: [], muted: [], link: null, isPre: false, font: "" };

const BY_NAME = {
  b: "strong", strong: "strong", i: "em", em: "em", dfn: "em", u: "u", ins: "u",
  s: "s", del: "s", strike: "s", sub: "sub", sup: "sup",
};

// The state of text inside the element; `outer` is that of the text around it.
export function stateInside(element, style, outer) {
  const on = new Set(outer.formats);
  const named = BY_NAME[element.localName];
  if (named) on.add(named);
  set(on, "strong", weight(style));
  set(on, "em", slant(style));
  const line = style.get("text-decoration-line") ?? style.get("text-decoration");
  if (line !== undefined) {
    if (line.includes("underline")) on.add("u");
    if (line.includes("line-through")) on.add("s");
    if (/^none\b/.test(line) && named !== "s") on.delete("u");
  }
  const height = style.get("vertical-align");
  if (height === "super") on.add("sup");
  if (height === "sub") on.add("sub");
  const space = style.get("white-space") ?? "";
  return {
    formats: FORMATS.filter((one) => on.has(one) && !outer.muted.includes(one)),
    muted: outer.muted,
    link: outer.link,
    isPre: space ? space.startsWith("pre") : outer.isPre || element.localName === "pre",
    font: style.get("font-family") ?? element.getAttribute("face")?.toLowerCase() ?? outer.font,
  };
}

export function muting(state, format) {
  const formats = state.formats.filter((one) => one !== format);
  return { ...state, formats, muted: [...state.muted, format] };
}

function set(on, format, isOn) {
  if (isOn === true) on.add(format);
  if (isOn === false) on.delete(format);
}

function weight(style) {
  const value = style.get("font-weight") ?? /\b(bold|[1-9]00)\b/.exec(style.get("font") ?? "")?.[1];
  if (value === undefined || value === "inherit") return undefined;
  return /^bold/.test(value) || Number(value) >= 600;
}

function slant(style) {
  const value = style.get("font-style") ?? /\b(italic|oblique)\b/.exec(style.get("font") ?? "")?.[1];
  return value === undefined || value === "inherit" ? undefined : /^(?:italic|oblique)/.test(value);
}
