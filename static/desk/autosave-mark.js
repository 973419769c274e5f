// What the form says of autosave, in words that nobody takes for having saved.

const HERE = " 쓴 글은 이 컴퓨터에 남아 있습니다.";
const FAILURES = {
  unreachable: "자동 저장 못 함, 다시 시도 중입니다.",
  "signed-out": "로그인이 끊겨 자동 저장 못 함.",
};

export class AutosaveMark {
  #place;
  #login;

  constructor(place, login) {
    this.#place = place;
    this.#login = login;
  }

  kept(savedAt) {
    this.#say(`자동 저장됨 ${savedAt}`, false);
  }

  failed({ is, sentence }, isHere) {
    const said = FAILURES[is] ?? sentence;
    this.#say(isHere ? said + HERE : said, true);
    if (is === "signed-out") this.#place.append(" ", this.#link());
  }

  #link() {
    const link = document.createElement("a");
    link.href = this.#login;
    link.target = "_blank";
    link.textContent = "새 창에서 로그인";
    return link;
  }

  // Read aloud only when something is wrong, and once.
  #say(text, isWrong) {
    if (this.#place.dataset.said === text) return;
    this.#place.dataset.said = text;
    this.#place.setAttribute("aria-live", isWrong ? "polite" : "off");
    this.#place.classList.toggle("is-wrong", isWrong);
    this.#place.textContent = text;
  }
}
