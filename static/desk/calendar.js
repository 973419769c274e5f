// Dragging an entry of the calendar to another day sends its own form with that day and the same
// time of day. The form is the way for everybody else, and the server decides.

const calendar = document.querySelector("[data-calendar]");
const said = document.querySelector("[data-calendar-said]");
let dragged = null;

calendar.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-entry]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent);
  dragged.classList.add("cal-dragged");
});

calendar.addEventListener("dragend", () => {
  dragged?.classList.remove("cal-dragged");
  dragged = null;
  mark(null);
});

calendar.addEventListener("dragover", (event) => {
  const day = dayUnder(event);
  mark(day);
  if (day) event.preventDefault();
});

calendar.addEventListener("drop", (event) => {
  const day = dayUnder(event);
  if (!day) return;
  event.preventDefault();
  const form = dragged.querySelector("form");
  const field = form.elements.namedItem("at");
  const at = `${day.dataset.day}T${dragged.dataset.time}`;
  if (field.min && at <= field.min) {
    said.textContent = "지난 시각으로는 옮길 수 없습니다. ‘옮기기’를 눌러 시각을 정해 주세요.";
    return;
  }
  field.value = at;
  said.textContent = "옮기는 중입니다…";
  form.submit();
});

// One form at a time, and Escape closes it.
calendar.addEventListener("toggle", (event) => {
  if (!event.target.open) return;
  calendar.querySelectorAll("details[open]").forEach((other) => {
    if (other !== event.target) other.open = false;
  });
}, true);
calendar.addEventListener("keydown", (event) => {
  const open = event.target.closest("details[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

function dayUnder(event) {
  const day = dragged ? event.target.closest("[data-day]") : null;
  return day && !day.contains(dragged) ? day : null;
}

function mark(day) {
  calendar.querySelectorAll(".cal-target").forEach((other) => {
    if (other !== day) other.classList.remove("cal-target");
  });
  day?.classList.add("cal-target");
}
