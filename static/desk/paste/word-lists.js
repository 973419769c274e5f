// Word writes the items of a list as paragraphs that carry "mso-list:l0 level2 lfo1" and the
// mark as text. Here they become lists.

const LEVEL = /\blevel(\d)\b/;
const NUMBER = /^\(?(\d+)[.)]$/;
// A number that isn't Arabic (가. ① a)) says more than "the next one" at the outermost level.
const OTHER_NUMBER = /^(?:\(?(?:[a-z]{1,4}|[가-하])[.)]|[ⅰ-ⅻⅠ-Ⅻ①-⑳㉠-㉻]+[.)]?)$/i;

export function makeWordLists(page, styles) {
  let items = [];
  for (const paragraph of page.body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const item = itemOf(paragraph, styles);
    const follows = items.length && next(items.at(-1).paragraph) === paragraph;
    if (items.length && !(item && follows)) {
      build(page, items);
      items = [];
    }
    if (item) items.push(item);
  }
  if (items.length) build(page, items);
}

function itemOf(paragraph, styles) {
  const level = LEVEL.exec(styles.of(paragraph).get("mso-list") ?? "");
  if (!level || /^h/.test(paragraph.localName)) return null;
  const mark = [...paragraph.querySelectorAll("*")].find(
    (element) => styles.of(element).get("mso-list") === "ignore",
  );
  const sign = mark?.textContent.replace(/\s+/g, "") ?? "";
  return { paragraph, mark, sign, level: Number(level[1]) };
}

function next(element) {
  return element.nextElementSibling;
}

function build(page, items) {
  const outermost = Math.min(...items.map(({ level }) => level));
  const counts = [];
  const open = [];
  for (const item of items) {
    const depth = item.level - outermost;
    counts.length = Math.min(counts.length, depth + 1);
    const kind = kindOf(item, depth, counts[depth] ?? 0);
    if (kind === null) {
      keepMark(page, item);
      open.length = 0;
      counts.length = 0;
      continue;
    }
    counts[depth] = (counts[depth] ?? 0) + 1;
    open.length = Math.min(open.length, depth + 1);
    if (open.length === depth + 1 && open[depth].localName !== kind) open.length = depth;
    while (open.length <= depth) {
      const list = page.createElement(kind);
      const within = open.at(-1)?.lastElementChild;
      if (within) within.append(list);
      else if (open.length) open.at(-1).append(wrapped(page, list));
      else item.paragraph.before(list);
      open.push(list);
    }
    item.mark?.remove();
    const entry = page.createElement("li");
    entry.append(...item.paragraph.childNodes);
    open[depth].append(entry);
    item.paragraph.remove();
  }
}

function wrapped(page, list) {
  const entry = page.createElement("li");
  entry.append(list);
  return entry;
}

// "ul", "ol", or null where a list couldn't say what the mark says.
function kindOf({ sign }, depth, before) {
  const number = NUMBER.exec(sign);
  if (number) return Number(number[1]) === before + 1 ? "ol" : null;
  if (!OTHER_NUMBER.test(sign)) return "ul";
  return depth > 0 ? "ol" : null;
}

function keepMark(page, { mark, sign }) {
  mark?.replaceWith(page.createTextNode(`${sign} `));
}
