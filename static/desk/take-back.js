// How long what was sent out together can still be taken back. The server decides; this counts.

const TICK = 1000;

document.querySelectorAll("form[data-until]").forEach((form) => {
  const until = Date.parse(form.dataset.until);
  const told = form.querySelector("[data-left]");
  const button = form.querySelector("button");
  const timer = setInterval(count, TICK);
  count();

  function count() {
    const left = Math.ceil((until - Date.now()) / TICK);
    if (left > 0) {
      const minutes = Math.floor(left / 60);
      told.textContent = `${minutes ? `${minutes}분 ` : ""}${left % 60}초 남았습니다`;
      return;
    }
    clearInterval(timer);
    button.hidden = true;
    told.textContent = "되돌릴 수 있는 시간이 지났습니다.";
  }
});
