// Runs before the page is drawn, so that the kept text size causes no jump.
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");
  try {
    const kept = localStorage.getItem("text-size");
    if (/^(-1|[1-3])$/.test(kept ?? "")) {
      root.dataset.textSize = kept;
    }
  } catch {
    // Storage may be forbidden; the usual size stands.
  }
})();
