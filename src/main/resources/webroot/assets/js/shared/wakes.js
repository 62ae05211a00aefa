// Notices that this page was away: hidden, frozen, in the back/forward cache, or on a machine that slept.

const BEAT = 1_000;
const SLEPT = 4_000; // a beat this late was no busy moment

export class Wakes {
  #hidden;
  #woke;
  #steady = performance.now();
  #wall = Date.now();

  /** @param hidden called when the page goes out of sight; @param woke with the milliseconds it may have slept */
  constructor({ hidden, woke }) {
    this.#hidden = hidden;
    this.#woke = woke;
  }

  watch() {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#hidden() : this.#wake()));
    document.addEventListener("resume", () => this.#wake());
    addEventListener("pagehide", () => this.#hidden());
    addEventListener("pageshow", (event) => event.persisted && this.#wake());
    setInterval(() => this.#beat(), BEAT);
  }

  #beat() {
    const slept = this.#missed();
    this.#mark();
    if (slept > 0 && !document.hidden) this.#woke(slept);
  }

  #wake() {
    const slept = this.#missed();
    this.#mark();
    this.#woke(slept);
  }

  /** Time that passed on the wall and not on the monotonic clock: some stop it while the machine sleeps. */
  #missed() {
    const wall = Date.now() - this.#wall;
    const steady = performance.now() - this.#steady;
    return wall - steady > SLEPT || (steady > BEAT + SLEPT && !document.hidden) ? Math.max(0, wall - steady, 1) : 0;
  }

  #mark() {
    this.#steady = performance.now();
    this.#wall = Date.now();
  }
}
