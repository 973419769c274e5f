// A picture on its way to where it is used: into the library, or found there.

import { element } from "../media/elements.js";
import { uploadPhoto } from "../media/upload.js";
import { ask } from "./ask.js";

const PREVIEW_WIDTH = 320;

// The photo. The very same picture is taken from the library; of one that looks like it somebody
// decides. Throws an Error with a sentence.
export async function takeIn(file, options) {
  const { photo, alike } = await uploadPhoto(file, options);
  const same = alike?.find((one) => one.is_exact);
  if (photo || same) return photo ?? same.photo;
  const chosen = await askAlike(file, alike[0].photo);
  return chosen ?? (await uploadPhoto(file, { ...options, keepDuplicate: true })).photo;
}

// The photo to use instead; null for uploading the new one.
async function askAlike(file, photo) {
  const pair = element(
    "div",
    { class: "alike-pair" },
    shown(await drawn(file), "올리는 사진"),
    shown(element("img", { src: photo.thumb, alt: "" }), `있는 사진: ${photo.caption || photo.credit || `${photo.id}번`}`),
  );
  return ask("비슷한 사진이 이미 있습니다", [["새로 올리기", null], ["있는 사진 쓰기", photo]], pair);
}

function shown(picture, words) {
  return element("figure", {}, picture, element("figcaption", {}, words));
}

async function drawn(file) {
  const canvas = element("canvas");
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: PREVIEW_WIDTH });
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
  } catch {
    // Not a picture this browser can draw, such as HEIC.
  }
  return canvas;
}
