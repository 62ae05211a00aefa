// The seat plan: one square per seat as the room is laid out, or slots of a cart in rows of ten.

import { h, shape, spoken } from "./dom.js";

const WORDS = {
  ready: "ready", risk: "at risk", notready: "not ready", unknown: "unknown", resting: "not due yet", spare: "spare",
  notinuse: "not in use",
};
const SHAPES = { risk: "s-risk", notready: "s-notready", unknown: "s-unknown" };
const ORDER = ["notready", "unknown", "risk", "resting", "ready", "spare"];

/** Columns of a plan without one of its own: rows of ten for carts, else as square as a room. */
const columnsOf = (room) => room.columns ?? (room.seats.length > 20 ? 10 : room.seats.length > 12 ? 7 : 6);

/**
 * @param {object} room of the board, with `seats`
 * @param {boolean} link whether a seat leads to its device
 */
export function seatPlan(room, { link = false, caption = true } = {}) {
  const columns = columnsOf(room);
  const first = Math.max(0, room.seats.findIndex((s) => s.state in SHAPES));
  const squares = room.seats.map((seat, i) => square(seat, link, i === first));
  const plan = h("div.seats", { vars: { "--columns": columns }, role: link ? "group" : null, "aria-label": link ? "Seats, arrow keys move" : null, "aria-hidden": link ? null : "true" }, squares);
  return h("figure.plan", {}, plan,
    caption && room.caption ? h("figcaption", { "aria-hidden": "true" }, room.caption) : null,
    link ? null : spoken(inWords(room)));
}

function square(seat, link, entry) {
  const state = WORDS[seat.state] ? seat.state : "unknown";
  const kind = state === "ready" ? "seat ok" : `seat ${state} ${state === "notinuse" ? "" : `s-${state}`}`;
  const content = SHAPES[state] ? shape(SHAPES[state]) : state === "spare" ? "S" : state === "notinuse" ? "" : seat.slot ?? "";
  const name = `${seat.label ?? `seat ${seat.slot ?? ""}`}, ${WORDS[state]}`;
  if (link && seat.device) {
    return h("a", { class: kind, href: `/devices/${encodeURIComponent(seat.device)}`, "aria-label": name, title: name, tabindex: entry ? "0" : "-1", "data-seat": "" }, content);
  }
  return h("span", { class: kind, title: name }, content);
}

/** "3 not answering · 25 ready", the daemon's words if it sent some. */
export function legend(room) {
  if (room.legend) return room.legend;
  return ORDER.map((state) => [room.seats.filter((s) => s.state === state).length, state])
    .filter(([n]) => n > 0)
    .map(([n, state]) => `${n} ${WORDS[state]}`)
    .join(" · ");
}

/** The plan for readers by ear: problem seats first, then counts. */
export function inWords(room) {
  const bad = room.seats.filter((s) => s.state in SHAPES).map((s) => `${s.label ?? `seat ${s.slot}`} ${WORDS[s.state]}`);
  const list = bad.length > 12 ? [...bad.slice(0, 12), `and ${bad.length - 12} more`] : bad;
  return `${list.length ? `${list.join(", ")}. ` : ""}${legend(room)}.`;
}
