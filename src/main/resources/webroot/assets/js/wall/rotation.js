// Turns pages of what does not fit: twelve seconds a page, stopped on the first for a while after any change.

import { URGENT } from "../shared/states.js";

const PAGE = 12_000;
const HOLD = 30_000;

export class Rotation {
  #page = 0;
  #turnAt = Infinity;
  paused = false;

  /** The page to show now. */
  page(now, pages) {
    if (pages <= 1) return 0;
    if (this.#turnAt === Infinity) this.#turnAt = now + PAGE;
    return this.#page % pages;
  }

  /** Turns if it is time; true if it did. */
  tick(now, pages) {
    if (pages <= 1 || this.paused || now < this.#turnAt) return false;
    this.#page = (this.#page + 1) % pages;
    this.#turnAt = now + PAGE;
    return true;
  }

  /** Any change of state: back to the first page, and stay. */
  changed(now) {
    this.#page = 0;
    this.#turnAt = now + HOLD;
  }

  /** By hand: forward or back. */
  step(now, by, pages) {
    if (pages <= 1) return;
    this.#page = (this.#page + by + pages) % pages;
    this.#turnAt = now + HOLD;
  }
}

/**
 * The attention items of one page. Urgent ones of the next start stay on every page.
 * @returns `shown`, `rest` (on no card now) and the number of `pages`
 */
export function pageOf(items, slots, page, sessions) {
  const start = (item) => Math.min(...(item.sessions ?? []).map((id) => Date.parse(sessions[id]?.start)));
  const urgent = items.filter((i) => URGENT.has(i.state));
  const next = Math.min(...urgent.map(start));
  const pinned = urgent.filter((i) => start(i) === next || Number.isNaN(start(i))).slice(0, slots);
  const free = slots - pinned.length;
  const others = items.filter((i) => !pinned.includes(i));
  if (free <= 0 || others.length <= free) {
    const shown = items.filter((i) => pinned.includes(i) || others.slice(0, Math.max(0, free)).includes(i));
    return { shown, rest: items.filter((i) => !shown.includes(i)), pages: 1 };
  }
  const pages = Math.ceil(others.length / free);
  const turn = page % pages;
  const shown = [...pinned, ...others.slice(turn * free, turn * free + free)];
  return { shown, rest: items.filter((i) => !shown.includes(i)), pages, page: turn };
}
