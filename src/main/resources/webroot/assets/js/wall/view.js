// Small questions about a board as it is shown.

import { shortPlace } from "./cards.js";

const natural = new Intl.Collator("en", { numeric: true });

/** Sessions in the order of their rooms, so that places never move; then by start. */
export function inOrder(view) {
  const order = (s) => Math.min(...(s.rooms ?? []).map((id) => view.rooms?.[id]?.order ?? 9_999), 99_999);
  const name = (s) => (s.places ?? []).map(shortPlace).join();
  return Object.values(view.sessions ?? {}).sort((a, b) =>
    order(a) - order(b) || natural.compare(name(a), name(b)) || Date.parse(a.start) - Date.parse(b.start) || natural.compare(a.id, b.id));
}

/** The title of the page: state first, so that a row of tabs is a board too. */
export function titleOf({ view, mode, items }) {
  const v = view.verdict ?? {};
  if (mode === "stale") return `UNKNOWN, ${v.line}`;
  if (mode === "lost") return `Connection lost, ${view.school?.name ?? ""}`;
  const place = items[0]?.state === v.state ? items[0].place : view.school?.name;
  return [v.word, place].filter(Boolean).join(", ") || "Firstbell";
}
