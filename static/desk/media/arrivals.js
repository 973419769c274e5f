// Pictures arriving: a card for each file with its progress, and what became of it.

import { button, element } from "./elements.js";
import { uploadPhoto } from "./upload.js";

const PREVIEW_WIDTH = 240;
// One after another: a phone that decodes ten pictures of 12 MP at once gives up.
let drawing = Promise.resolve();

// options: arrived(photo, card) once a picture is in the library; used(photo, card) when one of the
// library's own is taken instead; fields(): what to say of each file from the start.
export class Arrivals {
  #list;
  #tally;
  #options;
  #cards = new Set();

  constructor(list, tally, options) {
    this.#list = list;
    this.#tally = tally;
    this.#options = options;
  }

  take(files) {
    for (const file of files) {
      const card = new Card(file, this.#options, () => this.#count());
      this.#cards.add(card);
      this.#list.append(card.item);
      card.start();
    }
    this.#list.hidden = !this.#list.children.length;
    this.#count();
  }

  clear() {
    for (const card of [...this.#cards]) if (card.state !== "running") card.remove();
  }

  #count() {
    for (const card of this.#cards) if (!card.item.isConnected) this.#cards.delete(card);
    this.#list.hidden = !this.#list.children.length;
    const many = (state) => [...this.#cards].filter((card) => card.state === state).length;
    const parts = [
      [many("running"), "장 올리는 중"],
      [many("done"), "장 올림"],
      [many("alike"), "장은 이미 있는 사진인지 살펴봐 주세요"],
      [many("failed"), "장은 올리지 못함"],
    ];
    this.#tally.textContent = parts
      .filter(([number]) => number)
      .map(([number, words]) => `${number}${words}`)
      .join(" · ");
  }
}

class Card {
  state = "running";
  // Where an owner of the list may put more to do.
  choices = element("div", { class: "arrival-choices" });
  #file;
  #options;
  #changed;
  #name;
  #bar;
  #says = element("p", { class: "arrival-says" });
  #control = null;

  constructor(file, options, changed) {
    this.#file = file;
    this.#options = options;
    this.#changed = changed;
    this.#name = (file.name || "붙여 넣은 사진").normalize("NFC");
    this.picture = element("div", { class: "arrival-picture" });
    this.#bar = element("progress", { max: 1, value: 0, "aria-label": `${this.#name} 올리기` });
    this.text = element(
      "div",
      { class: "arrival-text" },
      element("p", { class: "arrival-name" }, this.#name),
      this.#bar,
      this.#says,
      this.choices,
    );
    this.item = element("li", { class: "arrival" }, this.picture, this.text);
    drawing = drawing.then(() => this.#draw());
  }

  remove() {
    this.#control?.abort();
    this.item.remove();
    this.#changed();
  }

  async start({ keepDuplicate = false } = {}) {
    this.#become("running", "올리는 중");
    this.#bar.value = 0;
    this.#control = new AbortController();
    this.#offer(button("그만두기", () => this.remove(), "media-quiet"));
    try {
      const { photo, alike } = await uploadPhoto(this.#file, {
        keepDuplicate,
        fields: this.#options.fields?.() ?? {},
        signal: this.#control.signal,
        onProgress: (fraction) => {
          this.#bar.value = fraction;
          this.#says.textContent = fraction < 1 ? `${Math.floor(fraction * 100)}%` : "살펴보는 중";
        },
      });
      if (photo) this.#arrived(photo);
      else this.#compare(alike);
    } catch (error) {
      this.#become("failed", error.message);
      this.#offer(
        button("다시 올리기", () => this.start({ keepDuplicate })),
        button("빼기", () => this.remove(), "media-quiet"),
      );
    }
  }

  #arrived(photo) {
    this.#become("done", "올렸습니다");
    this.#offer();
    this.#options.arrived?.(photo, this);
  }

  // The library's own beside it: the person looks, and decides.
  #compare(alike) {
    const isExact = alike.some((each) => each.is_exact);
    this.#become("alike", isExact ? "이미 있는 사진입니다." : "비슷한 사진이 있습니다.");
    this.#offer(
      element("ul", { class: "arrival-alike" }, ...alike.map(({ photo }) => this.#one(photo))),
      button("그래도 올리기", () => this.start({ keepDuplicate: true })),
      button("빼기", () => this.remove(), "media-quiet"),
    );
  }

  #one(photo) {
    const words = [photo.caption || photo.alt || `사진 ${photo.id}`, photo.credit];
    return element(
      "li",
      {},
      element("img", { src: photo.thumb, alt: photo.alt, width: 96, height: 72 }),
      element("span", {}, words.filter(Boolean).join(" · ")),
      button("그 사진 쓰기", () => {
        this.#become("done", "있던 사진을 씁니다");
        this.#offer();
        this.#options.used?.(photo, this);
      }, "media-main"),
    );
  }

  #become(state, words) {
    this.state = state;
    this.item.dataset.state = state;
    this.#bar.hidden = state !== "running";
    this.#says.textContent = words;
    if (state === "failed" || state === "alike") this.#says.setAttribute("role", "alert");
    else this.#says.removeAttribute("role");
    this.#changed();
  }

  #offer(...choices) {
    this.choices.replaceChildren(...choices);
  }

  // Drawn here, since a picture just uploaded has no small versions yet.
  async #draw() {
    try {
      const bitmap = await createImageBitmap(this.#file, { resizeWidth: PREVIEW_WIDTH });
      const canvas = element("canvas", { width: bitmap.width, height: bitmap.height });
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
      this.picture.replaceChildren(canvas);
    } catch {
      // HEIC in most browsers, or no picture at all: the server says which.
    }
  }
}
