// Choosing pictures of the library in a window over the page, and uploading new ones on the way.

import { Arrivals } from "./arrivals.js";
import { button, element } from "./elements.js";
import { ACCEPTED, filesOf } from "./upload.js";
import { Words } from "./words.js";

const CHOOSE = "/admin/photos/photo/choose/";
const STYLE = new URL("./media.css", import.meta.url).href;
const WAIT = 250;
let styled = null;

// The pictures chosen, in the order they were pressed; none when the window is closed.
export async function choosePhotos({ multiple = false } = {}) {
  styled ??= loadStyle();
  await styled;
  return new Promise((resolve) => {
    new Chooser(multiple, resolve).open();
  });
}

function loadStyle() {
  if (document.querySelector("link[data-media-style]")) return Promise.resolve();
  return new Promise((resolve) => {
    const link = element("link", { rel: "stylesheet", href: STYLE, onload: resolve, onerror: resolve });
    document.head.append(link);
  });
}

class Chooser {
  #multiple;
  #resolve;
  #dialog;
  #search;
  #grid = element("ul", { class: "chooser-grid" });
  #says = element("p", { class: "chooser-says", role: "status" });
  #more;
  #choose;
  #footer;
  #asked;
  #arrivals;
  #tiles = new Map();
  #words = [];
  #chosen = [];
  #answer = [];
  #page = 1;
  #timer = 0;
  #request = null;

  constructor(multiple, resolve) {
    this.#multiple = multiple;
    this.#resolve = resolve;
    this.#build();
    this.#listen();
  }

  open() {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#search.focus();
    this.#look();
  }

