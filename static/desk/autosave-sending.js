// One text on its way to the server, and what became of it.

const LONGEST = 8000;
// Browsers carry at most 64 KiB past the end of a page.
const MOST_CARRIED = 60_000;

// The cookie's, which changes when somebody logs in; the page's own where there is no cookie.
export function csrfToken(page) {
  const found = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return found ? found[1] : page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// `is`: kept, stale, closed, refused, signed-out, other-user or unreachable.
export async function send({ autosave, user }, copy, { keepalive = false } = {}) {
  const body = new FormData();
  for (const [name, value] of copy.pairs) body.append(name, value);
  body.set("_form_key", copy.formKey);
  body.set("_article", copy.article);
  body.set("_counter", copy.counter);
  body.set("_user", user);
  body.set("_age", Math.max(Math.round((Date.now() - copy.typedAt) / 1000), 0));
  try {
    const response = await fetch(autosave, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken(document) },
      keepalive: keepalive && size(copy.pairs) < MOST_CARRIED,
      signal: AbortSignal.timeout(LONGEST),
    });
    return await understood(response);
  } catch {
    return { is: "unreachable" };
  }
}

async function understood(response) {
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  const said = isJson ? await response.json() : {};
  if (response.ok && said.saved_at) return { is: "kept", savedAt: said.saved_at };
  if (said.error) return { is: said.error, sentence: said.sentence };
  // Without cookies there is no token either.
  if (response.status === 403) return { is: "signed-out" };
  return { is: "unreachable" };
}

function size(pairs) {
  return new TextEncoder().encode(JSON.stringify(pairs)).length;
}
