// The small report under the editor after a paste.

export class Panel {
  constructor(editor) {
    this.box = document.createElement("section");
    this.box.className = "paste-report";
    this.box.setAttribute("aria-label", "붙여 넣은 글");
    this.box.setAttribute("aria-live", "polite");
    this.text = paragraph("paste-report-text");
    this.progress = paragraph("paste-report-progress");
    this.failures = document.createElement("div");
    this.more = document.createElement("details");
    this.close();
    editor.after(this.box);
  }

  // Of the paste before it stays what is still to be done: pictures on their way, or failed.
  tell(sentence, lines) {
    this.text.textContent = sentence;
    this.more.open = false;
    this.more.replaceChildren(...(lines.length ? [element("summary", "자세히"), list(lines)] : []));
    this.more.hidden = !lines.length;
    if (sentence || lines.length) this.#show();
    else if (!this.progress.textContent && !this.failures.children.length) this.close();
  }

  uploading(count) {
    const isOver = count === 0 && this.progress.textContent;
    this.progress.textContent = count ? `사진 ${count}장을 올리는 중…` : "";
    if (isOver && !this.failures.children.length) this.progress.textContent = "사진을 다 올렸습니다.";
    if (count) this.#show();
  }

  waiting() {
    this.progress.textContent = "사진을 다 올린 뒤에 저장합니다…";
    this.#show();
  }

  fail(message, { again, without }) {
    const line = paragraph("paste-report-failure");
    const choice = (words, act) => {
      const button = element("button", words);
      button.type = "button";
      button.addEventListener("click", () => {
        line.remove();
        act();
      });
      return button;
    };
    line.append(`사진을 올리지 못했습니다. ${message} `, choice("다시 올리기", again), choice("빼기", without));
    this.failures.append(line);
    this.#show();
  }

  close() {
    this.more.open = false;
    this.text.textContent = "";
    this.progress.textContent = "";
    this.failures.replaceChildren();
    this.more.replaceChildren();
    this.box.replaceChildren();
  }

  #show() {
    if (this.box.children.length) return;
    const button = element("button", "닫기");
    button.type = "button";
    button.className = "paste-report-close";
    button.addEventListener("click", () => this.close());
    this.box.append(this.text, this.progress, this.failures, this.more, button);
  }
}

function list(lines) {
  const items = document.createElement("ul");
  for (const { text, address } of lines) {
    const item = element("li", text);
    if (address) {
      const link = element("a", address);
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      item.append(" ", link);
    }
    items.append(item);
  }
  return items;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function paragraph(className) {
  const made = document.createElement("p");
  made.className = className;
  return made;
}
