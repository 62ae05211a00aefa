// The socket to the daemon: connects, asks for what is missing, tries again for ever. Freshness is judged elsewhere,
// by heartbeats alone; a socket that says nothing is dropped, whatever it believes of itself.

import { LOST_AFTER } from "./freshness.js";

const STEPS = [500, 1_000, 2_000, 5_000];
const JITTER = 0.2;
const OPEN_WITHIN = 5_000;

export class Live {
  #url;
  #store;
  #clock;
  #freshness;
  #changed;
  #socket = null;
  #tries = 0;
  #retry = 0;
  #guard = 0;
  #synced = false;

  /** @param changed called after each message that was understood, and told what came of it */
  constructor(url, { store, clock, freshness, changed }) {
    this.#url = url;
    this.#store = store;
    this.#clock = clock;
    this.#freshness = freshness;
    this.#changed = changed;
  }

  start() {
    this.#connect();
  }

  /** Drops the connection and makes a new one at once: the machine slept, or the page came back. */
  renew() {
    this.#tries = 0;
    this.#drop();
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#synced = false;
    let socket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      this.#again();
      return;
    }
    this.#socket = socket;
    this.#arm(OPEN_WITHIN);
    socket.onmessage = (event) => this.#heard(socket, event.data);
    socket.onclose = () => this.#closed(socket);
    socket.onerror = () => {};
  }

  #heard(socket, data) {
    if (socket !== this.#socket) return;
    const now = performance.now();
    const message = parse(data);
    if (message?.sentAt && !this.#synced) this.#clock.reset();
    const outcome = this.#store.take(message, now);
    if (outcome === "ignored") return;
    if (outcome === "resync") {
      if (this.#synced) socket.send('{"type":"resync"}');
      else if (message.type !== "snapshot") return; // the snapshot of this connection is on its way
      this.#synced = false;
      return;
    }
    if (message.type === "snapshot") this.#synced = true;
    if (!this.#synced) return;
    this.#tries = 0;
    this.#clock.heard(message.sentAt, now);
    this.#freshness.heartbeat(now);
    this.#arm(LOST_AFTER);
    this.#changed(outcome);
  }

  /** Without a heartbeat in time the socket is given up. */
  #arm(ms) {
    clearTimeout(this.#guard);
    this.#guard = setTimeout(() => {
      this.#drop();
      this.#again();
    }, ms);
  }

  #closed(socket) {
    if (socket !== this.#socket) return;
    this.#drop();
    this.#again();
  }

  #drop() {
    clearTimeout(this.#guard);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #again() {
    clearTimeout(this.#retry);
    const step = STEPS[Math.min(this.#tries, STEPS.length - 1)];
    this.#tries += 1;
    this.#retry = setTimeout(() => this.#connect(), step * (1 + JITTER * (2 * Math.random() - 1)));
  }
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** Where the live board is, with the token of the page's own address if it has one. */
export function liveAddress(page = window.location) {
  const url = new URL("/api/v1/live", page.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const token = new URLSearchParams(page.search).get("token");
  if (token) url.searchParams.set("token", token);
  return url.href;
}
