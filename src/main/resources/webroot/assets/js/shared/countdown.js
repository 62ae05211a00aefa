// The number at the top right: how long until the start, or since something went wrong. Always rounded down, so that
// the board never promises more time than there is.

import { spokenLength } from "./clock.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW_FOR = MINUTE; // "Now" stays this long; then it says how long ago
const STARTED_FOR = 11 * MINUTE;

/**
 * @param {{mode, at, label}} spec as the daemon tells it
 * @returns null if there is nothing to count, else `label`, `parts` (numbers and their units in turn) and `spoken`
 */
export function countdown(spec, now, clock) {
  if (!spec || spec.mode === "none" || !spec.at) return null;
  const at = Date.parse(spec.at);
  if (Number.isNaN(at)) return null;
  if (spec.mode === "down") return since(spec.label, now - at);
  if (spec.mode === "started") return started(spec.label, now - at);
  if (spec.mode === "date" || at - now >= 24 * HOUR) {
    return { label: spec.label, parts: [clock.date(at)], spoken: `${spec.label} ${clock.day(at)}` };
  }
  if (at > now) return left(spec.label, at - now);
  if (spec.mode === "ends") return { label: "Planned end was", parts: [clock.short(at)], spoken: `Planned end was ${clock.time(at)}` };
  return now - at < NOW_FOR ? { label: spec.label, parts: ["Now"], spoken: "Now" } : started(null, now - at);
}

function left(label, ms) {
  const spoken = `${label} ${spokenLength(ms)}`;
  const min = Math.floor(ms / MINUTE);
  if (ms >= HOUR) return { label, parts: [String(Math.floor(min / 60)), "h", String(min % 60), "min"], spoken };
  if (ms >= 10 * MINUTE) return { label, parts: [String(min), "min"], spoken };
  const seconds = String(Math.floor(ms / 1000) % 60).padStart(2, "0");
  return { label, parts: [`${min}:${seconds}`], spoken };
}

function started(label, ms) {
  if (ms > STARTED_FOR) return { label: label ?? "Started", parts: spans(ms), spoken: `Started ${spokenLength(ms)} ago` };
  const min = Math.floor(ms / MINUTE);
  if (min < 1) return { label: label ?? "Started", parts: ["Now"], spoken: "Started now" };
  return { label: label ?? "Started", parts: [String(min), "min ago"], spoken: `Started ${spokenLength(ms)} ago` };
}

function since(label, ms) {
  return { label, parts: spans(Math.max(0, ms)), spoken: `${label}, for ${spokenLength(ms)}` };
}

function spans(ms) {
  const min = Math.floor(ms / MINUTE);
  if (min < 1) return [String(Math.floor(ms / 1000)), "s"];
  return min < 60 ? [String(min), "min"] : [String(Math.floor(min / 60)), "h", String(min % 60), "min"];
}
