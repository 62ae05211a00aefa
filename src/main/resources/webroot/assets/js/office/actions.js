// What staff say: kept until the daemon confirms it, sent again when there is a connection, never shown as done before.

import { call, token } from "./rest.js";

const AGAIN = 3_000;

export class Actions {
  #waiting = new Map(); // key -> {method, path, body, state, problem}
  #changed;
  #done;
  #timer = 0;

  constructor({ changed, done }) {
    this.#changed = changed;
    this.#done = done;
  }

  /** The name that actions are signed with. */
  static get by() {
    return localStorage.getItem("firstbell-by") ?? "";
  }

  static set by(name) {
    localStorage.setItem("firstbell-by", name);
  }

  /** @returns null, or `{state, problem}`: `sending`, `waiting` (no connection), `token` (needs one), `refused` */
  state(key) {
    return this.#waiting.get(key) ?? null;
  }

  send(key, method, path, body) {
    this.#waiting.set(key, { method, path, body, state: "sending", problem: null });
    this.#changed();
    this.#post(key);
  }

  forget(key) {
    this.#waiting.delete(key);
    this.#changed();
  }

  /** Tries what waits for a connection once more. */
  retry() {
    for (const [key, action] of this.#waiting) if (action.state === "waiting") this.#post(key);
  }

  /** Staff typed their token: everything that was refused for want of it goes out again. */
  signIn(value) {
    token.set(value);
    for (const [key, action] of this.#waiting) if (action.state === "token") this.#post(key);
  }

  async #post(key) {
    const action = this.#waiting.get(key);
    action.state = "sending";
    try {
      const answer = await call(action.method, action.path, action.body);
      if (this.#waiting.get(key) !== action) return;
      if (answer.ok) {
        this.#waiting.delete(key);
        this.#done(key, answer.data);
      } else if (answer.status === 401 || answer.status === 403) {
        action.state = "token";
        action.problem = token.get() ? "This token is not one of staff." : "This needs a staff token.";
      } else {
        action.state = "refused";
        action.problem = answer.data?.detail ?? answer.data?.title ?? `The daemon said no (${answer.status}).`;
      }
    } catch {
      action.state = "waiting";
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.retry(), AGAIN);
    }
    this.#changed();
  }
}
