// A video is loaded from its host when somebody asks for it, and not before.

const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";

function player(link) {
  const frame = document.createElement("iframe");
  frame.title = link.dataset.title;
  frame.allow = ALLOWED;
  // The host plays for whom it knows: our name, and not which story it is.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = link.dataset.video;
  return frame;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-video]");
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || event.button !== 0 || opensElsewhere) {
    return;
  }
  event.preventDefault();
  const frame = player(link);
  link.replaceWith(frame);
  frame.focus();
});
