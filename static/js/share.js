// Share menu: copy the address, or hand it to an app (KakaoTalk takes it from the system's sheet).

async function copy(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

export function enableShare(menu) {
  const address = menu.querySelector("[data-address]").textContent.trim();
  const said = menu.querySelector("[data-share-said]");
  const title = document.querySelector("h1").textContent.trim();

  async function copyAndSay(message) {
    said.textContent = (await copy(address))
      ? message
      : "복사하지 못했습니다. 위 주소를 눌러 복사해 주십시오.";
  }

  menu.querySelector("[data-copy-address]").addEventListener("click", () => {
    copyAndSay("주소를 복사했습니다.");
  });

  menu.querySelector("[data-share-app]").addEventListener("click", async () => {
    if (!navigator.share) {
      await copyAndSay("주소를 복사했습니다. 카카오톡 대화창에 붙여 넣으십시오.");
      return;
    }
    try {
      await navigator.share({ title, url: address });
    } catch (error) {
      if (error.name !== "AbortError") {
        await copyAndSay("주소를 복사했습니다. 카카오톡 대화창에 붙여 넣으십시오.");
      }
    }
  });

  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });

  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
