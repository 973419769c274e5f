// select2 hides the labelled select behind a box of its own, which has no name while it is empty.

function nameBoxes() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const [label] = select.labels;
    const box = select.parentElement.querySelector(".select2-selection__rendered");
    if (!label || !box) continue;
    label.id ||= `${select.id}-label`;
    const names = `${label.id} ${box.id}`;
    box.setAttribute("aria-labelledby", names);
    box.closest(".select2-selection").setAttribute("aria-labelledby", names);
  }
}

// After Django's own, which makes the boxes when jQuery says that the document is ready; a page
// without jQuery has none.
window.django?.jQuery?.(nameBoxes);
