// Photos in the text: chosen from the library, their words edited where they stand.
// Stored as articles/body.py has it: <figure class="photo"><img …><figcaption>…</figcaption></figure>

import { choosePhotos } from "../media/chooser.js";
import { element } from "../media/elements.js";
import { ask } from "./ask.js";
import { withoutEmptyCaptions } from "./reference.js";

const INLINE = "strong em u s sub sup; a[!href]";
export const MOST_ALT = 300;
const APART = "apart";
const TOGETHER = "together";

export const PHOTO = "newsphoto";

// The figure of a photo as the library tells of it (PHOTO in desk/photo_told.py).
export function photoFigure({ address, width, height, alt, caption }) {
  const image = element("img", { src: address, alt: alt ?? "" });
  image.setAttribute("width", width);
  image.setAttribute("height", height);
  return element(
    "figure",
    { class: "photo" },
    image,
    element("figcaption", {}, caption ?? ""),
  );
}

// After the paragraph or block that the caret is in, which is neither cut in two nor replaced. One
// step for undo.
export function insert(editor, figures) {
  editor.focus();
  editor.fire("saveSnapshot");
  const html = figures.map((figure) => figure.outerHTML).join("");
  editor.insertHtml(html, "unfiltered_html", afterTheBlock(editor));
  editor.fire("saveSnapshot");
}

// undefined where there is nothing to go behind: in an empty paragraph.
function afterTheBlock(editor) {
  const { focused } = editor.widgets;
  let block = focused?.wrapper ?? editor.getSelection()?.getStartElement();
  while (block && !block.getParent()?.equals(editor.editable())) block = block.getParent();
  if (!block) return undefined;
  const isWidget = block.hasClass("cke_widget_wrapper");
  if (!isWidget && !block.getText().replace(/[\s\u200b]/g, "")) return undefined;
  const range = editor.createRange();
  if (isWidget || block.is("aside", "table", "hr")) range.setStartAfter(block);
  else range.moveToElementEditEnd(block);
  range.collapse(true);
  return range;
}

async function choose(editor) {
  // The window takes the focus; where the caret was has to be kept.
  const places = editor.getSelection()?.createBookmarks2();
  const photos = await choosePhotos({ multiple: true });
  if (!photos.length) return;
  const way = photos.length > 1 ? await askWay(photos.length) : APART;
  if (!way) return;
  editor.focus();
  if (places) editor.getSelection().selectBookmarks(places);
  const figures = photos.map(photoFigure);
  insert(editor, way === APART ? figures : [element("figure", { class: "gallery" }, ...figures)]);
}

function askWay(many) {
  return ask(`사진 ${many}장을 어떻게 넣을까요?`, [
    ["그만두기", null],
    ["따로따로", APART],
    ["포토뉴스 한 묶음으로", TOGETHER],
  ]);
}

async function replace(widget) {
  const [photo] = await choosePhotos();
  if (!photo) return;
  const { editor } = widget;
  editor.fire("saveSnapshot");
  const image = widget.parts.image.$;
  image.setAttribute("src", photo.address);
  image.dataset.ckeSavedSrc = photo.address;
  image.setAttribute("width", photo.width);
  image.setAttribute("height", photo.height);
  widget.setData("alt", photo.alt ?? "");
  widget.editables.caption.setData(element("p", {}, photo.caption ?? "").innerHTML);
  editor.fire("saveSnapshot");
}

function dialog() {
  return {
    title: "사진",
    minWidth: 320,
    minHeight: 120,
    contents: [
      {
        id: "main",
        elements: [
          {
            type: "textarea",
            id: "alt",
            rows: 3,
            label: "대체 텍스트: 화면을 볼 수 없는 독자에게 읽어 줄 내용",
            setup: function setup(widget) {
              this.setValue(widget.data.alt);
            },
            commit: function commit(widget) {
              widget.setData("alt", this.getValue().replace(/\s+/g, " ").trim().slice(0, MOST_ALT));
            },
          },
          {
            type: "button",
            id: "other",
            label: "다른 사진으로 바꾸기",
            onClick: function change() {
              const { widget } = this.getDialog();
              this.getDialog().hide();
              replace(widget);
            },
          },
        ],
      },
    ],
  };
}

function widget() {
  return {
    allowedContent: "figure(!photo); img[!src,alt,width,height]; figcaption",
    requiredContent: "figure(photo)",
    dialog: PHOTO,
    parts: { image: "img", caption: "figcaption" },
    editables: {
      caption: { selector: "figcaption", pathName: "사진 설명", allowedContent: INLINE },
    },
    upcast(node) {
      if (node.name !== "figure" || !node.hasClass("photo")) return false;
      if (!node.find("img").length) return false;
      if (!node.find("figcaption").length) node.add(new CKEDITOR.htmlParser.element("figcaption"));
      return true;
    },
    downcast: withoutEmptyCaptions,
    init() {
      this.setData("alt", this.parts.image.getAttribute("alt") ?? "");
      this.tools = [
        ["대체 텍스트", () => this.edit()],
        ["바꾸기", () => replace(this)],
      ];
    },
    data() {
      this.parts.image.setAttribute("alt", this.data.alt);
      this.wrapper.$.classList.toggle("is-without-alt", !this.data.alt);
    },
  };
}

window.CKEDITOR?.plugins.add(PHOTO, {
  requires: "widget,dialog",
  init(editor) {
    CKEDITOR.dialog.add(PHOTO, dialog);
    editor.widgets.add(PHOTO, widget());
    editor.addCommand("choosephotos", {
      async: true,
      canUndo: false,
      exec: () => choose(editor),
    });
    editor.ui.addButton("Photo", { label: "사진", command: "choosephotos", toolbar: "media" });
  },
});
