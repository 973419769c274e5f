import { takeIn } from "./editor/taking-in.js";
import { choosePhotos } from "./media/chooser.js";
import { button, element } from "./media/elements.js";
import { filesOf } from "./media/upload.js";
import { searchField } from "./related-field.js";
import { Suggestions } from "./suggest.js";

const THUMB_WIDTH = 480;

// Choosing the lead photo by its picture instead of its number, and seeing what was chosen.
export function choosePhoto(card, address) {
  const number = card.querySelector("[data-suggest=photos]");
  const now = card.querySelector("[data-photo-now]");
  const image = card.querySelector("[data-photo-image]");
  const name = card.querySelector("[data-photo-name]");
  const file = card.querySelector("input[type=file]");
  const words = {
    caption: card.querySelector("[name=lead_caption]"),
    credit: card.querySelector("[name=lead_credit]"),
  };
  const warned = element("p", { class: "photo-warned", role: "status", hidden: true });
  const input = searchField("설명·출처·번호로 찾기");
  const label = number.closest(".field").querySelector("label");
  input.id = "id_photo_search";
  label.htmlFor = input.id;
  label.textContent = "있는 사진에서 고르기";
  number.type = "hidden";
  number.before(input);
  now.append(warned);
  const remove = button("사진 빼기", () => {
    take("");
    show({});
    input.focus();
  }, "plain");
  name.after(" ", remove);

  const take = (value) => {
    number.value = value;
    if (file) file.value = "";
    number.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = ({ source = "", title = "", caption = "", credit = "", warnings = [] }) => {
    now.querySelector("canvas")?.remove();
    image.hidden = !source;
    if (source) image.src = source;
    image.alt = "";
    name.textContent = title;
    words.caption.placeholder = caption;
    words.credit.placeholder = credit;
    warned.textContent = warnings.join(" ");
    warned.hidden = !warnings.length;
    now.hidden = !title;
  };
  const use = (photo) => {
    take(photo.id);
    show({ ...photo, source: photo.thumb, title: photo.caption || photo.alt || `사진 ${photo.id}` });
  };

  new Suggestions(input, {
    address,
    whenEmpty: true,
    enterPicksFirst: true,
    typed: () => input.value,
    pick: (found) => {
      input.value = "";
      take(found.value);
      show({ ...found, source: found.image, title: found.label });
    },
  });
  const choose = button("사진을 보고 고르기", async () => {
    const [photo] = await choosePhotos();
    if (photo) use(photo);
  }, "act");
  input.closest(".suggest-box").after(choose);
  if (!file) return;
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    show({ title: `새 사진: ${chosen.name.normalize("NFC")}` });
    draw(chosen, now);
  });
  takeDropped(card, async (dropped) => {
    const title = dropped.name.normalize("NFC");
    show({ title: `올리는 중: ${title}` });
    draw(dropped, now);
    try {
      const onProgress = (fraction) => {
        name.textContent = `올리는 중 ${Math.round(fraction * 100)}%: ${title}`;
      };
      use(await takeIn(dropped, { onProgress }));
    } catch (error) {
      take("");
      show({ title, warnings: [error.message] });
    }
  });
}

// A picture from the desktop, dropped anywhere on the card.
function takeDropped(card, taken) {
  card.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    card.classList.add("is-over");
  });
  card.addEventListener("dragleave", (event) => {
    if (!card.contains(event.relatedTarget)) card.classList.remove("is-over");
  });
  card.addEventListener("drop", (event) => {
    card.classList.remove("is-over");
    const [file] = filesOf(event.dataTransfer);
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (file) taken(file);
  });
}

async function draw(file, now) {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: THUMB_WIDTH });
    const canvas = element("canvas", { width: bitmap.width, height: bitmap.height });
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    if (now.hidden || now.querySelector("img").hidden) now.prepend(canvas);
  } catch {
    // Not a picture this browser can draw; the server says what is wrong with it.
  }
}
