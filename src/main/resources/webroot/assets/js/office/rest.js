// Asks the daemon's REST interface: lists and single things that the live board does not carry.

const AGAIN = 5_000;

/** The token of the page's address, kept for this tab, or the one that staff typed. */
export const token = {
  get: () => new URLSearchParams(location.search).get("token") ?? sessionStorage.getItem("firstbell-token"),
  set: (value) => sessionStorage.setItem("firstbell-token", value),
};

export async function call(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  const response = await fetch(`/api/v1${path}`, {
    method, headers, cache: "no-store", body: body ? JSON.stringify(body) : undefined, signal: AbortSignal.timeout(8_000),
  });
  const text = await response.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    data = null; // an answer that is no JSON says no more than its status
  }
  return { ok: response.ok, status: response.status, data };
}

/** What was last heard of each path; asks again while a page shows it. */
export class Resources {
  #known = new Map();
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  /** @returns `{data, error, at}`: the last answer, if any; a new one is on its way when it is old */
  use(path) {
    const entry = this.#known.get(path) ?? { data: null, error: null, at: -Infinity, asked: -Infinity };
    this.#known.set(path, entry);
    const now = performance.now();
    if (now - entry.asked >= AGAIN) this.#ask(path, entry, now);
    return entry;
  }

  /** Forgets how old everything is: something was just done. */
  renew() {
    for (const entry of this.#known.values()) entry.asked = -Infinity;
    this.#changed();
  }

  async #ask(path, entry, now) {
    entry.asked = now;
    try {
      const answer = await call("GET", path);
      entry.error = answer.ok ? null : answer.status;
      if (answer.ok) {
        entry.data = answer.data;
        entry.at = performance.now();
      }
    } catch {
      entry.error = "silent";
    }
    this.#changed();
  }
}

/** What staff can do with this daemon: a button appears when its call is in the daemon's own description. */
export class Abilities {
  #paths = null;

  async learn() {
    try {
      const { ok, data } = await call("GET", "/openapi.json");
      if (ok) this.#paths = data?.paths ?? null;
    } catch {
      this.#paths = null; // asked again with the next connection
    }
  }

  /** @param path as described, such as `/incidents/{id}/notes` */
  can(method, path) {
    if (this.#paths === null) return path === "/incidents/{id}/acknowledgement" && method === "post";
    const shape = (p) => p.replace(/^\/api\/v1/, "").replace(/\{[^}]*\}/g, "{}");
    return Object.entries(this.#paths).some(([p, methods]) => shape(p) === shape(path) && method in methods);
  }
}
