// Today: the verdict, what wants somebody, all rooms. The same facts as the wall, made to be read and acted on.

import { h, shape, spoken } from "../shared/dom.js";
import { hook, isProblem } from "../shared/states.js";
import { inOrder } from "../wall/view.js";
import { doThis, path, row, timer } from "./parts.js";
import { signature, takeButtons } from "./incident-actions.js";

/** The order of cards while focus is among them: they do not jump under a hand. */
const held = { ids: null };

export function today(ctx) {
  const { view } = ctx;
  const sessions = inOrder(view);
  if (!sessions.length && !(view.attention ?? []).length) return [verdict(ctx, nothing(ctx)), path(view)];
  const { items, above } = inHeldOrder(view.attention ?? []);
  return [
    verdict(ctx),
    h("section.attention", { key: "attention", "aria-label": "What wants somebody" },
      above ? h("button.button.above", { key: "above", type: "button", "data-act": "reorder" }, `${above} new above`) : null,
      items.map((item) => card(item, ctx))),
    items.some((i) => i.incident) && ctx.can("post", "/incidents/{id}/acknowledgement") ? signature(ctx) : null,
    h("section.panel.rooms", { key: "rooms" }, h("h2", {}, "All rooms today"),
      h("ul.rows", {}, sessions.map((s) => row({
        href: `/sessions/${encodeURIComponent(s.id)}`, state: s.state, word: s.word, key: s.id,
        name: (s.places ?? []).join(" · ") || s.title,
        detail: [ctx.clock.time(s.start), s.title, s.was ?? s.next].filter(Boolean).join(" · "),
      })))),
    path(view),
  ];
}

function nothing({ view, clock }) {
  const next = view.health?.next;
  if (view.idle?.label || next) {
    return { line: "No testing today", second: `Next: ${view.idle?.label ?? `${clock.day(next.at)}, ${clock.time(next.at)}`}` };
  }
  return Object.keys(view.rooms ?? {}).length
    ? { line: "No testing today", second: "Nothing is planned." }
    : { line: "No rooms yet", second: "Add the first one to the configuration file; this page shows it by itself." };
}

function verdict(ctx, plain = null) {
  const v = ctx.view.verdict ?? {};
  const state = plain ? "none" : v.state;
  return h("section.verdict", { key: "verdict", class: plain ? "s-none" : hook(state) },
    plain ? shape("i-calendar-check") : shape(hook(state)),
    h("div.verdict-text", {},
      h("h1", {}, plain ? null : spoken(`${v.word}: `), plain?.line ?? v.line),
      h("p.second", {}, plain?.second ?? v.second)),
    plain ? null : timer(v.countdown, ctx));
}

function inHeldOrder(items) {
  const inside = document.activeElement?.closest?.(".attention") !== null && document.activeElement?.closest?.(".attention") !== undefined;
  if (!inside || held.ids === null) {
    held.ids = items.map((i) => i.id);
    return { items, above: 0 };
  }
  const byId = new Map(items.map((i) => [i.id, i]));
  const kept = held.ids.filter((id) => byId.has(id)).map((id) => byId.get(id));
  return { items: kept, above: items.length - kept.length };
}

/** Lets new cards in, on request. */
export const reorder = () => (held.ids = null);

function card(item, ctx) {
  const incident = item.incident ? ctx.view.incidents?.[item.incident] ?? { id: item.incident, owner: item.owner } : null;
  const phone = (item.call ?? "").replace(/^.*,/, "").trim();
  const id = `c-${String(item.id).replace(/[^\w-]/g, "_")}`;
  const rooms = (item.rooms ?? []).filter((r) => ctx.view.rooms?.[r]?.seats?.length);
  return h("article.card", { key: item.id, class: `${hook(item.state)}${item.quiet ? " quiet" : ""}`, "aria-labelledby": id },
    h("h2.plate", { id }, shape(hook(item.state)), h("span.w", {}, item.word), " ", h("span.r", {}, item.place)),
    h("div.card-body", {},
      item.meta ? h("p.meta", {}, item.meta) : null,
      h("p.why", {}, item.whyFull || item.why),
      doThis(item.doFull || item.do),
      item.quiet ? h("p.owner", {}, shape("i-user-round-check"), `accepted${item.owner ? ` by ${item.owner.by}` : ""}`)
        : incident ? takeButtons(incident, ctx, { wide: true }) : null,
      h("div.pair", {},
        /\d{3}/.test(phone) ? h("a.button", { href: `tel:${phone.replace(/[^\d+*#,]/g, "")}` }, shape("i-phone"), h("span", {}, `Call ${phone}`)) : null,
        rooms.length === 1 ? h("a.button", { href: `/rooms/${encodeURIComponent(rooms[0])}` }, shape("i-grid-3x3"), h("span", {}, "Seat plan")) : null,
        item.incident ? h("a.button", { href: `/incidents/${encodeURIComponent(item.incident)}` }, shape("i-clock"), h("span", {}, `Incident ${item.incident}`)) : null)));
}

export const problemCount = (view) => (view.attention ?? []).filter((a) => isProblem(a.state) && !a.quiet).length;
