// When to read what is typed: soon after the last key, seldom while keys keep coming, and not in
// the middle of a syllable that is being composed. Whatever happens, every key is read within
// LATEST milliseconds, which leaves the rest of the promised ten seconds for the way to the server.

const QUIET = 2000;
const BETWEEN_SYLLABLES = 6500;
const LATEST = 8500;

export class Rhythm {
  #read;
  #timer = 0;
  #since = 0;
  #isComposing = false;

  constructor(form, read) {
    this.#read = read;
    form.addEventListener("compositionstart", () => { this.#isComposing = true; });
    form.addEventListener("compositionend", () => {
      this.#isComposing = false;
      // The next syllable begins at once: for whoever doesn't pause this is the only moment.
      if (this.#since && Date.now() - this.#since >= BETWEEN_SYLLABLES) this.now();
      else this.typed();
    });
  }

  typed() {
    this.#since ||= Date.now();
    const left = Math.max(this.#since + LATEST - Date.now(), 0);
    clearTimeout(this.#timer);
    // A last syllable stays open as long as nothing follows it; then it is read as it looks.
    this.#timer = setTimeout(() => this.now(), this.#isComposing ? left : Math.min(QUIET, left));
  }

  now() {
    this.rest();
    this.#read();
  }

  // Everything typed so far has been read.
  rest() {
    clearTimeout(this.#timer);
    this.#since = 0;
  }
}
