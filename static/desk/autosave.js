// Keeps what is typed in the user's own slot on the server, and here while the server is out of
// reach. Nothing of it is a save: that stays the buttons' work.
//
// Requests may overtake each other; the counter that goes with each text says which is newer.

import { AutosaveMark } from "./autosave-mark.js";
import { Copies } from "./autosave-copies.js";
import { Rhythm } from "./autosave-rhythm.js";
import { send } from "./autosave-sending.js";

const LONGEST_WAIT = 8000;

export class Autosave {
  #form;
  #body;
  #field;
  #copies;
  #mark;
  #rhythm;
  #newest; // the text read last: { text, pairs, counter, typedAt, isHere }
  #kept; // the text the server has
  #counter;
  #sent = 0;
  #retry = 0;
  #failures = 0;
  #isLeaving = false;

  constructor(form, body) {
    this.#form = form;
    this.#body = body;
    this.#field = form.querySelector("[name=_form_key]");
    const { user, counter, login } = this.#field.dataset;
    this.#copies = new Copies(user);
    this.#counter = Math.max(Number(counter), this.#copies.counterOf(this.#field.value));
    this.#mark = new AutosaveMark(form.querySelector("[data-autosave-mark]"), login);
    this.#rhythm = new Rhythm(form, () => this.#take());
    this.#start();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", () => this.#submitted());
    document.getElementById("logout-form")?.addEventListener("submit", () => this.#lastChance());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#lastChance();
      else this.#again();
    });
    window.addEventListener("pagehide", () => this.#lastChance());
    window.addEventListener("focus", () => this.#again());
    window.addEventListener("online", () => this.#again());
  }

  // Call it for whatever may have changed the text; what turns out the same is not sent.
  typed() {
    this.#isLeaving = false;
    this.#rhythm.typed();
  }

  #start() {
    const text = JSON.stringify(this.#read());
    this.#newest = { text };
    this.#kept = text;
    // A form that came back holds what may be nowhere else.
    if ("unsaved" in this.#form.dataset) {
      this.#newest = {};
      this.#take();
    }
  }

  #read() {
    const pairs = [];
    for (const [name, value] of new FormData(this.#form)) {
      if (value instanceof File || name.startsWith("_") || name === "csrfmiddlewaretoken") continue;
      pairs.push([name, name === "body" && this.#body.isTouched ? this.#body.html : value]);
    }
    return pairs;
  }

  // Whether there is something new since the last look; from then on it is also kept here.
  #look() {
    this.#rhythm.rest();
    const pairs = this.#read();
    const text = JSON.stringify(pairs);
    if (text === this.#newest.text) return false;
    this.#counter += 1;
    this.#newest = { text, pairs, counter: this.#counter, typedAt: Date.now() };
    this.#keepHere();
    return true;
  }

  #take() {
    if (this.#look()) this.#deliver();
  }

  get #isBehind() {
    return Boolean(this.#newest.pairs) && this.#newest.text !== this.#kept;
  }

  #copy() {
    const { article } = this.#field.dataset;
    const { pairs, counter, typedAt } = this.#newest;
    return { formKey: this.#field.value, article, pairs, counter, typedAt };
  }

  #keepHere() {
    this.#newest.isHere = this.#copies.put(this.#copy());
  }

  async #deliver(options) {
    clearTimeout(this.#retry);
    const { text } = this.#newest;
    const copy = this.#copy();
    this.#sent = copy.counter;
    this.#answered(await send(this.#field.dataset, copy, options), copy, text);
  }

  #answered(answer, copy, text) {
    if (answer.is === "kept") this.#copies.accepted(copy);
    // Else a later text decides, or the page that comes next.
    if (copy.counter < this.#sent || copy.formKey !== this.#field.value || this.#isLeaving) return;
    if (answer.is === "kept") {
      this.#failures = 0;
      this.#kept = text;
      this.#mark.kept(answer.savedAt);
      this.#form.dispatchEvent(new CustomEvent("autosaved", { detail: copy }));
    } else if (answer.is === "stale" || answer.is === "closed") {
      this.#becomeAnotherForm(copy);
    } else {
      this.#mark.failed(answer, this.#newest.isHere);
      if (answer.is !== "refused") this.#tryLater();
    }
  }

  // Another page goes by the same key, or the story was saved and this page came back out of the
  // browser's memory: from here on this is a text of its own, and overwrites nothing.
  #becomeAnotherForm(copy) {
    this.#copies.drop(copy);
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    this.#field.value = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    this.#keepHere();
    this.#deliver();
  }

  #tryLater() {
    const wait = Math.min(1000 * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#again(), wait);
  }

  #again() {
    if (this.#isBehind && !this.#isLeaving) this.#deliver();
  }

  // The page may be gone the next moment, and a request under way with it.
  #lastChance() {
    if (this.#isLeaving) return;
    this.#look();
    if (this.#isBehind) this.#deliver({ keepalive: true });
  }

  // The text goes with the form now. Should that fail, the copy here is what is left.
  #submitted() {
    this.#isLeaving = true;
    clearTimeout(this.#retry);
    this.#look();
  }
}
