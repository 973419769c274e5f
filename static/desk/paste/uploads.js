// Pasted pictures on their way to the library. A drawing keeps the place of each in the text until
// the photo takes it, which is no step of its own for undo.

import { uploadPhoto } from "../media/upload.js";

const PLACE = "data:image/svg+xml;paste=";
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 270" width="480" height="270">' +
  '<rect width="480" height="270" fill="#8a94a0" fill-opacity=".18"/>' +
  '<text x="240" y="142" fill="#76808c" font-family="sans-serif" font-size="18" ' +
  'text-anchor="middle">사진 자리</text></svg>';
let last = 0;

export class Uploads {
  // By the address of the place: the photo, once there is one.
  #photos = new Map();
  #running = new Set();

  constructor(editor, panel) {
    this.editor = editor;
    this.panel = panel;
    const { form } = editor.element.$;
    form?.addEventListener("submit", (event) => this.#wait(event, form), { capture: true });
  }

  // The html with places instead of the pictures, which begin to be uploaded.
  start(html, pictures) {
    let placed = html;
    for (const picture of pictures) {
      last += 1;
      const place = `${PLACE}${last},${encodeURIComponent(DRAWING)}`;
      placed = placed.replace(`"paste:${picture.id}"`, () => `"${place}"`);
      this.#upload(place, picture);
    }
    return placed;
  }

  // Also after undo and redo, which may bring back a place that has its photo by now.
  fillIn() {
    const waiting = [...this.editor.editable().$.querySelectorAll(`img[src^="${PLACE}"]`)];
    const ready = waiting.filter((image) => this.#photos.has(image.getAttribute("src")));
    if (!ready.length) return;
    this.editor.fire("lockSnapshot");
    for (const image of ready) show(image, this.#photos.get(image.getAttribute("src")));
    this.editor.fire("unlockSnapshot");
    this.editor.fire("change");
  }

  #upload(place, { file, type, alt }) {
    const name = `pasted-${last}.${type.split("/")[1]}`;
    const named = file instanceof File ? file : new File([file], name, { type });
    const going = this.#send(named, alt)
      .then((photo) => {
        this.#photos.set(place, photo);
        this.fillIn();
      })
      .catch((error) => {
        this.panel.fail(error.message, () => this.#upload(place, { file: named, type, alt }));
      })
      .finally(() => {
        this.#running.delete(going);
        this.panel.uploading(this.#running.size);
      });
    this.#running.add(going);
    this.panel.uploading(this.#running.size);
  }

  // The very same picture is taken from the library; one that only looks like it is another.
  async #send(file, alt) {
    const fields = alt ? { alt } : {};
    const { photo, alike } = await uploadPhoto(file, { fields });
    const same = alike?.find((one) => one.is_exact);
    if (photo || same) return photo ?? same.photo;
    return (await uploadPhoto(file, { fields, keepDuplicate: true })).photo;
  }

  // Saved now, the text would lose the places of its pictures.
  #wait(event, form) {
    if (!this.#running.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.panel.waiting();
    const { submitter } = event;
    Promise.allSettled([...this.#running]).then(() => form.requestSubmit(submitter));
  }
}

function show(image, { address, width, height, alt }) {
  image.setAttribute("src", address);
  image.dataset.ckeSavedSrc = address;
  image.setAttribute("width", width);
  image.setAttribute("height", height);
  if (alt) image.setAttribute("alt", alt);
}
