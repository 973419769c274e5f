// /saved/: what this browser has kept for its reader. Titles are put in as text, and addresses made
// from numbers, whatever stands in the storage.

import {
  keep,
  recordReading,
  recordsReading,
  storiesIn,
  whenChangedElsewhere,
  without,
} from "./kept-stories.js";

const lists = document.querySelector(".kept-lists");
const row = lists.querySelector("template").content;

function day(at) {
  const moment = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  return [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())];
}

function rowOf(story, what) {
  const item = row.cloneNode(true);
  const link = item.querySelector("a");
  link.href = `/articles/${story.id}/`;
  link.textContent = story.title;
  item.querySelector(".section-name").textContent = story.section;
  const time = item.querySelector("time");
  time.dateTime = day(story.at).join("-");
  time.textContent = `${day(story.at).join(".")} ${what}`;
  const button = item.querySelector("button");
  button.setAttribute("aria-label", `지우기: ${story.title}`);
  button.dataset.remove = story.id;
  return item;
}

function enable(section) {
  const name = section.dataset.kept;
  const heading = section.querySelector("h2");
  const items = section.querySelector("ol");
  const said = section.querySelector(".kept-said");
  const clear = section.querySelector("[data-clear]");

  function show() {
    const stories = storiesIn(name);
    items.replaceChildren(...stories.map((story) => rowOf(story, section.dataset.keptOn)));
    clear.hidden = items.hidden = stories.length === 0;
    section.querySelector(".empty").hidden = stories.length > 0;
    section.hidden = false;
  }

  function change(stories, message) {
    const before = storiesIn(name);
    if (!keep(name, stories)) {
      said.textContent = "브라우저의 저장 공간을 쓸 수 없어 지우지 못했습니다.";
      return;
    }
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "quiet";
    undo.textContent = "되돌리기";
    undo.addEventListener("click", () => {
      keep(name, before);
      said.textContent = "되돌렸습니다.";
      show();
      heading.focus();
    });
    said.replaceChildren(`${message} `, undo);
    show();
  }

  clear.addEventListener("click", () => {
    change([], "모두 지웠습니다.");
    heading.focus();
  });

  items.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-remove]");
    if (!button) return;
    const at = [...items.children].indexOf(button.closest("li"));
    change(without(name, Number(button.dataset.remove)), "지웠습니다.");
    // The keyboard stays where it was: on the next, or the last.
    const left = items.querySelectorAll("button");
    (left[Math.min(at, left.length - 1)] ?? heading).focus();
  });

  whenChangedElsewhere(show);
  show();
}

function enableSwitch(box) {
  const show = () => {
    box.checked = recordsReading();
  };
  box.addEventListener("change", () => {
    recordReading(box.checked);
    show();
  });
  whenChangedElsewhere(show);
  show();
}

enableSwitch(lists.querySelector("[data-records-reading]"));
lists.querySelectorAll("[data-kept]").forEach(enable);
