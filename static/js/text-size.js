// 가− 가+: the body's size in steps from -1 to 3, kept in this browser for the next visit.

const SMALLEST = -1;
const LARGEST = 3;
const root = document.documentElement;

function current() {
  return Number(root.dataset.textSize ?? 0);
}

function keep(size) {
  if (size === 0) {
    delete root.dataset.textSize;
  } else {
    root.dataset.textSize = String(size);
  }
  try {
    localStorage.setItem("text-size", String(size));
  } catch {
    // Storage may be forbidden; the size then holds for this page only.
  }
}

export function enableTextSize(scope) {
  const buttons = [...scope.querySelectorAll("[data-text-size-step]")];
  const step = (button) => Number(button.dataset.textSizeStep);

  function show() {
    for (const button of buttons) {
      button.disabled = current() === (step(button) < 0 ? SMALLEST : LARGEST);
    }
  }

  for (const button of buttons) {
    button.addEventListener("click", () => {
      keep(Math.min(LARGEST, Math.max(SMALLEST, current() + step(button))));
      show();
    });
  }
  show();
}
