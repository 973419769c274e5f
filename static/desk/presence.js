// Says every 20 seconds that this page is open, shows who else is there, and keeps two people
// from writing at once. All of it courtesy: without it the revision number still decides.

const BEAT_EVERY = 20_000;
const STILL_SAVED = "저장한 글은 그대로 남고, ";

const bar = document.querySelector("[data-presence]");
const others = bar.querySelector("[data-presence-others]");
const say = bar.querySelector("[data-presence-say]");
const form = bar.dataset.form ? document.getElementById(bar.dataset.form) : null;
const revision = Number(bar.dataset.revision);
const tab = tabKey();

let opened = true;
let timer = 0;
let wasWaiting = false;
let keptAt = "";
let beating = false;

if (form) form.elements._window.value = tab;

// The same for every page of this tab: a page loaded again goes on as the same window.
function tabKey() {
  const kept = sessionStorage.getItem("newsroom-window");
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem("newsroom-window", key);
  return key;
}

// The cookie's, since whoever logged in again in another tab has another than this page.
function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : bar.dataset.token;
}

function data(extra = {}) {
  const sent = new FormData();
  for (const [name, value] of Object.entries({ window: tab, ...extra })) sent.set(name, value);
  sent.set("csrfmiddlewaretoken", token());
  return sent;
}

async function ask(address, body) {
  const answer = await fetch(address, { method: "POST", body, redirect: "error" });
  const told = await answer.json();
  return { ok: answer.ok, told };
}

async function beat() {
  if (beating) return;
  beating = true;
  clearTimeout(timer);
  const extra = {};
  // Out of sight with nothing unsaved, nobody is kept from writing.
  if (form && (!document.hidden || isUnsaved())) extra.form = "1";
  if (opened) extra.opened = "1";
  try {
    const { ok, told } = await ask(bar.dataset.beat, data(extra));
    if (ok) {
      opened = false;
      await show(told);
    }
  } catch {
    // No network or no session: autosave says so, and the next beat tries again.
  } finally {
    beating = false;
    timer = setTimeout(beat, BEAT_EVERY);
  }
}

function isUnsaved() {
  return form.querySelector(".unsaved-mark")?.hidden === false;
}

async function show(told) {
  others.textContent = told.sentence;
  if (form) await showForm(told);
  bar.hidden = !told.sentence && !say.childNodes.length;
}

async function showForm(told) {
  if (!told.taken_over_by) keptAt = "";
  const newer = told.revision !== undefined && told.revision !== revision;
  if (told.taken_over_by) {
    if (!keptAt && isUnsaved()) keptAt = await keepText();
    lock(true);
    lockActs(true);
    sayTakenOver(told);
  } else if (told.writer && !isUnsaved()) {
    wasWaiting = true;
    lock(true);
    sayWaiting(told);
  } else if (wasWaiting && newer && !isUnsaved()) {
    location.reload();
  } else {
    lock(false);
    lockActs(false);
    wasWaiting = false;
    sayNewer(told, newer);
  }
}

function sayTakenOver(told) {
  const parts = [text(`${told.taken_over_by}님이 이 기사를 이어받았습니다. `, "b")];
  if (keptAt) {
    parts.push(text("적던 글은 ‘밀려난 글’로 보관했습니다. "), link(keptAt, "보관한 글 보기"));
  } else if (isUnsaved()) {
    parts.push(text("적던 글은 이 창에 그대로 있고, 보관을 다시 시도합니다."));
  }
  put("taken", parts, told);
}

function sayWaiting(told) {
  const parts = [text(`${told.writer}님이 쓰고 있습니다. `, "b")];
  parts.push(text("지금은 읽기만 하고, 자리가 나면 여기서 바로 쓸 수 있습니다."));
  put("waiting", parts, told);
}

function sayNewer(told, newer) {
  const parts = [];
  if (newer) {
    parts.push(text(`그사이 ${told.revision}판이 저장되었습니다. `, "b"));
    parts.push(text("지금 저장하면 두 글을 견주는 화면이 나옵니다. "));
    if (!isUnsaved()) parts.push(link(location.href, "새 글 불러오기"));
  } else if (told.writer) {
    parts.push(text(`${told.writer}님도 쓰고 있습니다. `, "b"));
    parts.push(text("먼저 저장한 글이 남고, 늦은 글은 견주어 합칩니다."));
  } else if (told.elsewhere) {
    parts.push(text("이 기사를 다른 창에서도 고치고 있습니다."));
  }
  put("newer", parts, told.writer ? told : {});
}

function put(kind, parts, told) {
  const button = told.may_take_over ? takeOverButton(told) : null;
  const sentence = document.createElement("p");
  sentence.append(...parts);
  const key = kind + sentence.textContent + Boolean(button);
  if (say.dataset.key === key) return;
  say.dataset.key = key;
  say.replaceChildren(...(parts.length ? [sentence] : []), ...(button ? [button] : []));
  bar.dataset.kind = parts.length ? kind : "";
}

function takeOverButton(told) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act";
  button.textContent = "이어받기";
  button.title = `${STILL_SAVED}${told.writer}님이 저장하지 않은 글은 따로 보관됩니다.`;
  button.addEventListener("click", takeOver);
  return button;
}

async function takeOver() {
  try {
    const { ok, told } = await ask(bar.dataset.takeOver, data());
    if (ok) await show(told);
    else sayPlain(told.sentence);
  } catch {
    sayPlain("이어받지 못했습니다. 연결을 확인하고 다시 눌러 주세요.");
  }
}

function sayPlain(sentence) {
  const line = document.createElement("p");
  line.textContent = sentence;
  delete say.dataset.key;
  say.append(line);
}

// What isn't saved, before anything is locked; the address under which it is kept, or "".
async function keepText() {
  for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
    if (editor.checkDirty()) editor.updateElement();
  }
  const sent = new FormData(form);
  sent.delete("photo_file");
  sent.set("csrfmiddlewaretoken", token());
  try {
    const { ok, told } = await ask(bar.dataset.keep, sent);
    return ok ? told.address : "";
  } catch {
    return "";
  }
}

// The text is readable and selectable, but not to be typed into; it would still be sent.
function lock(on) {
  if (form.classList.contains("is-held") === on) return;
  form.classList.toggle("is-held", on);
  for (const field of form.elements) {
    // Who waits has typed nothing, and may go on sending back or withdrawing.
    if (field.type === "hidden" || field.closest(".acts")) continue;
    if (field.matches("button, [type=submit]")) field.disabled = on;
    else if (field.matches("textarea, input:not([type=checkbox], [type=radio], [type=file])")) {
      field.readOnly = on;
    } else field.inert = on;
  }
  for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
    if (editor.status === "ready") editor.setReadOnly(on);
    else editor.on("instanceReady", () => editor.setReadOnly(form.classList.contains("is-held")));
  }
}

function lockActs(on) {
  for (const button of form.querySelectorAll(".acts [type=submit]")) button.disabled = on;
}

function text(words, name = "span") {
  const part = document.createElement(name);
  part.textContent = words;
  return part;
}

function link(address, words) {
  const part = text(words, "a");
  part.href = address;
  return part;
}

window.addEventListener("focus", beat);
window.addEventListener("online", beat);
document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
window.addEventListener("pagehide", () => navigator.sendBeacon(bar.dataset.leave, data()));
beat();
