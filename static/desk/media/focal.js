// The focal point: set by a press on the picture or by arrow keys, and the three shapes cut around
// it as the server cuts them (photos/shapes.py).

import { element } from "./elements.js";

const STEP = 1;
const LEAP = 10;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const place = document.querySelector("[data-focal]");
const frame = place.querySelector("[data-frame]");
const fields = [document.getElementById("id_focal_x"), document.getElementById("id_focal_y")];
const [width, height] = [Number(place.dataset.width), Number(place.dataset.height)];
let point = [Number(place.dataset.x), Number(place.dataset.y)];

place.querySelector("[data-crops]").hidden = false;
if (fields.every(Boolean)) letItBeSet();
draw();

function letItBeSet() {
  const mark = element("button", { type: "button", class: "focal-mark" });
  frame.append(mark);
  frame.classList.add("is-settable");
  // The numbers stand in the form for browsers without this.
  fields[0].closest("fieldset").hidden = true;

  const show = () => {
    mark.style.left = `${point[0]}%`;
    mark.style.top = `${point[1]}%`;
    mark.setAttribute(
      "aria-label",
      `초점: 왼쪽에서 ${point[0]}%, 위에서 ${point[1]}%. 화살표 키로 옮깁니다.`,
    );
  };
  const set = (x, y) => {
    point = [x, y].map((number) => Math.min(Math.max(Math.round(number), 0), 100));
    fields.forEach((field, axis) => { field.value = point[axis]; });
    show();
    draw();
  };
  const press = (event) => {
    const box = frame.getBoundingClientRect();
    set(
      ((event.clientX - box.left) / box.width) * 100,
      ((event.clientY - box.top) / box.height) * 100,
    );
  };
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    mark.focus({ preventScroll: true });
    press(event);
    if (event.pointerType === "mouse") frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse" && event.buttons === 1) press(event);
  });
  mark.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    set(point[0] + move[0] * step, point[1] + move[1] * step);
  });
  show();
}

function draw() {
  for (const figure of place.querySelectorAll("[data-crop]")) {
    const [across, down] = figure.dataset.crop.split(":").map(Number);
    const part = width * down > height * across
      ? [height * (across / down), height]
      : [width, width * (down / across)];
    const image = figure.querySelector("img");
    const [x, y] = [begin(width, part[0], point[0]), begin(height, part[1], point[1])];
    image.style.width = `${(width / part[0]) * 100}%`;
    image.style.height = `${(height / part[1]) * 100}%`;
    image.style.left = `${(-x / part[0]) * 100}%`;
    image.style.top = `${(-y / part[1]) * 100}%`;
  }
}

function begin(whole, part, perCent) {
  return Math.min(Math.max((whole * perCent) / 100 - part / 2, 0), whole - part);
}
