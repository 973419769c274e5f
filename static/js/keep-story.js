// 저장, and the story among those read once the reader has stayed with it.

import { add, has, keep, recordsReading, whenChangedElsewhere, without } from "./kept-stories.js";

const STAYED = 10_000;

export function enableKeeping(tools) {
  const button = tools.querySelector("[data-save]");
  if (!button) return; // a preview
  const story = {
    id: Number(button.dataset.save),
    title: document.querySelector("h1").textContent.trim(),
    section: button.dataset.section,
  };
  enableSaving(button, tools.querySelector("[data-save-said]"), story);
  recordOnceRead(story);
}

function enableSaving(button, said, story) {
  const link = document.createElement("a");
  link.href = button.dataset.list;
  link.textContent = "저장한 기사 보기";

  function show() {
    const isSaved = has("saved", story.id);
    button.setAttribute("aria-pressed", String(isSaved));
    button.textContent = isSaved ? "저장됨" : "저장";
  }

  function toggle() {
    if (!has("saved", story.id)) {
      return add("saved", story) ? "이 브라우저에 저장했습니다." : null;
    }
    return keep("saved", without("saved", story.id)) ? "저장을 취소했습니다." : null;
  }

  button.addEventListener("click", () => {
    const message = toggle();
    said.replaceChildren(
      ...(message ? [`${message} `, link] : ["브라우저의 저장 공간을 쓸 수 없어 저장하지 못했습니다."]),
    );
    show();
  });
  whenChangedElsewhere(show);
  show();
}

/** Ten seconds on the screen, or scrolled to the middle. */
function recordOnceRead(story) {
  let timer;
  const middle = new IntersectionObserver(
    (entries) => {
      // A short story's middle is on the screen from the start.
      if (window.scrollY > 0 && entries.some((entry) => entry.isIntersecting)) record();
    },
    // Also when a jump has left it above the screen.
    { rootMargin: "1000000px 0px 0px" },
  );

  function record() {
    clearTimeout(timer);
    middle.disconnect();
    document.removeEventListener("visibilitychange", watch);
    if (recordsReading()) add("read", story);
  }

  function watch() {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(record, STAYED);
  }

  const parts = document.querySelector(".article-body").children;
  if (parts.length) middle.observe(parts[Math.floor(parts.length / 2)]);
  document.addEventListener("visibilitychange", watch);
  watch();
}
