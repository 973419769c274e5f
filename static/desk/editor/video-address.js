// What a body keeps of a pasted video address; articles/blocks/video.py reads the same ones.

const YOUTUBE = "([A-Za-z0-9_-]{11})";
const NUMBER = "([1-9][0-9]{0,11})";
const PATHS = {
  "youtube.com": ["youtube", new RegExp(`^/(?:embed|shorts|live|v)/${YOUTUBE}/?$`)],
  "youtu.be": ["youtube", new RegExp(`^/${YOUTUBE}/?$`)],
  "tv.naver.com": ["navertv", new RegExp(`^/(?:v|h|embed)/${NUMBER}/?$`)],
  "tv.kakao.com": [
    "kakaotv",
    new RegExp(`^/(?:(?:v|embed/player/cliplink)/|channel/[0-9]+/(?:clip|live)?link/)${NUMBER}/?$`),
  ],
};
const SAME = {
  "youtube-nocookie.com": "youtube.com",
  "music.youtube.com": "youtube.com",
  "play-tv.kakao.com": "tv.kakao.com",
};

// "youtube:ID", "navertv:ID" or "kakaotv:ID"; null for what is no video we can show.
export function videoReference(address) {
  let typed = address.trim();
  if (/^(?:[a-z0-9-]+\.)+[a-z]+\//i.test(typed)) typed = `https://${typed}`;
  if (!/^https?:\/\//i.test(typed) || /\s/.test(typed)) return null;
  let url;
  try {
    url = new URL(typed);
  } catch {
    return null;
  }
  const named = url.hostname.replace(/^www\./, "").replace(/^m\./, "");
  const host = SAME[named] ?? named;
  if (host === "youtube.com" && /^\/watch\/?$/.test(url.pathname)) {
    const key = url.searchParams.get("v") ?? "";
    return new RegExp(`^${YOUTUBE}$`).test(key) ? `youtube:${key}` : null;
  }
  const [code, path] = PATHS[host] ?? [];
  const found = path?.exec(url.pathname);
  return found ? `${code}:${found[1]}` : null;
}
