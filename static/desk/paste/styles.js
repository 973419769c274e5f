// What an element's style says: its own, and that of the simple rules of the document's own
// style sheets (Excel and Pages make a word bold by a class). The browser's CSSOM won't do: it
// forgets mso-* and HWP's font-weight:"bold".

const DECLARATION = /([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'(])*)/g;
const COMMENT = /\/\*[\s\S]*?\*\/|<!--|-->/g;
const GROUP = /@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
const SELECTOR = /^([a-z][a-z0-9]*)?(\.[\w-]+)?$/i;

export function declarations(text) {
  const found = new Map();
  for (const [, name, value] of (text ?? "").matchAll(DECLARATION)) {
    const plain = value.replace(/["']|!\s*important/gi, "").trim().toLowerCase();
    found.set(name.toLowerCase(), plain);
  }
  return found;
}

export class Styles {
  #rules = new Map();
  #known = new Map();

  constructor(page) {
    for (const sheet of page.querySelectorAll("style")) this.#read(sheet.textContent);
  }

  of(element) {
    let style = this.#known.get(element);
    if (!style) {
      style = new Map(this.#selectors(element).flatMap((one) => [...(this.#rules.get(one) ?? [])]));
      for (const [name, value] of declarations(element.getAttribute("style"))) {
        style.set(name, value);
      }
      this.#known.set(element, style);
    }
    return style;
  }

  #read(text) {
    const plain = text.replace(COMMENT, " ").replace(GROUP, " ");
    for (const [, selectors, body] of plain.matchAll(RULE)) {
      for (const selector of selectors.split(",").map((one) => one.trim())) {
        if (!SELECTOR.test(selector)) continue;
        const rule = this.#rules.get(selector.toLowerCase()) ?? new Map();
        for (const [name, value] of declarations(body)) rule.set(name, value);
        this.#rules.set(selector.toLowerCase(), rule);
      }
    }
  }

  // From the weakest to the strongest.
  #selectors(element) {
    const name = element.localName;
    const classes = [...element.classList].map((one) => one.toLowerCase());
    return [name, ...classes.map((one) => `.${one}`), ...classes.map((one) => `${name}.${one}`)];
  }
}
