// One session alone: its card over the full width, with seats at full size and the groups of checks beside them.

import { h, shape } from "../shared/dom.js";
import { hook, partHook, partShape, partWord } from "../shared/states.js";
import { legend, seatPlan } from "../shared/seats.js";
import { card, calmCard } from "./cards.js";

export function single(ctx, { plan, list }) {
  const [session] = ctx.sessions;
  const [first] = ctx.items;
  const main = first ? card(first, ctx, { plan: false }) : h("ul.calms", { key: "calms" }, calmCard(session, ctx, { plan: false }));
  const room = session.rooms?.length === 1 && !session.smallGroup ? ctx.view.rooms?.[session.rooms[0]] : null;
  return [
    h("div.single-main", { key: "main" }, main,
      plan && room?.seats?.length && room.seats.length <= 60
        ? h("div.single-plan", { key: "plan", "data-fit": "" }, seatPlan(room, { caption: true }), h("p.legend", { "aria-hidden": "true" }, legend(room)))
        : null),
    list ? groups(ctx, session) : null,
  ];
}

/** What was looked at, in the order of the path, and what no one here can see. */
function groups(ctx, session) {
  const stops = ctx.view.lifeline?.stops ?? [];
  return h("section.groups", { key: "groups", "data-fit": "", "aria-labelledby": "groups-title" },
    h("h2", { id: "groups-title" }, "Checked"),
    h("ul", {}, stops.map((s) => h("li", { class: partHook(s.state) },
      shape(partShape(s.state)), h("span", {}, h("b", {}, s.name), " ", h("i", {}, partWord(s.state)))))),
    session.notSeen?.length
      ? h("p.not-seen", {}, h("b", {}, "Not seen by this board: "), session.notSeen.slice(0, 3).join(", "))
      : null);
}

export const shapeOf = (session) => shape(hook(session.state));
