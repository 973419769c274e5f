// Pictures that were pasted or dropped, on their way to the library. A drawing keeps the place of
// each in the text, where it tells how far it is, until the photo takes it, which is no step of
// its own for undo. A place is never part of the body.

import { takeIn } from "../editor/taking-in.js";

const PLACE = "data:image/svg+xml;paste=";
const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 270" width="480" height="270">' +
  '<rect width="480" height="270" fill="#8a94a0" fill-opacity=".18"/></svg>';
const FAILED = "올리지 못했습니다. 본문 아래에서 다시 올리거나 지워 주세요.";
const LEAVE_OUT = "올리지 못한 사진이 있습니다. 그 사진은 빼고 저장할까요?";
// Widgets give up their wrappers at 13, which filters don't look into; the writer runs at 15.
const AFTER_WIDGETS = 14;
let last = 0;

export class Uploads {
  // By the address of the place: {photo}, {fraction}, {failed} or {gone}.
  #states = new Map();
  #running = new Set();

  constructor(editor, panel) {
    this.editor = editor;
    this.panel = panel;
    editor.on("toDataFormat", leavePlacesOut, null, null, AFTER_WIDGETS);
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
    const waiting = this.#places().map((image) => {
      const state = this.#states.get(image.getAttribute("src"));
      return [image, state ?? { gone: true }];
    });
    for (const [image, state] of waiting) tell(holderOf(image), state);
    const ready = waiting.filter(([, { photo, gone }]) => photo || gone);
    if (!ready.length) return;
    this.editor.fire("lockSnapshot");
    for (const [image, { photo }] of ready) {
      const holder = holderOf(image);
      const widget = this.editor.widgets.getByElement(new CKEDITOR.dom.element(holder));
      if (photo) put(image, photo, widget);
      else if (widget) this.editor.widgets.del(widget);
      else holder.remove();
    }
    this.editor.fire("unlockSnapshot");
    this.editor.fire("change");
  }

  #places() {
    return [...this.editor.editable().$.querySelectorAll(`img[src^="${PLACE}"]`)];
  }

  #become(place, state) {
    this.#states.set(place, state);
    this.fillIn();
  }

  #upload(place, { file, type, alt }) {
    const name = `pasted-${last}.${type.split("/")[1]}`;
    const named = file instanceof File ? file : new File([file], name, { type });
    this.#states.set(place, { fraction: 0 });
    const onProgress = (fraction) => this.#become(place, { fraction });
    const going = takeIn(named, { fields: alt ? { alt } : {}, onProgress })
      .then((photo) => this.#become(place, { photo }))
      .catch((error) => {
        this.#become(place, { failed: true });
        this.panel.fail(error.message, {
          again: () => this.#upload(place, { file: named, type, alt }),
          without: () => this.#become(place, { gone: true }),
        });
      })
      .finally(() => {
        this.#running.delete(going);
        this.panel.uploading(this.#running.size);
      });
    this.#running.add(going);
    this.panel.uploading(this.#running.size);
    // The place stands in the text when the paste is over.
    setTimeout(() => this.fillIn());
  }

  // Saved now, the text would lose the places of its pictures.
  #wait(event, form) {
    if (!this.#running.size) {
      const hasFailed = this.#places().length > 0;
      if (!hasFailed || window.confirm(LEAVE_OUT)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.panel.waiting();
    const { submitter } = event;
    Promise.allSettled([...this.#running]).then(() => form.requestSubmit(submitter));
  }
}

const holderOf = (image) => image.closest(".cke_widget_wrapper") ?? image.closest("figure") ?? image;

function tell(holder, { fraction, failed }) {
  delete holder.dataset.uploading;
  delete holder.dataset.failed;
  if (failed) holder.dataset.failed = FAILED;
  else if (fraction !== undefined) holder.dataset.uploading = `사진을 올리는 중 ${Math.round(fraction * 100)}%`;
}

function leavePlacesOut({ data }) {
  for (const image of data.dataValue.find("img", true)) {
    if (image.attributes.src?.startsWith(PLACE)) (image.getAscendant("figure") ?? image).remove();
  }
}

function put(image, { address, width, height, alt }, widget) {
  image.setAttribute("src", address);
  image.dataset.ckeSavedSrc = address;
  image.setAttribute("width", width);
  image.setAttribute("height", height);
  if (!alt) return;
  image.setAttribute("alt", alt);
  widget?.setData("alt", alt);
}
