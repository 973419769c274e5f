// The words of a picture just uploaded, filled in where it arrived and saved as soon as one is left.

import { csrfToken } from "../autosave-sending.js";
import { button, element } from "./elements.js";

const NAMES = {
  caption: ["사진 설명", 300],
  credit: ["출처", 100],
  alt: ["대체 텍스트", 300],
  people: ["인물", 300],
  place: ["장소", 100],
};
let number = 0;
let saving = 0;

window.addEventListener("beforeunload", (event) => {
  const focused = document.activeElement?.closest?.("[data-words]");
  const isTyping = focused && [...focused.querySelectorAll("input, select")].some(isChanged);
  if (saving || isTyping) event.preventDefault();
});

// Fields without a picture: what is filled in for all. `licences` is the <option>s to offer.
export function wordFields(names, licences) {
  const fields = {};
  const rows = names.map((name) => {
    const [label, most] = NAMES[name] ?? ["이용 조건"];
    const id = `media-word-${(number += 1)}`;
    fields[name] = NAMES[name]
      ? element("input", { type: "text", id, maxLength: most, autocomplete: "off" })
      : element("select", { id }, ...licences.map((option) => option.cloneNode(true)));
    fields[name].dataset.name = name;
    return element("p", {}, element("label", { for: id }, label), fields[name]);
  });
  return { fields, box: element("div", { class: "words" }, ...rows) };
}

export class Words {
  #photo;
  #fields;
  #says = element("p", { class: "words-says", "aria-live": "polite" });
  #last = Promise.resolve();

  constructor(photo, names, licences) {
    this.#photo = photo;
    const { fields, box } = wordFields(names, licences);
    this.#fields = fields;
    this.box = box;
    box.dataset.words = "";
    for (const [name, field] of Object.entries(fields)) {
      field.value = photo[name] ?? "";
      field.dataset.saved = field.value;
    }
    box.append(this.#says);
    box.addEventListener("change", () => this.save());
    // Enter saves, and never sends the page's own form.
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.save();
    });
  }

  get photo() {
    return this.#photo;
  }

  // Takes over what isn't empty.
  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      if (value && this.#fields[name]) this.#fields[name].value = value;
    }
    return this.save();
  }

  // One after another, so that the last word wins.
  save() {
    this.#last = this.#last.then(() => this.#send());
    return this.#last;
  }

  async #send() {
    const changed = Object.entries(this.#fields).filter(([, field]) => isChanged(field));
    if (!changed.length) return;
    const body = new FormData();
    for (const [name, field] of changed) body.append(name, field.value);
    const sent = changed.map(([, field]) => [field, field.value]);
    this.#says.textContent = "저장하는 중";
    this.#says.className = "words-says";
    saving += 1;
    try {
      const response = await fetch(`/admin/photos/photo/${this.#photo.id}/words/`, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken(document), Accept: "application/json" },
      });
      const said = await response.json();
      if (!response.ok) throw new Error(said.error?.message);
      Object.assign(this.#photo, said.photo);
      for (const [field, value] of sent) field.dataset.saved = value;
      this.#says.textContent = "저장했습니다";
    } catch (error) {
      this.#says.className = "words-says words-wrong";
      const isOurs = error instanceof Error && error.constructor === Error && error.message;
      this.#says.replaceChildren(
        isOurs ? error.message : "저장하지 못했습니다. 인터넷 연결을 살펴봐 주세요.",
        " ",
        button("다시 저장", () => this.save()),
      );
    } finally {
      saving -= 1;
    }
  }
}

function isChanged(field) {
  return field.dataset.saved !== undefined && field.value !== field.dataset.saved;
}
