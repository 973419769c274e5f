import { choosePhotos } from "./media/chooser.js";
import { button } from "./media/elements.js";
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
  const input = searchField("설명·출처·번호로 찾기");
  const label = number.closest(".field").querySelector("label");
  input.id = "id_photo_search";
  label.htmlFor = input.id;
  label.textContent = "있는 사진에서 고르기";
  number.type = "hidden";
  number.before(input);
  const remove = button("사진 빼기", () => {
    number.value = "";
    if (file) file.value = "";
    show({ address: "", title: "", caption: "", credit: "" });
    changed();
    input.focus();
  }, "plain");
  name.after(" ", remove);

  const changed = () => number.dispatchEvent(new Event("input", { bubbles: true }));
  const show = ({ address: source, title, caption, credit }) => {
    now.querySelector("canvas")?.remove();
    image.hidden = !source;
    if (source) image.src = source;
    image.alt = "";
    name.textContent = title;
    words.caption.placeholder = caption;
    words.credit.placeholder = credit;
    now.hidden = !title;
  };

  new Suggestions(input, {
    address,
    whenEmpty: true,
    enterPicksFirst: true,
    typed: () => input.value,
    pick: (found) => {
      number.value = found.value;
      input.value = "";
      if (file) file.value = "";
      show({ address: found.image, title: found.label, ...found });
      changed();
    },
  });
  const choose = button("사진을 보고 고르기", async () => {
    const [photo] = await choosePhotos();
    if (!photo) return;
    number.value = photo.id;
    if (file) file.value = "";
    const { thumb, caption, credit, alt, id } = photo;
    show({ address: thumb, title: caption || alt || `사진 ${id}`, caption, credit });
    changed();
  }, "act");
  input.closest(".suggest-box").after(choose);
  file?.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    show({ address: "", title: `새 사진: ${chosen.name.normalize("NFC")}`, caption: "", credit: "" });
    try {
      const bitmap = await createImageBitmap(chosen, { resizeWidth: THUMB_WIDTH });
      const canvas = document.createElement("canvas");
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      now.prepend(canvas);
    } catch {
      // Not a picture this browser can draw; the server says what is wrong with it.
    }
  });
}
