// Calling a colleague: what follows an @ is completed from those who may read the conversation,
// and who is picked is sent by number, so that of two with one name the right one is called.

const CALL = /(?:^|\s)@([^\s@]*)$/;
const MOST = 8;

export function callByName(panel, write) {
  const people = [...write.querySelectorAll("[name=mention]")].map((box) => ({
    box,
    name: box.dataset.name,
    label: box.dataset.label,
  }));
  if (!people.length) return;
  const options = document.createElement("ul");
  options.className = "suggestions";
  options.role = "listbox";
  options.id = "talk-people";
  options.hidden = true;
  let field = null;
  let found = [];
  let active = 0;

  const close = () => {
    options.hidden = true;
    found = [];
    field?.removeAttribute("aria-activedescendant");
  };

  const draw = () => {
    options.replaceChildren(...found.map((person, place) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `talk-person-${place}`;
      item.textContent = person.label;
      item.setAttribute("aria-selected", String(place === active));
      item.addEventListener("click", () => choose(place));
      return item;
    }));
    options.hidden = !found.length;
    field.setAttribute("aria-activedescendant", `talk-person-${active}`);
  };

  const look = () => {
    const typed = CALL.exec(field.value.slice(0, field.selectionStart));
    if (!typed) return close();
    found = people.filter(({ label }) => label.includes(typed[1])).slice(0, MOST);
    active = 0;
    if (found.length) draw();
    else close();
    return undefined;
  };

  const choose = (place) => {
    const person = found[place];
    const before = field.value.slice(0, field.selectionStart).replace(/@[^\s@]*$/, `@${person.name} `);
    field.value = before + field.value.slice(field.selectionStart);
    field.setSelectionRange(before.length, before.length);
    call(field.form, person);
    close();
    field.focus();
  };

  // A form without the list of people says it by a field of its own.
  const call = (form, { box }) => {
    if (form === write) {
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "mention", value: box.value });
    input.dataset.called = "";
    form.append(input);
  };

  options.addEventListener("mousedown", (event) => event.preventDefault());
  panel.addEventListener("input", (event) => {
    if (!event.target.matches("[data-talk-text]")) return;
    if (field !== event.target) {
      field = event.target;
      const box = document.createElement("div");
      box.className = "suggest-box";
      field.after(box);
      box.append(options);
    }
    look();
  });
  panel.addEventListener("focusout", close);
  panel.addEventListener("keydown", (event) => {
    // While a syllable is being composed, these keys belong to the input method.
    if (options.hidden || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === "Tab") choose(active);
    else if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") active = (active + 1) % found.length;
    else if (event.key === "ArrowUp") active = (active - 1 + found.length) % found.length;
    else return;
    event.preventDefault();
    if (!options.hidden) draw();
  });
}
