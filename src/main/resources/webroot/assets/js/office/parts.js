// Pieces that several office pages share.

import { h, shape, spoken } from "../shared/dom.js";
import { hook, partHook, partShape, partWord } from "../shared/states.js";
import { length } from "../shared/clock.js";
import { lifeline } from "../shared/lifeline.js";
import { countdown } from "../shared/countdown.js";
import { inWords, legend, seatPlan } from "../shared/seats.js";

/** State as a filled pill: shape and word. */
export const pill = (state, word) => h("span.pill", { class: hook(state) }, shape(hook(state)), h("span", {}, word));

/** Head of a page about one thing. */
export const head = ({ state, word, title, under, right }) => h("header.head", { key: "head" },
  state ? pill(state, word) : null,
  h("div.head-text", {}, h("h1", {}, title), under ? h("p.under", {}, under) : null),
  right ?? null);

export const panel = (title, ...children) => h("section.panel", { key: `panel-${title}` }, h("h2", {}, title), children);

/** A line of a list that leads somewhere: shape, name, what it says, word. */
export const row = ({ href, state, word, name, detail, ok = false, key }) => h("li", { key: key ?? href },
  h("a.row", { href, class: ok ? partHook("ok") : hook(state) },
    shape(ok ? partShape("ok") : hook(state)),
    h("span.row-name", {}, h("b", {}, name), detail ? [" ", h("span.row-detail", {}, detail)] : null),
    h("span.row-word", {}, word)));

/** "12 s ago" for the eye; the time itself for readers by ear. */
export function ago(at, { clock, now }) {
  if (!at) return "";
  return [h("span", { "aria-hidden": "true" }, `${length(now - Date.parse(at))} ago`), spoken(`at ${clock.seconds(at)}`)];
}

export const doThis = (text) => (text ? h("p.do", {}, h("b", {}, "Do this: "), text) : null);

export const timer = (spec, ctx) => {
  const count = countdown(spec, ctx.now, ctx.clock);
  return count ? h("p.timer", { role: "timer", "aria-label": count.spoken },
    h("span", { "aria-hidden": "true" }, count.label ?? ""), h("b", { "aria-hidden": "true" }, count.parts.join(" "))) : null;
};

/** Countdown of one session by itself. */
export function sessionTimer(session, ctx) {
  const start = Date.parse(session.start);
  if (["done", "cancelled"].includes(session.state)) return null;
  const spec = ctx.now < start ? { mode: "starts", at: session.start, label: "Starts in" } : { mode: "ends", at: session.end, label: "Ends in" };
  return timer(spec, ctx);
}

export const path = (view) =>
  view.lifeline?.stops?.length ? panel("The path to the test", h("div.path-box", {}, lifeline(view.lifeline))) : null;

/** A room's seats, each leading to its device, with counts in words. */
export function seats(room, { title = "Seats" } = {}) {
  if (!room?.seats?.length) return null;
  return panel(title,
    room.seats.length > 60 ? seatGroups(room) : seatPlan(room, { link: true }),
    h("p.legend", {}, legend(room)), spoken(inWords(room)));
}

function seatGroups(room) {
  const groups = [];
  for (let i = 0; i < room.seats.length; i += 30) groups.push(room.seats.slice(i, i + 30));
  return groups.map((list, i) => h("details.seat-group", { key: `g${i}` },
    h("summary", {}, `${list[0].label ?? list[0].slot} to ${list.at(-1).label ?? list.at(-1).slot}: ${legend({ seats: list })}`),
    seatPlan({ ...room, seats: list, columns: 10, caption: null }, { link: true })));
}

export const units = (room) => (room?.units?.length ? h("ul.units", { key: "units" }, room.units.map((u) =>
  h("li", { key: u.device }, h("a.unit", { href: `/devices/${encodeURIComponent(u.device)}`, class: partHook(u.state) },
    shape(partShape(u.state)), h("span", {}, h("b", {}, u.name), " ", u.words ?? "", spoken(`, ${partWord(u.state)}`)))))) : null);

/** Times and sentences of what happened, newest first. */
export const timeline = (entries, ctx) => h("ol.timeline", {}, [...entries].reverse().map((e, i) =>
  h("li", { key: `${e.at}-${entries.length - i}` }, h("time", { datetime: e.at }, stamp(e.at, ctx)),
    h("span", {}, e.what, e.by ? h("span.by", {}, ` ${e.by}`) : null))));

function stamp(at, { clock, now }) {
  return clock.day(at) === clock.day(now) ? clock.seconds(at) : `${clock.date(at)}, ${clock.seconds(at)}`;
}

/** What a page says while it has nothing to show. */
export const plain = (title, ...text) => [h("header.head", { key: "head" }, h("h1", {}, title)), h("div.plain", { key: "plain" }, text)];

export const waitingPage = (mode) => [
  h("h1", { key: "wait" }, { checking: "Checking…", late: "Still waiting for the first data." }[mode] ?? "Loading"),
  h("div.skeleton", { key: "bars", "aria-hidden": "true" }, [1, 2, 3].map(() => h("div.bar"))),
];
