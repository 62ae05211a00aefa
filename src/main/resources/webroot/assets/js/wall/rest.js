// Walls without sessions to show: loading, nothing set up, no testing today, idle hours and dark hours.

import { h, shape, spoken } from "../shared/dom.js";
import { clockText } from "./frame.js";

const bars = (...widths) => widths.map((w) => h("div.bar", { class: `w${w}` }));

/** Before the first data: no shape, no colour, no count. */
export function waiting(mode) {
  const words = { loading: "Loading", late: "Still waiting for the first data.", checking: "Checking…" };
  return h("main.waiting", { key: "waiting", "aria-busy": "true" },
    h("section.verdict.s-none", {}, h("div.verdict-text", {}, h("h1.line", {}, words[mode] ?? words.loading))),
    h("div.skeleton", { "aria-hidden": "true" }, bars(1, 2, 3, 2, 1)));
}

/** Nothing set up yet, and where to begin. */
export function empty(origin) {
  return plainPage("i-info", "No rooms yet", "Add the first one to the configuration file.",
    h("p.hint", { key: "hint" }, "This board shows it as soon as the file is saved. Help: ", h("b", {}, origin)));
}

function plainPage(icon, line, second, ...more) {
  return h("main.plain", { key: "plain" },
    h("section.verdict.s-none", {}, shape(icon, "verdict-shape"),
      h("div.verdict-text", {}, h("h1.line", {}, line), h("p.second", {}, second))),
    more);
}

/** A day without testing, with how well the school's devices are. */
export function noTesting(ctx) {
  const { view, clock } = ctx;
  const next = view.health?.next ?? view.idle?.next;
  const label = view.idle?.label ?? nextLabel(next, clock);
  return plainPage("i-calendar-check", "No testing today", label ? `Next: ${label}` : "Nothing is planned.",
    healthTiles(view.health));
}

function nextLabel(next, clock) {
  const at = typeof next === "string" ? next : next?.at;
  if (!at) return "";
  const rooms = next.rooms ? ` · ${next.rooms} ${next.rooms === 1 ? "room" : "rooms"}` : "";
  return `${clock.day(at)}, ${clock.time(at)}${rooms}`;
}

function healthTiles(health) {
  if (!health) return null;
  const of = health.of ?? health.total;
  const missing = health.notSeenDays ?? 0;
  const tiles = [];
  if (health.seen !== undefined && health.seen !== null) {
    tiles.push(["s-ready", "OK", of ? `${health.seen.toLocaleString("en-US")} of ${of.toLocaleString("en-US")}` : `${health.seen} seen`, "devices seen today"]);
  }
  tiles.push(missing > 0
    ? ["s-risk", "AT RISK", `${missing} not seen`, "for 3 days or more"]
    : ["s-ready", "OK", "None missing", "all seen within 3 days"]);
  if (health.network) {
    const state = health.networkState ?? "none";
    const well = state === "ok" || state === "ready";
    tiles.push([well ? "s-ready" : state === "none" ? "s-none" : `s-${state}`, well ? "OK" : "", "Network", health.network]);
  }
  return h("ul.health", { key: "health" }, tiles.map(([state, word, big, small]) =>
    h("li", { class: state }, shape(state === "s-none" ? "i-network" : state),
      h("div", {}, h("p.big", {}, big), h("p.small", {}, small)), spoken(word))));
}

/** Idle hours: clock, date and the next session, at another place each minute. */
export function idle(ctx, place) {
  const { view, clock, now } = ctx;
  return h("main.idle", { key: "idle", class: `at-${place}` },
    h("div.idle-block", {},
      h("p.idle-clock", { "data-tick": "clock", "aria-hidden": "true" }, clockText(clock, now)),
      h("h1.idle-day", {}, clock.day(now)),
      view.idle?.label ? h("p.idle-next", {}, `Next: ${view.idle.label}`) : h("p.idle-next", {}, "Nothing is planned."),
      h("p.idle-live", { "data-tick": "live" })));
}

/** Dark hours: the clock only. */
export function dark(ctx, place) {
  return h("main.idle.dark", { key: "idle", class: `at-${place}` },
    h("h1.spoken", {}, "Dark hours"),
    h("p.idle-clock", { "data-tick": "clock" }, clockText(ctx.clock, ctx.now)));
}
