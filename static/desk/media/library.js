// The grid's uploads: by button, by dropping on the page, by pasting, by a phone's camera.

import { Arrivals } from "./arrivals.js";
import { button, element } from "./elements.js";
import { filesOf } from "./upload.js";
import { wordFields, Words } from "./words.js";

const uploader = document.querySelector("[data-uploader]");
const part = (name) => uploader.querySelector(`[data-${name}]`);
const names = uploader.dataset.words.split(" ");
const licences = [...part("licences").content.querySelector("select").children];
const arrived = [];

part("plain").remove();
part("drop").hidden = false;

const arrivals = new Arrivals(part("arrivals"), part("tally"), {
  arrived: (photo, card) => {
    const words = new Words(photo, names, licences);
    arrived.push(words);
    card.choices.append(linkTo(photo, "자세히 고치기"));
    card.item.append(words.box);
    offerAll();
  },
  used: (photo, card) => card.choices.append(linkTo(photo, "그 사진 열기")),
});

for (const field of uploader.querySelectorAll("[data-files]")) {
  field.addEventListener("change", () => {
    take([...field.files]);
    field.value = "";
  });
}

function take(files) {
  if (!files.length) return;
  arrivals.take(files);
  uploader.scrollIntoView({ block: "start", behavior: "smooth" });
}

// A page left open takes a drop anywhere, instead of leaving for the picture.
let depth = 0;
const isFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragenter", (event) => {
  if (isFiles(event)) over((depth += 1));
});
document.addEventListener("dragleave", (event) => {
  if (isFiles(event)) over((depth = Math.max(depth - 1, 0)));
});
document.addEventListener("dragover", (event) => {
  if (isFiles(event)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  if (!isFiles(event)) return;
  event.preventDefault();
  over((depth = 0));
  take(filesOf(event.dataTransfer));
});
document.addEventListener("paste", (event) => {
  const files = filesOf(event.clipboardData);
  if (!files.length) return;
  event.preventDefault();
  take(files);
});

function over(many) {
  document.body.classList.toggle("is-dropping", many > 0);
}

function linkTo(photo, words) {
  const address = `/admin/photos/photo/${photo.id}/change/`;
  return element("a", { class: "arrival-link", href: address }, words);
}

// With the second picture: what all have in common is written once.
function offerAll() {
  const after = part("after");
  if (after.hidden) {
    after.hidden = false;
    after.append(element("a", { class: "media-button", href: location.pathname }, "올린 사진까지 목록에서 보기"));
  }
  const all = part("all");
  if (!all.hidden || arrived.length < 2) return;
  all.hidden = false;
  all.open = true;
  const { fields, box } = wordFields(names, licences);
  const says = element("span", { class: "words-says", role: "status" });
  const fill = button("올린 사진 모두에 채우기", async () => {
    const values = Object.fromEntries(names.map((name) => [name, fields[name].value.trim()]));
    if (!Object.values(values).some(Boolean)) {
      says.textContent = "채울 내용을 먼저 적어 주세요.";
      return;
    }
    says.textContent = "저장하는 중";
    // One after another: thirty at once would only wait for each other.
    for (const words of arrived) await words.fill(values);
    const wrong = uploader.querySelectorAll(".words-wrong").length;
    says.textContent = wrong
      ? `${wrong}장은 저장하지 못했습니다. 아래에서 살펴봐 주세요.`
      : `${arrived.length}장에 채워 저장했습니다.`;
  }, "media-main");
  all.append(box, element("p", { class: "uploader-fill" }, fill, " ", says));
}
