// Which video a pasted address means, as articles/blocks/video.py tells it: both are tried with
// tests/articles/blocks/video_addresses.json.

const NUMBER = "[1-9][0-9]{0,11}";
const YOUTUBE = "[A-Za-z0-9_-]{11}";
const YOUTUBE_HOSTS = new Set(["youtube.com", "youtube-nocookie.com", "music.youtube.com"]);
const PATHS = {
  youtube: new RegExp(`^/(?:embed|shorts|live|v)/(${YOUTUBE})/?$`),
  short: new RegExp(`^/(${YOUTUBE})/?$`),
  navertv: new RegExp(`^/(?:v|h|embed)/(${NUMBER})/?$`),
  kakaotv: new RegExp(
    `^/(?:(?:v|embed/player/cliplink)/|channel/[0-9]+/(?:clip|live)?link/)(${NUMBER})/?$`,
  ),
};

function inPath(name, pattern, path) {
  const found = pattern.exec(path);
  return found ? `${name}:${found[1]}` : null;
}

function read(text) {
  const address = /^(?:[a-z0-9-]+\.)+[a-z]+\//i.test(text) ? `https://${text}` : text;
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

// "youtube:…", "navertv:…" or "kakaotv:…"; null for any other text.
export function videoReference(pasted) {
  const text = pasted.trim();
  const address = /[\s\\]/.test(text) ? null : read(text);
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password) {
    return null;
  }
  const host = address.hostname.replace(/^www\./, "").replace(/^m\./, "");
  const path = address.pathname;
  if (YOUTUBE_HOSTS.has(host)) {
    if (path === "/watch" || path === "/watch/") {
      const key = address.searchParams.get("v") ?? "";
      return new RegExp(`^${YOUTUBE}$`).test(key) ? `youtube:${key}` : null;
    }
    return inPath("youtube", PATHS.youtube, path);
  }
  if (host === "youtu.be") {
    return inPath("youtube", PATHS.short, path);
  }
  if (host === "tv.naver.com") {
    return inPath("navertv", PATHS.navertv, path);
  }
  if (host === "tv.kakao.com" || host === "play-tv.kakao.com") {
    return inPath("kakaotv", PATHS.kakaotv, path);
  }
  return null;
}
