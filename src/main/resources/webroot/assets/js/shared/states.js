// The state vocabulary: hooks, words, and what each asks of people.

export const WORDS = {
  interrupted: "INTERRUPTED", notready: "NOT READY", check: "CHECK ROOM", unknown: "UNKNOWN", risk: "AT RISK",
  insess: "IN SESSION", ontrack: "ON TRACK", ready: "READY", notchecked: "NOT CHECKED", done: "DONE",
  cancelled: "CANCELLED",
};

/** What a count of rooms is followed by: "2 at risk". */
export const COUNTED = {
  interrupted: "interrupted", notready: "not ready", check: "to check", unknown: "unknown", risk: "at risk",
  insess: "testing", ontrack: "on track", ready: "ready", notchecked: "not checked", done: "done",
  cancelled: "cancelled",
};

/** Wants somebody at once (class a), or soon (class b). */
export const URGENT = new Set(["interrupted", "notready", "check"]);
export const DOUBTFUL = new Set(["unknown", "risk"]);

/** Says something about now, and so has a time limit. */
const CLAIMS = new Set(["ready", "ontrack", "insess", "risk", "notready", "check", "interrupted"]);
export const isClaim = (state) => CLAIMS.has(state);
export const isProblem = (state) => URGENT.has(state) || DOUBTFUL.has(state);
export const isOver = (state) => state === "done" || state === "cancelled";

/** Class for shape and colour; a hook this page does not know says UNKNOWN. */
export const hook = (state) => `s-${state in WORDS ? state : "unknown"}`;

/** Stops of the lifeline and parts of the network: OK instead of READY, everything else as with sessions. */
export const partHook = (state) => (state === "ok" ? "s-ready" : state === "none" ? "s-none" : hook(state));
export const partShape = (state) => (state === "ok" ? "s-ready" : state === "none" ? "s-notchecked" : hook(state));
export const partWord = (state) => (state === "ok" ? "OK" : state === "none" ? "not used" : WORDS[state] ?? "UNKNOWN");

/** Counts of sessions by state in words, the worst first: "1 at risk · 4 ready". */
export function counts(sessions, { skip = null, more = false } = {}) {
  const numbers = new Map();
  for (const { state } of sessions) if (!isOver(state)) numbers.set(state, (numbers.get(state) ?? 0) + 1);
  const parts = [];
  for (const [state, words] of Object.entries(COUNTED)) {
    const n = numbers.get(state) ?? 0;
    if (n > 0 && state !== skip) parts.push(`${n} ${more && isProblem(state) ? "more " : ""}${words}`);
  }
  return parts;
}
