// Texts that the server doesn't have yet, in this browser. Newsroom computers are shared: each
// copy is its user's, and logging out takes all of them away.

const PREFIX = "newsroom.typed.";
const LOGGED_OUT = "newsroom.logged-out";

export class Copies {
  #user;
  #loggedOut;

  constructor(user) {
    this.#user = user;
    this.#loggedOut = lastLogout();
  }

  // False where there is no room, or where somebody logged out meanwhile in another tab.
  put(copy) {
    if (lastLogout() !== this.#loggedOut) return false;
    try {
      localStorage.setItem(this.#name(copy.formKey), JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  // The server has this text: it is the user who is logged in.
  accepted(copy) {
    this.#loggedOut = lastLogout();
    this.drop(copy);
  }

  // Unless it has been replaced by a later one.
  drop({ formKey, counter }) {
    if (this.counterOf(formKey) <= counter) remove(this.#name(formKey));
  }

  counterOf(formKey) {
    return read(this.#name(formKey))?.counter ?? 0;
  }

  all() {
    return names(`${PREFIX}${this.#user}.`).map(read).filter(Boolean);
  }

  #name(formKey) {
    return `${PREFIX}${this.#user}.${formKey}`;
  }
}

export function forgetAll() {
  for (const name of names(PREFIX)) remove(name);
  try {
    localStorage.setItem(LOGGED_OUT, String(Date.now()));
  } catch {
    // Nothing can be kept in such a browser anyway.
  }
}

function lastLogout() {
  try {
    return localStorage.getItem(LOGGED_OUT);
  } catch {
    return null;
  }
}

function names(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // It was never there.
  }
}
