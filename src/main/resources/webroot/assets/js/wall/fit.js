// Measures what was laid out. The wall never shrinks text to make room: it takes the first arrangement that fits.

const SLACK = 1; // a rounded pixel is no overflow

const tooWide = (el) => el.scrollWidth > el.clientWidth + SLACK;
const tooHigh = (el) => el.scrollHeight > el.clientHeight + SLACK;

/**
 * Gives each line with candidates the first one that its width holds: a text for its part `.t`, a size, and what its
 * part `.x` says beside it.
 */
export function fitLines(root) {
  for (const el of root.querySelectorAll("[data-line]")) {
    const candidates = el._fit ?? [];
    const slot = el.querySelector(".t");
    const extra = el.querySelector(".x");
    for (const { text, size, more } of candidates) {
      if (slot.textContent !== text) slot.textContent = text;
      if (extra && extra.textContent !== (more ?? "")) extra.textContent = more ?? "";
      if (size) el.dataset.size = size;
      if (!tooWide(el)) break;
    }
  }
}

/** A line is cut by its width alone: the glyphs of a tight line reach over its box. */
const isCut = (el) => tooWide(el) || (!("line" in el.dataset) && tooHigh(el));

const PATHS = ["full", "lean", "column", "clipped"];

/** The path at its fullest that its width holds: with all words, with those that matter, or name under shape. */
export function fitPath(root) {
  for (const el of root.querySelectorAll("[data-path]")) {
    // The row inside is measured: what hangs into the strip's padding makes the strip itself no wider.
    const row = el.querySelector(".path") ?? el;
    for (const kind of PATHS) {
      el.dataset.path = kind;
      if (!tooWide(row)) break;
    }
  }
}

/** Whether nothing under `root` that must be whole is cut off. */
export function fits(root) {
  for (const el of root.querySelectorAll("[data-fit]")) {
    if (isCut(el)) return false;
  }
  return true;
}

/** Why an arrangement was passed over, for people who build it. */
export function misfits(root) {
  return [...root.querySelectorAll("[data-fit]")].filter(isCut)
    .map((el) => `${el.tagName}.${el.className} ${el.scrollWidth}/${el.clientWidth} ${el.scrollHeight}/${el.clientHeight}`);
}
