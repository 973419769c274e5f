// Text offered back: what this browser still holds goes to the server first, which compares.

import { Copies } from "./autosave-copies.js";
import { csrfToken, send } from "./autosave-sending.js";

const region = document.querySelector("[data-offers]");
const own = document.querySelector("[name=_form_key]")?.value;
const copies = new Copies(region.dataset.user);

async function refresh() {
  const response = await fetch(region.dataset.offers);
  if (response.ok && !response.redirected) region.innerHTML = await response.text();
}

async function handIn() {
  let handedIn = false;
  for (const copy of copies.all()) {
    if (copy.formKey === own) continue;
    const { is } = await send(region.dataset, copy);
    if (is === "kept" || is === "stale" || is === "closed") copies.drop(copy);
    handedIn ||= is === "kept";
  }
  if (handedIn) await refresh();
}

region.addEventListener("submit", async (event) => {
  if (!event.target.matches("[data-discard]")) return;
  // In place: what is being typed on this page stays.
  event.preventDefault();
  const headers = { "X-CSRFToken": csrfToken(event.target) };
  await fetch(event.target.action, { method: "POST", headers, redirect: "manual" });
  await refresh();
});

handIn();
