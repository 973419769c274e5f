// 포토뉴스: pictures in order, their captions written where they stand; a window of its own changes
// what is in it.

import { choosePhotos } from "../media/chooser.js";
import { button, element } from "../media/elements.js";
import { keepIn } from "./ask.js";
import { MOST_ALT, photoFigure } from "./photo.js";
import { withoutEmptyCaptions } from "./reference.js";

const NAME = "newsgallery";
const INLINE = "strong em u s sub sup; a[!href]";

function widget() {
  return {
    allowedContent: "figure(!gallery); figure(!photo); img[!src,alt,width,height]; figcaption",
    requiredContent: "figure(gallery)",
    upcast(node) {
      if (node.name !== "figure" || !node.hasClass("gallery")) return false;
      for (const figure of node.children.filter((child) => child.name === "figure")) {
        if (!figure.find("figcaption").length) {
          figure.add(new CKEDITOR.htmlParser.element("figcaption"));
        }
      }
      return true;
    },
    downcast: withoutEmptyCaptions,
    init() {
      const count = this.element.find("figcaption").count();
      for (let at = 0; at < count; at += 1) {
        this.initEditable(`caption${at}`, {
          selector: `figure.photo:nth-of-type(${at + 1}) figcaption`,
          pathName: "사진 설명",
          allowedContent: INLINE,
        });
      }
      this.wrapper.$.dataset.told = `포토뉴스 ${count}장`;
      this.tools = [["차례·넣고 빼기", () => arrange(this)]];
      this.on("doubleclick", (event) => {
        event.cancel();
        arrange(this);
      });
    },
  };
}

// A copy as it would be stored.
function slides(of) {
  const html = of.editor.dataProcessor.toDataFormat(of.wrapper.getOuterHtml());
  const page = new DOMParser().parseFromString(html, "text/html");
  return [...page.querySelectorAll("figure.photo")];
}

function arrange(of) {
  const list = element("ol", { class: "gallery-order" });
  let dragged = null;
  const name = (figure) => figure.querySelector("figcaption")?.textContent || "설명 없는 사진";
  const alt = (figure) => {
    const { alt: written } = figure.querySelector("img");
    const input = element("input", { value: written, placeholder: "대체 텍스트", maxLength: MOST_ALT });
    input.setAttribute("aria-label", "대체 텍스트");
    input.addEventListener("change", () => {
      figure.querySelector("img").alt = input.value.replace(/\s+/g, " ").trim();
    });
    return input;
  };
  const show = (figure) => {
    const image = element("img", { src: figure.querySelector("img").getAttribute("src"), alt: "" });
    const item = element(
      "li",
      { draggable: true },
      image,
      element("span", { class: "gallery-words" }, element("span", {}, name(figure)), alt(figure)),
      button("앞으로", () => move(item, item.previousElementSibling, false)),
      button("뒤로", () => move(item, item.nextElementSibling, true)),
      button("빼기", () => item.remove()),
    );
    item.figure = figure;
    item.addEventListener("dragstart", () => {
      dragged = item;
    });
    item.addEventListener("dragover", (event) => {
      event.preventDefault();
      if (!dragged || dragged === item) return;
      const isBelow = dragged.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (isBelow) item.after(dragged);
      else item.before(dragged);
    });
    return item;
  };
  list.append(...slides(of).map(show));
  const dialog = element(
    "dialog",
    { class: "editor-window", "aria-label": "포토뉴스 차례" },
    element("h2", {}, "포토뉴스 차례"),
    list,
    element(
      "p",
      { class: "editor-window-buttons" },
      button("사진 더 넣기", async () => {
        const photos = await choosePhotos({ multiple: true });
        list.append(...photos.map(photoFigure).map(show));
      }),
      button("그만두기", () => dialog.close()),
      button("이대로 하기", () => {
        put(of, [...list.children].map((item) => item.figure));
        dialog.close();
      }, "media-main"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  keepIn(dialog);
  document.body.append(dialog);
  dialog.showModal();
}

function move(item, beside, isAfter) {
  if (!beside) return;
  if (isAfter) beside.after(item);
  else beside.before(item);
  item.querySelector(isAfter ? "button:nth-of-type(2)" : "button").focus();
}

// One step for undo: another gallery in the place of this one; a single picture is no gallery.
function put(of, figures) {
  const { editor } = of;
  editor.fire("saveSnapshot");
  of.focus();
  const html = figures.map((figure) => figure.outerHTML).join("");
  if (!figures.length) editor.widgets.del(of);
  else {
    const whole = figures.length > 1 ? `<figure class="gallery">${html}</figure>` : html;
    editor.insertHtml(whole, "unfiltered_html");
  }
  editor.fire("saveSnapshot");
}

window.CKEDITOR?.plugins.add(NAME, {
  requires: "widget",
  init(editor) {
    editor.widgets.add(NAME, widget());
  },
});
