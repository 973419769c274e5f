// Asks before text is lost by leaving, and says all along that something isn't saved yet.

export class Unsaved {
  #form;
  #body;
  #first;
  #leaving = false;

  constructor(form, body) {
    this.#form = form;
    this.#body = body;
    this.#first = snapshot(form);
    const look = () => this.show();
    form.addEventListener("input", look);
    form.addEventListener("change", look);
    form.addEventListener("submit", () => { this.#leaving = true; });
    // Back from the next page out of the browser's memory: the form is in use again.
    window.addEventListener("pageshow", () => { this.#leaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!this.#leaving && this.isUnsaved) event.preventDefault();
    });
    this.show();
  }

  get isUnsaved() {
    if ("unsaved" in this.#form.dataset || this.#body.isTouched) return true;
    return snapshot(this.#form) !== this.#first;
  }

  show() {
    const mark = this.#form.querySelector(".unsaved-mark");
    if (mark) mark.hidden = !this.isUnsaved;
  }
}

function snapshot(form) {
  const pairs = [];
  for (const [name, value] of new FormData(form)) {
    if (name === "body" || name === "csrfmiddlewaretoken") continue;
    pairs.push([name, value instanceof File ? `${value.name}:${value.size}` : value]);
  }
  return JSON.stringify(pairs);
}
