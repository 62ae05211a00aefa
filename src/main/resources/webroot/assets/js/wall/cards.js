// Attention on the wall: large cards with a seat plan, list items, and the one card of a shared cause.

import { h, shape, spoken } from "../shared/dom.js";
import { hook } from "../shared/states.js";
import { legend, seatPlan } from "../shared/seats.js";
import { lifeline } from "../shared/lifeline.js";

/** "214" for "Room 214"; other names stay. */
export const shortPlace = (name) => (name ?? "").replace(/^Room\s+(?=\S)/, "");

const domId = (id) => `a-${String(id).replace(/[^\w-]/g, "_")}`;

/** Texts for the place of an item, the longest first. */
function places(item) {
  const all = item.places?.length ? item.places : [item.place ?? ""];
  const short = all.map(shortPlace);
  const texts = all.length === 1 ? [item.place ?? all[0], short[0]] : [short.join(" · ")];
  for (let n = Math.min(3, short.length - 1); n >= 1; n--) texts.push(`${short.slice(0, n).join(" · ")} +${short.length - n}`);
  return [...new Set(texts)];
}

function plate(item, time) {
  const texts = places(item);
  const sizes = [...texts.map((text) => ({ text, size: "large" })), { text: texts.at(-1), size: "middle" }];
  return h("h2.plate", { id: domId(item.id) },
    shape(hook(item.state)),
    h("span.w", {}, item.word),
    " ",
    h("span.r", { "data-line": "", fit: sizes }, h("span.t", {}, texts[0])),
    time ? h("span.from", {}, time) : null);
}

const attrs = (item, ctx, name) => ({
  key: `${name}-${item.id}`,
  class: `${hook(item.state)}${item.quiet ? " quiet" : ""}${isChanged(item, ctx) ? " changed" : ""}`,
  "aria-labelledby": domId(item.id),
});

const isChanged = (item, ctx) => (item.sessions ?? []).some((id) => ctx.changed.has(id));

/** A large card: plate, why, do this, the room's seats, and who has it. */
export function card(item, ctx, { plan = true, words = false, snug = false } = {}) {
  const room = plan ? planRoom(item, ctx) : null;
  return h("article.card", attrs(item, ctx, "card"),
    plate(item),
    h("div.card-body", { "data-fit": "", class: room ? "with-plan" : "" },
      h("div.card-text", {}, snug ? null : meta(item, ctx), h("p.why", {}, item.why ?? ""), doThis(item.do)),
      room ? seatPlan(room) : null,
      room && words ? h("p.legend", { "aria-hidden": "true" }, legend(room)) : null),
    who(item, ctx));
}

function meta(item, ctx) {
  const units = ctx.profile === "tech" ? unitNames(item, ctx) : "";
  const text = [item.meta, units].filter(Boolean).join(" · ");
  if (!text) return null;
  const parts = text.split(" · ");
  const texts = [parts, [parts[0], ...parts.slice(2)], [parts[0], parts.at(-1)], [parts[0]]].map((p) => p.join(" · "));
  return h("p.meta", { "data-line": "", fit: [...new Set(texts)].map((t) => ({ text: t })) }, h("span.t", {}, text));
}

/** Names of the units that are not well, for walls with `profile=tech`. */
function unitNames(item, { view }) {
  const names = (item.rooms ?? []).flatMap((id) => view.rooms?.[id]?.units ?? [])
    .filter((u) => u.state && u.state !== "ok" && u.state !== "ready").map((u) => u.name);
  return [...new Set(names)].slice(0, 3).join(", ");
}

/** The room whose plan the card may show: one room, with seats, and not so few students that a count gives them away. */
function planRoom(item, { view }) {
  if ((item.rooms ?? []).length !== 1) return null;
  const room = view.rooms?.[item.rooms[0]];
  const small = (item.sessions ?? []).some((id) => view.sessions?.[id]?.smallGroup);
  return room?.seats?.length && room.seats.length <= 60 && !small ? room : null;
}

const doThis = (text) => (text ? h("p.do", {}, h("b.chip", {}, "Do this"), " ", h("span", {}, text)) : null);

export function owner(item, ctx, { call = false } = {}) {
  const phone = call && item.call ? ` · ${item.call.replace(/^.*,\s*/, "ext. ").replace("ext. ext.", "ext.")}` : "";
  if (item.quiet) return `accepted${item.owner ? ` by ${item.owner.by} ${ctx.clock.short(item.owner.at)}` : ""}`;
  return item.owner ? `${item.owner.by} has it since ${ctx.clock.short(item.owner.at)}${phone}` : "Nobody has this yet";
}

