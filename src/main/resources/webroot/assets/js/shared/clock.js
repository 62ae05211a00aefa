// The daemon's time, kept by this page's monotonic clock between messages, and shown in the school's time zone.

const LOCALE = "en-US";
const MEMORY = 60; // messages whose least delay fixes the offset

export class Clock {
  #offsets = [];
  #zone = undefined;
  #formats = new Map();

  /** Takes the time at which a message was sent; the message with the least delay decides. */
  heard(sentAt, monotonic = performance.now()) {
    const sent = Date.parse(sentAt);
    if (Number.isNaN(sent)) return;
    this.#offsets.push(sent - monotonic);
    if (this.#offsets.length > MEMORY) this.#offsets.shift();
  }

  /** Forgets the offset: a new connection, or the machine slept. */
  reset() {
    this.#offsets = this.#offsets.slice(-1);
  }

  set zone(name) {
    if (name === this.#zone) return;
    try {
      new Intl.DateTimeFormat(LOCALE, { timeZone: name });
      this.#zone = name;
    } catch {
      this.#zone = undefined; // a zone this browser does not know: its own is the next best
    }
    this.#formats.clear();
  }

  get known() {
    return this.#offsets.length > 0;
  }

  /** Milliseconds since 1970 by the daemon's clock; by this machine's before the first message. */
  now() {
    return this.known ? performance.now() + Math.max(...this.#offsets) : Date.now();
  }

  /** Seconds that this machine's clock is ahead of the daemon's; 0 before the first message. */
  ahead() {
    return this.known ? Math.round((Date.now() - this.now()) / 1000) : 0;
  }

  /** A text with an offset is shown in that offset: its school may lie in another zone than the board's. */
  #format(name, options, at) {
    const offset = typeof at === "string" ? /([+-])(\d\d):(\d\d)$/.exec(at) : null;
    const minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    const zone = offset ? "UTC" : this.#zone;
    const key = `${name} ${zone}`;
    if (!this.#formats.has(key)) {
      this.#formats.set(key, new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options }));
    }
    return this.#formats.get(key).format(new Date(new Date(at).getTime() + minutes * 60000)).replace(/\u202f/g, " ");
  }

  /** 9:00 AM */
  time(at) {
    return this.#format("time", { hour: "numeric", minute: "2-digit" }, at);
  }

  /** 9:00, where the half of the day is plain */
  short(at) {
    return this.time(at).replace(/ [AP]M$/, "");
  }

  /** 8:36:12 AM */
  seconds(at) {
    return this.#format("seconds", { hour: "numeric", minute: "2-digit", second: "2-digit" }, at);
  }

  /** Mon, Nov 23 */
  day(at) {
    return this.#format("day", { weekday: "short", month: "short", day: "numeric" }, at);
  }

  /** Nov 23 */
  date(at) {
    return this.#format("date", { month: "short", day: "numeric" }, at);
  }

  /** Hour of the day, 0 to 23 */
  hour(at) {
    return Number(this.#format("hour", { hour: "numeric", hourCycle: "h23" }, at));
  }

  /** Mon, Nov 23, 9:00 AM, or the time alone if it is today */
  moment(at) {
    const same = this.day(at) === this.day(this.now());
    return same ? this.time(at) : `${this.day(at)}, ${this.time(at)}`;
  }
}

/** 41 s, 4 min, 2 h 10 min, 3 d: a length of time, rounded down. */
export function length(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const hours = Math.floor(min / 60);
  if (hours < 48) return min % 60 === 0 ? `${hours} h` : `${hours} h ${min % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** 11 min 32 s: a length that somebody waits for. */
export function exactLength(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s` : length(ms);
}

/** 24 minutes: the same for readers by ear. */
export function spokenLength(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const count = (n, unit) => `${n} ${unit}${n === 1 ? "" : "s"}`;
  if (s < 60) return count(s, "second");
  const min = Math.floor(s / 60);
  if (min < 60) return count(min, "minute");
  const rest = min % 60 ? ` ${count(min % 60, "minute")}` : "";
  return count(Math.floor(min / 60), "hour") + rest;
}
