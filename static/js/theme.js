// Light or dark: as the system has it, until the reader says otherwise. What was said is kept in this
// browser, and forgotten when it is the same as the system's again.

const KEY = "theme";
const root = document.documentElement;
const button = document.querySelector("[data-theme-switch]");
const system = window.matchMedia("(prefers-color-scheme: dark)");
const colours = [...document.querySelectorAll('meta[name="theme-color"]')];
const own = colours.map((meta) => meta.content);

const ofSystem = () => (system.matches ? "dark" : "light");
const shown = () => root.dataset.theme ?? ofSystem();
const other = () => (shown() === "dark" ? "light" : "dark");

function show() {
  button.setAttribute("aria-label", other() === "dark" ? "어두운 화면" : "밝은 화면");
  // The browser's own bars.
  const [light, dark] = own;
  colours.forEach((meta, at) => {
    meta.content = root.dataset.theme ? { light, dark }[root.dataset.theme] : own[at];
  });
}

function choose(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  show();
}

button.addEventListener("click", () => {
  const theme = other() === ofSystem() ? null : other();
  choose(theme);
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage may be forbidden; it then holds for this page only.
  }
});
system.addEventListener("change", show);
window.addEventListener("storage", ({ key, newValue }) => {
  if (key === KEY) choose(newValue);
});
show();
