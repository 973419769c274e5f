// The lists of stories that this browser keeps for its reader, newest first: `saved`, and `read`.
// They are never sent anywhere. Whoever can write to storage could write anything: only what looks
// like a story is taken from it.

const MOST = 200;
const OFF = "read-off";

const isStory = (story) =>
  Number.isSafeInteger(story?.id) &&
  story.id > 0 &&
  typeof story.title === "string" &&
  typeof story.section === "string" &&
  Number.isFinite(story.at);

export function storiesIn(list) {
  try {
    const stories = JSON.parse(localStorage.getItem(list));
    return Array.isArray(stories) ? stories.filter(isStory).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Whether it could be kept: storage may be forbidden or full. */
export function keep(list, stories) {
  try {
    if (stories.length) localStorage.setItem(list, JSON.stringify(stories.slice(0, MOST)));
    else localStorage.removeItem(list);
    return true;
  } catch {
    return false;
  }
}

export const has = (list, id) => storiesIn(list).some((story) => story.id === id);

export const without = (list, id) => storiesIn(list).filter((story) => story.id !== id);

export const add = (list, story) =>
  keep(list, [{ ...story, at: Date.now() }, ...without(list, story.id)]);

export function recordsReading() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return false;
  }
}

/** Whether it could be kept. */
export function recordReading(isOn) {
  try {
    if (isOn) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    return true;
  } catch {
    return false;
  }
}

/** Calls `show` when the lists were changed on another page, or while this one was set aside. */
export function whenChangedElsewhere(show) {
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) show();
  });
}
