// Rooms: the list of all, and one with its seats, units and sessions.

import { h } from "../shared/dom.js";
import { WORDS } from "../shared/states.js";
import { head, panel, path, plain, row, seats, units } from "./parts.js";

const RANK = ["interrupted", "notready", "check", "unknown", "risk", "insess", "ontrack", "ready", "notchecked", "done", "cancelled"];
const natural = new Intl.Collator("en", { numeric: true });

const inRoom = (view, id) => Object.values(view.sessions ?? {}).filter((s) => (s.rooms ?? []).includes(id))
  .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));

/** The worst state of the room's sessions that are not over; null without any. */
function stateOf(view, id) {
  const sessions = inRoom(view, id);
  const states = sessions.map((s) => s.perRoom?.find((r) => r.room === id)?.state ?? s.state);
  return states.sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b))[0] ?? null;
}

export function roomList(ctx) {
  const rooms = Object.values(ctx.view.rooms ?? {}).sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || natural.compare(a.name, b.name));
  if (!rooms.length) return plain("No rooms yet", h("p", {}, "Add the first one to the configuration file."));
  return [
    h("header.head", { key: "head" }, h("h1", {}, "Rooms")),
    h("section.panel", { key: "list" }, h("ul.rows", {}, rooms.map((room) => {
      const state = stateOf(ctx.view, room.id);
      const next = inRoom(ctx.view, room.id).map((s) => ctx.clock.time(s.start)).join(", ");
      return row({
        href: `/rooms/${encodeURIComponent(room.id)}`, key: room.id, name: room.name, state: state ?? "notchecked",
        word: state ? WORDS[state] : "no testing", detail: [next, room.legend].filter(Boolean).join(" · "),
      });
    }))),
  ];
}

export function roomPage(id, ctx) {
  const room = ctx.view.rooms?.[id];
  if (!room) return plain("This room is not known", h("a", { href: "/rooms" }, "All rooms"));
  const state = stateOf(ctx.view, id);
  const sessions = inRoom(ctx.view, id);
  const small = sessions.length > 0 && sessions.every((s) => s.smallGroup);
  const items = (ctx.view.attention ?? []).filter((a) => (a.rooms ?? []).includes(id));
  return [
    head({ state, word: state && WORDS[state], title: room.name, under: small ? null : room.legend }),
    h("div.columns", { key: "columns" },
      h("div", {},
        units(room),
        seats(room) ?? panel("Seats", h("p", {}, "No devices are named for this room.")),
        deviceTable(room)),
      h("div", {},
        items.length ? panel("What stands in the way", h("ul.rows", {}, items.map((i) => row({
          href: i.incident ? `/incidents/${encodeURIComponent(i.incident)}` : `/sessions/${encodeURIComponent(i.sessions?.[0] ?? "")}`,
          key: i.id, state: i.state, word: i.word, name: i.whyFull || i.why, detail: i.doFull || i.do })))) : null,
        panel("Sessions today", sessions.length ? h("ul.rows", {}, sessions.map((s) => row({
          href: `/sessions/${encodeURIComponent(s.id)}`, key: s.id, state: s.state, word: s.word, name: s.title, detail: ctx.clock.time(s.start) })))
          : h("p", {}, "None.")),
        path(ctx.view))),
  ];
}

const SEAT_WORDS = { ready: "OK", risk: "AT RISK", notready: "NOT READY", unknown: "UNKNOWN", resting: "not due yet", spare: "spare", notinuse: "not in use" };
const SEAT_RANK = ["notready", "unknown", "risk", "resting", "ready", "spare", "notinuse"];

function deviceTable(room) {
  const list = (room.seats ?? []).filter((s) => s.device).sort((a, b) => SEAT_RANK.indexOf(a.state) - SEAT_RANK.indexOf(b.state));
  if (!list.length) return null;
  const shown = list.slice(0, 60);
  return h("details.panel", { key: "devices" }, h("summary", {}, h("h2", {}, `Devices (${list.length})`)),
    h("ul.rows", {}, shown.map((s) => row({
      href: `/devices/${encodeURIComponent(s.device)}`, key: s.device, state: s.state === "resting" || s.state === "spare" ? "notchecked" : s.state,
      ok: s.state === "ready", word: SEAT_WORDS[s.state] ?? "UNKNOWN", name: s.label ?? s.slot, detail: s.device }))),
    list.length > shown.length ? h("a", { href: `/devices?room=${encodeURIComponent(room.id)}` }, `All ${list.length}`) : null);
}
