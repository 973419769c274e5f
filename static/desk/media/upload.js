// Files on their way to the server: few at a time, each with its progress, each failing by itself.

import { csrfToken } from "../autosave-sending.js";

const PHOTOS = "/admin/photos/photo/upload/";
const ATTACHMENTS = "/admin/attachments/attachment/upload/";
export const MOST_BYTES = 30 * 1024 * 1024;
// A sound's; how large a document may be the server says, who looks at what it is.
const MOST_FILE_BYTES = 100 * 1024 * 1024;
export const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,.heic,.heif";
const MOST_AT_ONCE = 3;
// A picture of 30 MB on a slow line; what hangs longer never comes.
const LONGEST = 10 * 60 * 1000;

const waiting = [];
let running = 0;

// How many are under way, for whoever asks before a page is left.
export function uploadsUnderWay() {
  return running + waiting.length;
}

window.addEventListener("beforeunload", (event) => {
  if (uploadsUnderWay()) event.preventDefault();
});

// {photo}, or {alike: [{is_exact, photo}]} when the library has it; throws an Error with a sentence.
// `fields`: caption, credit, alt, licence.
export async function uploadPhoto(file, options = {}) {
  const { onProgress, keepDuplicate = false, fields = {}, signal } = options;
  const more = keepDuplicate ? { ...fields, keep_duplicate: "1" } : fields;
  const { status, said } = await inTurn(
    () => send(PHOTOS, file, { fields: more, most: MOST_BYTES, onProgress, signal }),
    signal,
  );
  if (status === 409 && said.alike) return { alike: said.alike };
  if (said.photo) return { photo: said.photo };
  throw new Error(refusal(status, said, "사진은 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요."));
}

// {file}; throws an Error with a sentence.
export async function uploadAttachment(file, options = {}) {
  const { onProgress, signal } = options;
  const { status, said } = await inTurn(
    () => send(ATTACHMENTS, file, { most: MOST_FILE_BYTES, onProgress, signal }),
    signal,
  );
  if (said.file) return { file: said.file };
  throw new Error(refusal(status, said, "파일이 너무 큽니다. 크기를 줄여 주세요."));
}

// The pictures among what was dropped or pasted; the server looks at the content of each.
export function filesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => !file.type || file.type.startsWith("image/"));
}

function inTurn(start, signal) {
  return new Promise((resolve, reject) => {
    waiting.push({ start, signal, resolve, reject });
    next();
  });
}

function next() {
  while (running < MOST_AT_ONCE && waiting.length) {
    const { start, signal, resolve, reject } = waiting.shift();
    if (signal?.aborted) {
      reject(new Error("올리기를 그만두었습니다."));
      continue;
    }
    running += 1;
    start()
      .then(resolve, reject)
      .finally(() => {
        running -= 1;
        next();
      });
  }
}

function send(address, file, { fields = {}, most, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    if (!file.size) {
      reject(new Error("빈 파일입니다."));
      return;
    }
    if (file.size > most) {
      resolve({ status: 413, said: {} });
      return;
    }
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    // macOS hands out names taken apart (ㅎㅏㄴ); they are put together again.
    body.append("upload", file, (file.name || "picture").normalize("NFC"));
    const request = new XMLHttpRequest();
    request.open("POST", address);
    // Read now: whoever logged in again in another tab has another token by then.
    request.setRequestHeader("X-CSRFToken", csrfToken(document));
    request.setRequestHeader("Accept", "application/json");
    request.timeout = LONGEST;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      resolve({ status: request.status, said: read(request.responseText) });
    });
    const failed = () => {
      reject(new Error("서버에 닿지 못했습니다. 인터넷 연결을 살펴보고 다시 올려 주세요."));
    };
    request.addEventListener("error", failed);
    request.addEventListener("timeout", failed);
    request.addEventListener("abort", () => reject(new Error("올리기를 그만두었습니다.")));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

// What was answered by something in front of the newsroom comes without a sentence.
function refusal(status, said, tooLarge) {
  if (said.error?.message) return said.error.message;
  if (status === 413) return tooLarge;
  if (status === 401 || status === 403) {
    return "로그인이 끊겼습니다. 이 화면을 닫지 말고, 다른 탭에서 로그인한 뒤 다시 올려 주세요.";
  }
  return `서버가 파일을 받지 못했습니다(${status}). 잠시 뒤에 다시 올려 주세요.`;
}
