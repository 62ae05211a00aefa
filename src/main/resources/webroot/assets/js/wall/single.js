// One session alone: its card with seats at full size, and beside it what was checked.

import { h, shape } from "../shared/dom.js";
import { partHook, partShape, partWord } from "../shared/states.js";
import { calmCard, card } from "./cards.js";

export function single(ctx, { plan, list, snug = false }) {
  const [session] = ctx.sessions;
  const [first, ...more] = ctx.items;
  const calm = h("ul.calms.rows", { key: "calms" }, calmCard(session, ctx, { plan, row: true }));
  return [
    h("div.stack.single", { key: "stack", "data-fit": "" },
      first ? [card(first, ctx, { plan, words: true, snug }), more.slice(0, 1).map((i) => card(i, ctx, { plan: false, snug }))] : calm),
    list ? checked(ctx, session) : null,
  ];
}

/** What was looked at, in the order of the path, and what nobody can see from here. */
function checked(ctx, session) {
  const stops = ctx.view.lifeline?.stops ?? [];
  return h("section.groups", { key: "groups", "data-fit": "", "aria-labelledby": "groups-title" },
    h("h2", { id: "groups-title" }, "Checked"),
    h("ul", {}, stops.map((s) => h("li", { class: partHook(s.state) },
      shape(partShape(s.state)), h("span", {}, h("b", {}, s.name), " ", h("i", {}, partWord(s.state)))))),
    session.notSeen?.length
      ? h("p.not-seen", {}, h("b", {}, "Not seen by this board: "), session.notSeen.slice(0, 3).join(", "))
      : null);
}