function who(item, ctx, options) {
  return h("p.who", { class: item.owner ? "taken" : "" },
    shape(item.owner ? "i-user-round-check" : "i-user-round"), owner(item, ctx, options));
}

/** A list item: plate, why, and what to do with who has it. */
export function item(it, ctx) {
  const own = it.quiet ? owner(it, ctx) : it.owner ? `${it.owner.by} has it.` : "Nobody yet.";
  return h("article.item", attrs(it, ctx, "item"),
    plate(it, from(it, ctx)),
    h("div.item-body", { "data-fit": "" },
      h("p.why", { "data-line": "", fit: ["large", "middle", "wrap"].map((size) => ({ text: it.why ?? "", size })) },
        h("span.t", {}, it.why ?? "")),
      h("p.do-line", { "data-line": "", fit: ownLines(it.do ?? "", own) },
        h("span.t", {}, it.do ?? ""), " ", h("span.own", {}, shape(it.owner ? "i-user-round-check" : "i-user-round"),
          h("span.x", { "aria-hidden": "true" }, own), spoken(own)))));
}

/** Who has it beside what to do; as a sign alone before a line more is taken. */
const ownLines = (text, own) => [
  { text, more: own, size: "large" }, { text, more: own, size: "middle" }, { text, size: "sign" }, { text, more: own, size: "wrap" },
];

/** "9:00" of one start, "from 9:00" of several. */
function from(it, { view, clock }) {
  const starts = (it.sessions ?? []).map((id) => Date.parse(view.sessions?.[id]?.start)).filter((t) => !Number.isNaN(t));
  if (!starts.length) return null;
  const first = clock.short(Math.min(...starts));
  return new Set(starts).size > 1 ? `from ${first}` : first;
}

/** One cause of many rooms: what to do, and the path with its break. */
export function sharedCard(it, ctx, { low = false } = {}) {
  const more = [it.meta, it.call && !it.owner ? it.call : null].filter(Boolean).join(" · ");
  const made = attrs(it, ctx, "shared");
  return h("article.card.shared", { ...made, class: low ? `${made.class} low` : made.class },
    h("h2.spoken", { id: domId(it.id) }, `${it.word}, ${it.place}`),
    h("div.card-body", { "data-fit": "" },
      h("p.do", {}, h("b.chip", {}, "Do this"), " ", h("span.why", {}, it.do ?? "")),
      h("p.shared-why", {}, [it.why, more].filter(Boolean).join(" ")),
      h("div.well", { "data-fit": "" }, lifeline(ctx.view.lifeline))),
    who(it, ctx, { call: true }));
}

/** A calm session with room to show its seats: as a column, or as a row beside the problems. */
export function calmCard(session, ctx, { plan = true, row = false } = {}) {
  const room = plan && session.rooms?.length === 1 && !session.smallGroup ? ctx.view.rooms?.[session.rooms[0]] : null;
  const names = [(session.places ?? []).join(" · "), (session.places ?? []).map(shortPlace).join(" · ")];
  const time = ctx.clock.time(session.start);
  const detail = session.was ?? session.next ?? seatCount(session);
  const both = [session.title, detail ?? time].filter(Boolean);
  return h("li.calm", {
    key: `calm-${session.id}`, "data-fit": "",
    class: `${hook(session.state)}${row ? " row" : ""}${ctx.changed.has(session.id) ? " changed" : ""}`,
  },
    h("div.calm-head", {}, shape(hook(session.state)),
      h("div", {},
        h("p.room", { "data-line": "", fit: names.map((text) => ({ text })) }, h("span.t", {}, names[0])),
        h("p.word", {}, session.word))),
    row ? h("p.meta", { "data-line": "", fit: [both.join(" · "), both.at(-1)].map((text) => ({ text })) }, h("span.t", {}, both.join(" · ")))
      : h("div.calm-text", {}, h("p.title", {}, session.title ?? ""), h("p.meta", {}, time), detail ? h("p.meta", {}, detail) : null),
    room?.seats?.length && room.seats.length <= 60 && ctx.mode !== "stale" ? seatPlan(room, { caption: false }) : null);
}

/** "26 of 26 · 3 spare"; no counts of groups so small that they name somebody. */
function seatCount({ smallGroup, seats }) {
  if (smallGroup || !seats?.needed) return null;
  const spare = (seats.usable ?? 0) - seats.needed;
  return `${Math.min(seats.usable ?? 0, seats.needed)} of ${seats.needed}${spare > 0 ? ` · ${spare} spare` : ""}`;
}
