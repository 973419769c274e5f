// Where a form asks for the number of a picture, the picture itself may be chosen.

import { choosePhotos } from "./chooser.js";
import { button } from "./elements.js";

for (const field of document.querySelectorAll("[data-photo-number]")) {
  field.after(" ", button("사진을 보고 고르기", async () => {
    const [photo] = await choosePhotos();
    if (!photo) return;
    field.value = photo.id;
    field.form.requestSubmit();
  }));
}
