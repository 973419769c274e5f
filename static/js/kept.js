// Runs before the page is drawn, so that what this reader chose causes no jump and no flash.
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");
  if (navigator.share) root.classList.add("has-share");
  try {
    const size = localStorage.getItem("text-size");
    if (/^(-1|[1-3])$/.test(size ?? "")) root.dataset.textSize = size;
    const theme = localStorage.getItem("theme");
    if (/^(light|dark)$/.test(theme ?? "")) root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the usual size and the system's colours stand.
  }
})();
