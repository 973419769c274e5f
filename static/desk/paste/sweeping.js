// Takes out of the pasted document what no reader should see, before anything is written.

const ISLANDS = "script, style, meta, link, title, base, xml, template, noscript, head > *";
const EMBEDDED =
  "iframe, object, embed, applet, form button, button, input, select, textarea, svg, canvas, " +
  "video, audio, dialog, ins.adsbygoogle, [id^=google_ads], [id^=div-gpt-ad], [data-ad-client], " +
  "[data-ad-slot], [aria-label=광고], .ad-banner, .ad_wrap, .ad_area, .advertisement, .adsbygoogle";
// What screen readers alone are told; Korean portals call it blind.
const UNSEEN_CLASSES = ".blind, .sr-only, .visually-hidden, .screen_out, .a11y-hidden";
const COMMENTS_OF_WORD = "[style*='mso-element:comment'], .MsoCommentReference, .msocomanchor";
const STYLING = ["style", "class", "face", "color", "bgcolor", "align", "valign", "size", "border"];
const FRAGMENT = /^(?:Start|End)Fragment$/;
const SHOWS_CONDITION = /^\[(?:if\s|endif)/;

export function sweep(page, styles, tally) {
  const { body } = page;
  sweepComments(page, tally);
  const commented = [...body.querySelectorAll(COMMENTS_OF_WORD)];
  tally.add("comments", body.querySelectorAll(".MsoCommentReference").length);
  for (const element of commented) element.remove();
  tally.add("islands", take(page, ISLANDS));
  tally.add("islands", takeNamespaced(body));
  tally.add("advertising", take(body, EMBEDDED));
  sweepHidden(body, styles, tally);
  tally.add("styles", styled(body));
}

// Downlevel-revealed conditions, which hold what is shown, are marks and no comments.
function sweepComments(page, tally) {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) {
    const text = comment.data.trim();
    const isMark = FRAGMENT.test(text) || (SHOWS_CONDITION.test(text) && text.length < 60);
    if (!isMark) tally.add("comments");
    comment.remove();
  }
}

function take(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  for (const element of found) element.remove();
  return found.length;
}

// o:p, w:sdt, v:shape, st1:…: those with words in them stay as the words.
function takeNamespaced(body) {
  const found = [...body.querySelectorAll("*")].filter(({ localName }) => localName.includes(":"));
  for (const element of found) {
    if (/^v:|^o:(?!p$)/.test(element.localName)) element.remove();
    else element.replaceWith(...element.childNodes);
  }
  return found.length;
}

function sweepHidden(body, styles, tally) {
  for (const element of [...body.querySelectorAll("*")]) {
    if (!body.contains(element) || !isHidden(element, styles.of(element))) continue;
    if (element.localName === "img") tally.add("trackers");
    else if (element.textContent.trim()) tally.add("hidden");
    element.remove();
  }
}

function isHidden(element, style) {
  if (element.hidden || element.matches(UNSEEN_CLASSES)) return true;
  if (style.get("display") === "none" || style.get("visibility") === "hidden") return true;
  if (style.get("mso-hide") === "all") return true;
  return style.get("position") === "absolute" && /^rect\((?:0|1px)/.test(style.get("clip") ?? "");
}

function styled(body) {
  return [...body.querySelectorAll("*")].filter(
    (element) =>
      element.localName === "font" || STYLING.some((name) => element.hasAttribute(name)),
  ).length;
}
