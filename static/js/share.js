// 공유: the system's sheet where there is one, and a menu of plain links. KakaoTalk has no plain
// link and takes the address from the sheet, or from the clipboard.

async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

/** Whether the system's sheet came up; a reader who closes it again has seen it. */
async function openSheet(story) {
  try {
    await navigator.share(story);
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

export function enableShare(tools) {
  const menu = tools.querySelector("details");
  const summary = menu.querySelector("summary");
  const said = menu.querySelector("[data-share-said]");
  const story = {
    title: document.querySelector("h1").textContent.trim(),
    url: menu.querySelector("[data-address]").textContent.trim(),
  };

  async function copyAndSay(message) {
    said.textContent = (await copy(story.url))
      ? message
      : "복사하지 못했습니다. 위 주소를 눌러 복사해 주십시오.";
  }

  function closeMenu() {
    menu.open = false;
    said.textContent = "";
  }

  tools.querySelector("[data-share-sheet]").addEventListener("click", async () => {
    closeMenu();
    if (!(await openSheet(story))) {
      menu.open = true;
      summary.focus();
    }
  });

  menu.querySelector("[data-copy-address]").addEventListener("click", () => {
    copyAndSay("주소를 복사했습니다.");
  });

  menu.querySelector("[data-share-app]").addEventListener("click", async () => {
    if (!(await openSheet(story))) {
      await copyAndSay("주소를 복사했습니다. 카카오톡 대화창에 붙여 넣으십시오.");
    }
  });

  document.addEventListener("click", (event) => {
    if (!tools.contains(event.target)) closeMenu();
  });

  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(relatedTarget)) closeMenu();
  });

  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      closeMenu();
      summary.focus();
    }
  });
}
