// Elements made by script, in one line each.

// `given`: properties, or attributes where the name has a hyphen; `role`, `class` and `on…` too.
export function element(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "class" || key === "role" || key === "for") {
      made.setAttribute(key, value === true ? "" : value);
    } else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(text, onclick, style = "") {
  return element("button", { type: "button", class: `media-button ${style}`.trim(), onclick }, text);
}
