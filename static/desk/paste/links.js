// Addresses of links: which may stay, and without what follows the reader about.

const SCHEMES = /^(?:https?|mailto|tel):/i;
const NEVER = /[\0-\x20\x7f-\xa0\\<>"`{}|^]/;
const TRACKING = /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|mc_[ce]id|igshid|igsh|n_media|n_query|n_rank|n_ad|n_keyword|NaPm|yclid|_hsenc|_hsmi|__twitter_impression|ref_src)$/;
const LONGEST = 2000;
// Pages that only send on, and the name under which they know where to.
const GOES_BETWEEN = [
  [/^(?:www\.)?google\.(?:com|co\.kr)$/, "/url", ["q", "url"]],
  [/^lm?\.(?:facebook|instagram)\.com$/, "/", ["u"]],
  [/^l\.(?:facebook|instagram)\.com$/, "/l.php", ["u"]],
  [/^(?:www\.)?youtube\.com$/, "/redirect", ["q"]],
];

export function cleanLink(given, tally) {
  let address = given.trim().normalize("NFC");
  if (!address || address.startsWith("#")) return null;
  const target = behind(address);
  if (target) {
    address = target;
    tally.add("followers");
  }
  const plain = withoutTracking(address);
  if (plain !== address) tally.add("followers");
  address = plain;
  if (isAllowed(address)) return address;
  tally.add("links");
  return null;
}

function isAllowed(address) {
  if (!SCHEMES.test(address) || NEVER.test(address) || address.length > LONGEST) return false;
  if (!/^https?:/i.test(address)) return /^[^:]+:\/*[^/]/.test(address);
  const url = parsed(address);
  return Boolean(url?.hostname && !url.username && !url.password && /^https?:\/\//i.test(address));
}

function behind(address) {
  const url = parsed(address);
  if (!url) return null;
  for (const [host, path, names] of GOES_BETWEEN) {
    if (!host.test(url.hostname) || !url.pathname.startsWith(path)) continue;
    const target = names.map((name) => url.searchParams.get(name)).find(Boolean);
    if (target && /^https?:\/\//.test(target)) return parsed(target)?.href ?? null;
  }
  return null;
}

// By cutting and not by writing the address anew: Korean words in it stay as they were written.
function withoutTracking(address) {
  const [, before, query, anchor] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address);
  if (!query || !/^https?:/i.test(address)) return address;
  const kept = query.slice(1).split("&").filter((pair) => !TRACKING.test(pair.split("=", 1)[0]));
  return `${before}${kept.length ? `?${kept.join("&")}` : ""}${anchor ?? ""}`;
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
