// The article form: everything here is comfort; the form works without it.

import { Autosave } from "./autosave.js";
import { csrfToken } from "./autosave-sending.js";
import { BodyEditor } from "./body-editor.js";
import { countTitle, showBodyCount } from "./counters.js";
import { suggestNames } from "./name-field.js";
import { choosePhoto } from "./photo-field.js";
import { renewProposals, suggestStories, takeProposals } from "./related-field.js";
import { Unsaved } from "./unsaved.js";

const form = document.getElementById("article-form");
const address = (kind) => form.dataset.suggest.replace("KIND", kind);
const field = (name) => form.querySelector(`[name=${name}]`);

countTitle(field("title"));
suggestNames(field("reporters"), address("reporters"), { enterPicksFirst: true });
suggestNames(field("tags"), address("tags"), { enterPicksFirst: false });
suggestStories(field("related"), address("articles"));
takeProposals(field("related"));
renewProposals(form);
choosePhoto(form.querySelector("[data-photo]"), address("photos"));

const body = new BodyEditor(field("body"));
const unsaved = new Unsaved(form, body);
const counters = form.querySelector("[data-counters]");
const count = () => showBodyCount(counters, body.text);
let waiting = 0;
body.onChange = () => {
  autosave.typed();
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    count();
    unsaved.show();
  });
};
count();

// What the editor makes of untouched text differs in white space: what was stored is sent back.
form.addEventListener("formdata", ({ formData }) => {
  if (!body.isTouched) formData.set("body", body.stored);
  // Whoever logged in again in another tab has another token than the page was made with.
  formData.set("csrfmiddlewaretoken", csrfToken(form));
});
const autosave = new Autosave(form, body);
// Enter in a one-line field is for the next field, or for the input method; only buttons send.
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) {
    event.preventDefault();
  }
});
// Ctrl+S (⌘S) saves.
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.querySelector("[name=_save]").click();
  }
});
