// A list of suggestions under a text field. The field works without it.

const WAIT = 150;
let number = 0;

export class Suggestions {
  #input;
  #options;
  #list = document.createElement("ul");
  #found = [];
  #active = -1;
  #timer = 0;
  #request = null;

  // typed(): what to look for; pick(suggestion): takes one over; enter(): Enter with none chosen.
  constructor(input, options) {
    this.#input = input;
    this.#options = options;
    this.#list.id = `suggestions-${(number += 1)}`;
    this.#list.className = "suggestions";
    this.#list.role = "listbox";
    this.#list.hidden = true;
    const box = document.createElement("div");
    box.className = "suggest-box";
    input.replaceWith(box);
    box.append(input, this.#list);
    input.role = "combobox";
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.#list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.#later());
    input.addEventListener("focus", () => { if (options.whenEmpty) this.#later(); });
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.#key(event));
    // Keeps the focus in the field, so that a press on the list isn't a blur.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) this.#pick(Number(item.dataset.place));
    });
  }

  close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#found = [];
    this.#draw();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), WAIT);
  }

  async #look() {
    const typed = this.#options.typed().trim();
    this.#request?.abort();
    if (!typed && !this.#options.whenEmpty) return this.close();
    this.#request = new AbortController();
    const { signal } = this.#request;
    try {
      const address = `${this.#options.address}?q=${encodeURIComponent(typed)}`;
      const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
      if (!response.ok) return this.close();
      const { results } = await response.json();
      if (signal.aborted || document.activeElement !== this.#input) return undefined;
      this.#found = results;
      this.#active = -1;
      this.#draw();
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
    return undefined;
  }

  #key(event) {
    // While a syllable is being composed, these keys belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    const isOpen = this.#found.length > 0;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen && this.#active >= 0) this.#pick(this.#active);
      else if (isOpen && this.#options.enterPicksFirst) this.#pick(0);
      else {
        this.#options.enter?.();
        this.close();
      }
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isOpen) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#active = (this.#active + step + this.#found.length) % this.#found.length;
      this.#draw();
    } else if (event.key === "," && isOpen && this.#active >= 0) {
      event.preventDefault();
      this.#pick(this.#active);
    }
  }

  #pick(place) {
    const found = this.#found[place];
    this.close();
    this.#options.pick(found);
    this.#input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #draw() {
    this.#list.replaceChildren(...this.#found.map((found, place) => this.#item(found, place)));
    this.#list.hidden = this.#found.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    const active = this.#list.children[this.#active];
    if (active) {
      this.#input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #item(found, place) {
    const item = document.createElement("li");
    item.role = "option";
    item.id = `${this.#list.id}-${place}`;
    item.dataset.place = String(place);
    item.setAttribute("aria-selected", String(place === this.#active));
    if (found.image) {
      const image = document.createElement("img");
      image.src = found.image;
      image.alt = "";
      image.loading = "lazy";
      item.append(image);
    }
    const label = document.createElement("span");
    label.textContent = found.label;
    item.append(label);
    if (found.note) {
      const note = document.createElement("small");
      note.textContent = found.note;
      item.append(note);
    }
    return item;
  }
}
