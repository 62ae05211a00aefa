// The board as the daemon last told it: whole snapshots, then changes in an unbroken row of numbers.

const MAPS = ["sessions", "rooms", "incidents", "devices"];

export class Store {
  boot = null;
  seq = null;
  board = null;
  /** Whether the daemon was restarted while this page was open. */
  restarted = false;
  /** Ids of sessions whose limit had already passed when the daemon told them. */
  late = new Set();
  #changed = new Map(); // session id -> monotonic time of its last change of state

  /**
   * Takes one message.
   * @returns `applied` (the board is new), `pulse` (it is as it was), `resync` (something is missing) or `ignored`
   */
  take(message, monotonic) {
    if (message === null || typeof message !== "object" || typeof message.boot !== "string") return "ignored";
    if (message.type === "snapshot") return this.#snapshot(message, monotonic);
    if (message.type !== "change" && message.type !== "pulse") return "ignored";
    if (this.board === null || message.boot !== this.boot) return "resync";
    if (message.type === "pulse") return message.seq === this.seq ? "pulse" : message.seq < this.seq ? "ignored" : "resync";
    if (message.seq <= this.seq) return "ignored";
    if (message.seq !== this.seq + 1) return "resync";
    const before = this.board;
    this.board = merge(before, message.board ?? {});
    this.seq = message.seq;
    this.#mark(before, monotonic);
    this.#judge(Object.keys(message.board?.sessions ?? {}), message.sentAt);
    return "applied";
  }

  #judge(ids, sentAt) {
    const sent = Date.parse(sentAt);
    for (const id of ids) {
      if (Date.parse(this.board.sessions[id]?.freshUntil) <= sent) this.late.add(id);
      else this.late.delete(id);
    }
  }

  #snapshot(message, monotonic) {
    if (message.board === null || typeof message.board !== "object") return "ignored";
    const before = this.board;
    const known = this.boot;
    this.boot = message.boot;
    this.seq = message.seq;
    this.board = { ...message.board };
    for (const name of MAPS) this.board[name] = { ...message.board[name] };
    this.late.clear();
    this.#judge(Object.keys(this.board.sessions), message.sentAt);
    if (known !== null && known !== message.boot) {
      this.restarted = true;
      this.#changed.clear();
    } else if (before) {
      this.#mark(before, monotonic);
    }
    return "applied";
  }

  #mark(before, monotonic) {
    for (const [id, session] of Object.entries(this.board.sessions)) {
      const old = before.sessions[id];
      if (old && old.state !== session.state) this.#changed.set(id, monotonic);
    }
    for (const id of this.#changed.keys()) if (!(id in this.board.sessions)) this.#changed.delete(id);
  }

  /** Ids of sessions whose state changed less than `within` milliseconds ago. */
  changed(monotonic, within) {
    for (const [id, at] of this.#changed) if (monotonic - at >= within) this.#changed.delete(id);
    return new Set(this.#changed.keys());
  }
}

function merge(board, change) {
  const next = { ...board };
  for (const [key, value] of Object.entries(change)) {
    next[key] = MAPS.includes(key) ? mergeMap(board[key], value) : value;
  }
  return next;
}

function mergeMap(map, change) {
  const next = { ...map };
  for (const [id, value] of Object.entries(change ?? {})) {
    if (value === null) delete next[id];
    else next[id] = value;
  }
  return next;
}
