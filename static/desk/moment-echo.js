// Under a field for a time: which weekday that is in Seoul, and how far off. The server reads the
// field by itself; this only shows what it will read.

const WEEKDAYS = "일월화수목금토";
const MINUTE = 60_000;
const STEPS = [[365 * 1440, "년"], [30 * 1440, "개월"], [1440, "일"], [60, "시간"], [1, "분"]];
// What may stand in the field: 2025-10-29T14:05, 2025.10.29 14:05, 2025.10.29 (수) 14:05.
const WRITTEN = /^(\d{4})[-.](\d{1,2})[-.](\d{1,2})(?:\s*\((.)\))?[T\s]+(\d{1,2}):(\d{2})$/;

document.querySelectorAll("[data-moment]").forEach(echo);

function echo(field) {
  const told = document.createElement("p");
  told.className = "help moment-echo";
  told.setAttribute("aria-live", "polite");
  field.after(told);
  const tell = () => {
    const said = sentence(field.value.trim(), Date.now());
    if (told.textContent !== said.text) told.textContent = said.text;
    told.classList.toggle("moment-past", said.isPast);
  };
  field.addEventListener("input", tell);
  setInterval(tell, 20_000);
  tell();
}

function sentence(written, now) {
  const found = WRITTEN.exec(written);
  const nothing = { text: "", isPast: false };
  if (!found) return nothing;
  const [year, month, day, hour, minute] = [1, 2, 3, 5, 6].map((group) => Number(found[group]));
  // Seoul has kept nine hours ahead all year since 1988.
  const asUtc = new Date(Date.UTC(year, month - 1, day, hour, minute));
  if (asUtc.getUTCMonth() !== month - 1 || asUtc.getUTCDate() !== day) return nothing;
  const minutes = (asUtc.getTime() - 9 * 60 * MINUTE - now) / MINUTE;
  const text = `${year}년 ${month}월 ${day}일 ${WEEKDAYS[asUtc.getUTCDay()]}요일 `
    + `${String(hour).padStart(2, "0")}:${found[6]} · ${distance(minutes)}`;
  return { text, isPast: minutes <= 0 };
}

// As newsroom/lib/dates.py distance_in_words has it.
function distance(minutes) {
  let left = minutes < 0 ? Math.floor(-minutes) : Math.ceil(minutes);
  const ending = minutes < 0 ? "전 (지난 시각)" : "뒤";
  const parts = [];
  for (const [length, unit] of STEPS) {
    const number = Math.floor(left / length);
    left -= number * length;
    if (number) parts.push(`${number}${unit}`);
    else if (parts.length) break;
    if (parts.length === 2) break;
  }
  return parts.length ? `${parts.join(" ")} ${ending}` : minutes < 0 ? "방금 지났습니다" : "곧";
}
