// Tells once that the story is being read: when it is really on the screen, and not when the
// browser fetched or drew it ahead or in a tab behind. Nothing is sent but the address itself.

const address = document.querySelector("[data-view-beacon]").dataset.viewBeacon;

function send() {
  if (!navigator.sendBeacon?.(address)) {
    fetch(address, { method: "POST", keepalive: true }).catch(() => {});
  }
}

function sendOnceShown() {
  if (document.visibilityState === "visible") {
    document.removeEventListener("visibilitychange", sendOnceShown);
    send();
  }
}

document.addEventListener("visibilitychange", sendOnceShown);
sendOnceShown();
