// The conversation beside a story. Sent from here, the story's form stays as it is, with what is
// typed and not saved in it; without this script, the answer opens in another tab.

import { callByName } from "./talk-call.js";
import { passageShown, showPassage } from "./talk-passage.js";

const panel = document.querySelector("[data-talk]");
const list = panel.querySelector("[data-talk-list]");
const say = panel.querySelector("[data-talk-say]");
const write = panel.querySelector("[data-talk-write]");
const jump = document.querySelector("[data-talk-jump]");
const pick = panel.querySelector("[data-talk-pick]");

let passage = "";

// The cookie's, since whoever logged in again in another tab has another than this page.
function token(form) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
}

async function send(form, button) {
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  if (button) button.disabled = true;
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", token(form));
  try {
    const headers = { "X-Requested-With": "fetch" };
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "error" });
    if (answer.ok) taken(form, await answer.text());
    else tell(await reason(answer), true);
  } catch {
    tell("보내지 못했습니다. 적은 글은 그대로 있습니다. 연결과 로그인을 확인하고 다시 보내 주세요.", true);
  } finally {
    delete form.dataset.sending;
    if (button) button.disabled = false;
  }
}

async function reason(answer) {
  const plain = "처리하지 못했습니다. 적은 글은 그대로 있습니다. 새 탭에서 로그인을 확인해 주세요.";
  if (!answer.headers.get("Content-Type")?.includes("json")) return plain;
  return (await answer.json()).sentence;
}

function taken(form, html) {
  const begun = new Map();
  for (const reply of list.querySelectorAll("[data-reply]")) {
    if (reply !== form && reply.elements.text.value) {
      begun.set(reply.dataset.reply, reply.elements.text.value);
    }
  }
  list.innerHTML = html;
  for (const [number, text] of begun) {
    const reply = list.querySelector(`[data-reply="${number}"]`);
    if (!reply) continue;
    reply.elements.text.value = text;
    reply.closest("details").open = true;
  }
  if (form.isConnected) {
    form.reset();
    form.querySelectorAll("input[data-called]").forEach((input) => input.remove());
    form.querySelectorAll("[data-moment]").forEach((field) => field.dispatchEvent(new Event("input")));
    form.closest("details")?.removeAttribute("open");
  }
  showPicked();
  ready();
  tell("", false);
}

function tell(sentence, isBad) {
  say.textContent = sentence;
  say.classList.toggle("is-bad", isBad);
}

// What only works with a script is shown by it.
function ready() {
  for (const button of list.querySelectorAll("[data-talk-show]")) button.hidden = !passageShown();
  const open = list.querySelectorAll(":scope > .threads > .thread").length;
  if (jump) jump.textContent = jumpText(open);
}

function jumpText(open) {
  if (passage) return "고른 글에 의견";
  return open ? `대화 ${open}` : "대화";
}

function showPicked() {
  const names = [...write.querySelectorAll("[name=mention]:checked")].map((box) => box.dataset.label);
  const place = write.querySelector("[data-talk-picked]");
  if (place) place.textContent = names.length ? `: ${names.join(", ")}` : "";
}

function takePassage() {
  if (!passage) return;
  write.elements.quote.value = passage.slice(0, write.elements.quote.maxLength);
  passage = "";
  ready();
}

// What is chosen in the text stays chosen here when the cursor goes on to the panel.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const node = selection.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  if (!element?.closest(".cke_wysiwyg_div, .reading-body")) return;
  passage = selection.toString().trim();
  if (jump) ready();
  pick.hidden = !passage;
});
pick.addEventListener("mousedown", (event) => event.preventDefault());
pick.addEventListener("click", () => {
  takePassage();
  pick.hidden = true;
  write.elements.text.focus();
});
jump?.addEventListener("mousedown", (event) => event.preventDefault());
jump?.addEventListener("click", (event) => {
  event.preventDefault();
  takePassage();
  panel.scrollIntoView({ block: "start" });
  write.elements.text.focus();
});

panel.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-talk-send]");
  if (!form) return;
  event.preventDefault();
  send(form, event.submitter);
});
panel.addEventListener("click", (event) => {
  const button = event.target.closest("[data-talk-show]");
  if (button) showPassage(button.closest(".thread").querySelector("[data-talk-passage]").innerText);
});
panel.addEventListener("change", (event) => {
  if (event.target.matches("[name=mention]")) showPicked();
});
// Enter is for the next line and the input method; with Ctrl (⌘) it sends.
panel.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest("[data-talk-send]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

callByName(panel, write);
ready();
showPicked();
if (location.hash.startsWith("#comment-")) document.querySelector(location.hash)?.closest("details:not([open])")?.setAttribute("open", "");
