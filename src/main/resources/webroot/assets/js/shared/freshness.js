// How far the picture can be trusted, judged by the age of the last heartbeat on a monotonic clock.
// No socket, timer or document in here: time comes as an argument, in milliseconds.

/** Ages of the last heartbeat. A little less than the 3 s and 10 s promised, so that the change is on the glass by then. */
export const LOST_AFTER = 2_950;
export const STALE_AFTER = 9_950;
/** First data that takes longer than this is said to be late. */
export const LATE_AFTER = 5_000;
/** How long the line "Back since …" stays. */
export const BACK_FOR = 300_000;

export class Freshness {
  #started;
  #last = null; // last heartbeat
  #woke = null; // set while nothing fresh was heard since the page woke up
  #gapFrom = null; // last heartbeat before the present or last gap
  #back = null;
  #floor = 0; // age that the last heartbeat has at least, known from another clock

  constructor(now) {
    this.#started = now;
  }

  /** A message came, and what the page holds is whole. */
  heartbeat(now) {
    const gap = this.#last !== null && (this.age(now) >= LOST_AFTER || this.#gapFrom !== null);
    if (gap) this.#back = { at: now, without: this.age(now) };
    this.#last = now;
    this.#woke = null;
    this.#gapFrom = null;
    this.#floor = 0;
  }

  /** The page comes back from sleep, the background or the back/forward cache: judge before painting. */
  woke(now, sleptMs = 0) {
    if (this.#last === null || this.mode(now) === "stale") return;
    this.#floor = Math.max(this.#floor, this.age(now) + sleptMs);
    this.#gapFrom = this.#floor >= LOST_AFTER ? this.#last : this.#gapFrom;
    this.#woke = now;
    this.#last = Math.min(this.#last, now - this.#floor);
  }

  /** Milliseconds since the last heartbeat, or since the start before the first. */
  age(now) {
    return now - (this.#last ?? this.#started);
  }

  get heard() {
    return this.#last !== null;
  }

  /** `loading`, `late`, `live`, `lost`, `stale` or `checking`. */
  mode(now) {
    if (this.#last === null) return now - this.#started >= LATE_AFTER ? "late" : "loading";
    if (this.#woke !== null) {
      return now - this.#woke >= LOST_AFTER ? "stale" : "checking";
    }
    const age = this.age(now);
    return age >= STALE_AFTER ? "stale" : age >= LOST_AFTER ? "lost" : "live";
  }

  /** Milliseconds until the mode may change by itself. */
  next(now) {
    const marks = [];
    if (this.#last === null) marks.push(this.#started + LATE_AFTER);
    else if (this.#woke !== null) marks.push(this.#woke + LOST_AFTER);
    else marks.push(this.#last + LOST_AFTER, this.#last + STALE_AFTER);
    if (this.#back) marks.push(this.#back.at + BACK_FOR);
    const ahead = marks.map((m) => m - now).filter((ms) => ms > 0);
    return ahead.length ? Math.min(...ahead) : 1_000;
  }

  /** The last gap, for five minutes after it ended: `{at, without}` in milliseconds. */
  backSince(now) {
    return this.#back && now - this.#back.at < BACK_FOR ? this.#back : null;
  }
}
