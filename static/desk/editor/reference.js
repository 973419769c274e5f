// What a body only names: <figure data-…="…">, with a caption or with nothing in it. Readers get
// what it stands for; here a card says what that is.

const INLINE = "strong em u s sub sup; a[!href]";

// `told(reference)`: the words on the card; `ready(wrapper, reference)`: when it stands there.
export function addReference(editor, name, { attribute, hasCaption = false, captionName = "", told, ready }) {
  editor.widgets.add(name, {
    allowedContent: `figure[!${attribute}]${hasCaption ? "; figcaption" : ""}`,
    requiredContent: `figure[${attribute}]`,
    editables: hasCaption
      ? { caption: { selector: "figcaption", pathName: captionName, allowedContent: INLINE } }
      : {},
    upcast(node) {
      if (node.name !== "figure" || !node.attributes[attribute]) return false;
      if (hasCaption && !node.find("figcaption").length) {
        node.add(new CKEDITOR.htmlParser.element("figcaption"));
      }
      return true;
    },
    downcast: (node) => withoutEmptyCaptions(node),
    init() {
      const { $: wrapper } = this.wrapper;
      const reference = this.element.getAttribute(attribute);
      wrapper.dataset.told = told(reference);
      ready?.(wrapper, reference);
      if (hasCaption) wrapper.dataset.captioned = captionName;
    },
  });
}

export function withoutEmptyCaptions(node) {
  for (const caption of node.find("figcaption", true)) {
    if (!caption.getHtml().replace(/<br[^>]*>|&nbsp;|\s/g, "")) caption.remove();
  }
  return node;
}