  #build() {
    const title = this.#multiple ? "사진 고르기 (여러 장)" : "사진 고르기";
    this.#search = element("input", {
      type: "search",
      placeholder: "설명·출처·인물·장소·올린 사람·날짜로 찾기",
      "aria-label": "사진 찾기",
      autocomplete: "off",
    });
    const file = element("input", { type: "file", accept: ACCEPTED, multiple: true, class: "media-file" });
    file.addEventListener("change", () => {
      this.#arrivals.take(file.files);
      file.value = "";
    });
    const list = element("ul", { class: "arrivals", hidden: true });
    const tally = element("p", { class: "arrivals-tally", role: "status" });
    this.#arrivals = new Arrivals(list, tally, {
      arrived: (photo, card) => this.#arrived(photo, card),
      used: (photo) => this.#put(photo),
    });
    this.#more = button("사진 더 보기", () => this.#look({ more: true }));
    this.#more.hidden = true;
    this.#choose = button("", () => this.#finish(), "media-main");
    this.#footer = element(
      "div",
      { class: "chooser-foot" },
      element("p", { class: "chooser-hint" }, "사진을 이 창에 끌어다 놓거나 붙여 넣어도 올라갑니다."),
      button("닫기", () => this.#dialog.close()),
      this.#choose,
    );
    this.#asked = element("div", { class: "chooser-asked", role: "alertdialog", hidden: true });
    this.#asked.setAttribute("aria-label", "쓰기 전에 살펴 주세요");
    this.#dialog = element(
      "dialog",
      { class: "chooser", "aria-label": title },
      element(
        "div",
        { class: "chooser-head" },
        element("h2", {}, title),
        this.#search,
        element("label", { class: "media-button chooser-upload" }, "새 사진 올리기", file),
      ),
      element(
        "div",
        { class: "chooser-body" },
        tally,
        list,
        this.#says,
        this.#grid,
        element("p", { class: "chooser-more" }, this.#more),
      ),
      this.#asked,
      this.#footer,
    );
    this.#count();
  }

  #listen() {
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), WAIT);
    });
    this.#search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        clearTimeout(this.#timer);
        this.#look();
      }
    });
    const dialog = this.#dialog;
    dialog.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      dialog.classList.add("is-over");
    });
    dialog.addEventListener("dragleave", (event) => {
      if (!dialog.contains(event.relatedTarget)) dialog.classList.remove("is-over");
    });
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      dialog.classList.remove("is-over");
      this.#arrivals.take(filesOf(event.dataTransfer));
    });
    dialog.addEventListener("paste", (event) => {
      const files = filesOf(event.clipboardData);
      if (!files.length) return;
      event.preventDefault();
      this.#arrivals.take(files);
    });
    // What happens in here is no business of the page below: its shortcuts, its editor.
    for (const name of ["keydown", "paste", "drop", "dragover", "input", "change"]) {
      dialog.addEventListener(name, (event) => event.stopPropagation());
    }
    dialog.addEventListener("cancel", (event) => {
      if (event.target !== dialog || this.#asked.hidden) return;
      event.preventDefault();
      this.#askNoMore();
    });
    dialog.addEventListener("close", () => {
      this.#request?.abort();
      clearTimeout(this.#timer);
      dialog.remove();
      this.#resolve(this.#answer);
    });
  }

  async #look({ more = false } = {}) {
    this.#request?.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    this.#page = more ? this.#page + 1 : 1;
    const query = new URLSearchParams({ q: this.#search.value.trim(), page: this.#page });
    this.#grid.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${CHOOSE}?${query}`, { signal, headers: { Accept: "application/json" } });
      const said = await response.json();
      if (!response.ok) throw new Error(said.error?.message);
      this.#show(said, more);
    } catch (error) {
      if (error.name === "AbortError") return;
      const isOurs = error.constructor === Error && error.message;
      this.#says.textContent = isOurs ? error.message : "사진을 불러오지 못했습니다. 다시 찾아 주세요.";
    } finally {
      if (!signal.aborted) this.#grid.removeAttribute("aria-busy");
    }
  }

  #show({ photos, next }, more) {
    if (!more) {
      // What was chosen stays in sight, whatever is searched for.
      this.#tiles.clear();
      this.#grid.replaceChildren();
      for (const photo of this.#chosen) this.#tile(photo);
    }
    const first = photos.find((photo) => !this.#tiles.has(photo.id));
    for (const photo of photos) this.#tile(photo);
    this.#more.hidden = !next;
    this.#says.textContent = this.#tiles.size ? "" : "찾는 사진이 없습니다.";
    if (more && first) this.#tiles.get(first.id).focus();
    this.#count();
  }

  #tile(photo, { picture = null, atFront = false } = {}) {
    if (this.#tiles.has(photo.id)) return;
    const name = photo.caption || photo.alt || `사진 ${photo.id}`;
    const shown = picture ?? element("img", {
      src: photo.thumb, alt: photo.alt === name ? "" : photo.alt, loading: "lazy", width: 240, height: 180,
    });
    const tile = element(
      "button",
      { type: "button", class: "chooser-tile", "aria-pressed": "false" },
      element("span", { class: "chooser-picture" }, shown),
      element("span", { class: "chooser-name" }, name),
      element("span", { class: "chooser-credit" }, photo.credit),
    );
    if (photo.warnings.length) {
      tile.title = photo.warnings.join("\n");
      tile.append(element("span", { class: "media-badge media-badge-bad" }, "쓰기 전에 확인"));
    }
    tile.addEventListener("click", () => this.#press(photo));
    tile.addEventListener("dblclick", () => {
      if (this.#multiple) return;
      this.#chosen = [photo];
      this.#count();
      this.#finish();
    });
    this.#tiles.set(photo.id, tile);
    const item = element("li", {}, tile);
    if (atFront) this.#grid.prepend(item);
    else this.#grid.append(item);
  }

  #press(photo) {
    const place = this.#chosen.findIndex((each) => each.id === photo.id);
    if (place >= 0) this.#chosen.splice(place, 1);
    else if (this.#multiple) this.#chosen.push(photo);
    else this.#chosen = [photo];
    this.#count();
  }

  #put(photo, picture = null) {
    this.#tile(photo, { picture, atFront: true });
    if (!this.#chosen.some((each) => each.id === photo.id)) this.#press(photo);
    this.#says.textContent = "";
  }

  #arrived(photo, card) {
    this.#put(photo, card.picture.querySelector("canvas")?.cloneNode() ?? null);
    copyDrawing(card.picture.querySelector("canvas"), this.#tiles.get(photo.id));
    const words = new Words(photo, ["caption", "alt", "credit"], []);
    this.#words.push(words);
    card.item.append(words.box);
  }

  #count() {
    const many = this.#chosen.length;
    this.#choose.disabled = !many;
    this.#choose.textContent = this.#multiple && many ? `${many}장 쓰기` : "이 사진 쓰기";
    for (const [id, tile] of this.#tiles) {
      const place = this.#chosen.findIndex((photo) => photo.id === id);
      tile.setAttribute("aria-pressed", String(place >= 0));
      tile.dataset.place = place >= 0 && this.#multiple ? String(place + 1) : "✓";
    }
  }

  #finish() {
    const doubtful = this.#chosen.filter((photo) => photo.warnings.length);
    if (doubtful.length) this.#ask(doubtful);
    else this.#close();
  }

  #ask(doubtful) {
    const rows = doubtful.map((photo) => {
      const name = photo.caption || photo.alt || `사진 ${photo.id}`;
      return element("li", {}, element("strong", {}, name), ` ${photo.warnings.join(" ")}`);
    });
    const back = button("다시 고르기", () => this.#askNoMore());
    this.#asked.replaceChildren(
      element("h3", {}, "쓰기 전에 살펴 주세요"),
      element("ul", {}, ...rows),
      element("p", {}, back, " ", button("그래도 쓰기", () => this.#close(), "media-danger")),
    );
    this.#asked.hidden = false;
    this.#footer.hidden = true;
    back.focus();
  }

  #askNoMore() {
    this.#asked.hidden = true;
    this.#footer.hidden = false;
    this.#choose.focus();
  }

  // Whoever asked for the pictures gets them with the words typed a moment ago.
  async #close() {
    await Promise.all(this.#words.map((words) => words.save()));
    this.#answer = this.#chosen;
    this.#dialog.close();
  }
}

function copyDrawing(from, tile) {
  tile?.querySelector("canvas")?.getContext("2d").drawImage(from, 0, 0);
}
