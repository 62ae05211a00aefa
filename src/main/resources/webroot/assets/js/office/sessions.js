// Sessions: the list of all, and one with what stands in its way.

import { h, shape, spoken } from "../shared/dom.js";
import { hook, WORDS } from "../shared/states.js";
import { inOrder } from "../wall/view.js";
import { ago, doThis, head, panel, path, plain, row, seats, sessionTimer, timeline } from "./parts.js";
import { button, outcome, takeButtons } from "./incident-actions.js";
import { evidenceWords } from "./humanize.js";

export function sessionList(ctx) {
  const live = new Set(Object.keys(ctx.view.sessions));
  const all = ctx.mode === "stale" ? [] : ctx.resources.use("/sessions").data ?? [];
  const others = all.filter((s) => !live.has(s.id)).sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const line = (s) => row({
    href: `/sessions/${encodeURIComponent(s.id)}`, key: s.id, state: s.state ?? "notchecked", word: s.word ?? WORDS.notchecked,
    name: s.title ?? s.name, detail: [(s.places ?? []).join(", "), ctx.clock.moment(s.start), s.was].filter(Boolean).join(" · "),
  });
  const today = inOrder(ctx.view);
  return [
    h("header.head", { key: "head" }, h("h1", {}, "Sessions")),
    panel("Today", today.length ? h("ul.rows", {}, today.map(line)) : h("p", {}, "No testing today.")),
    others.length ? panel("Other days", h("ul.rows", {}, others.map(line))) : null,
  ];
}

export function sessionPage(id, ctx) {
  const live = ctx.view.sessions[id];
  const asked = live || ctx.mode === "stale" ? null : ctx.resources.use(`/sessions/${encodeURIComponent(id)}`);
  const session = live ?? asked?.data;
  if (!session) return asked?.error === 404 || !asked ? plain("This session is not known", h("a", { href: "/sessions" }, "All sessions")) : plain("Loading");
  const withdrawn = session.state === "unknown" && session.was;
  const rooms = (session.rooms ?? []).map((r) => ctx.view.rooms?.[r]).filter(Boolean);
  const incidents = (session.incidents ?? []).map((i) => ctx.view.incidents?.[i]).filter(Boolean);
  const reasons = withdrawn ? [] : session.reasons ?? [];
  return [
    head({
      state: session.state, word: session.word, title: [(session.places ?? []).join(", "), session.title ?? session.name].filter(Boolean).join(" · "),
      under: [session.platformName ?? session.platform, `${session.students} students`, `${ctx.clock.moment(session.start)} to ${ctx.clock.time(session.end)}`].join(" · "),
      right: sessionTimer(session, ctx),
    }),
    acts(session, incidents, ctx),
    h("div.columns", { key: "columns" },
      h("div", {},
        panel(reasons.length ? "What stands in the way" : "What stands in the way: nothing known",
          withdrawn ? h("p", {}, `We can’t tell any more. It ${session.was}.`) : null,
          reasons.length ? h("ul.checks", {}, reasons.map((r, i) => reason(r, session, ctx, i)))
            : withdrawn ? null : h("p", {}, session.secondLine ?? session.next ?? "No technical problem known.")),
        session.notSeen?.length ? panel("Not seen by this board", h("ul.plain-list", {}, session.notSeen.map((t) => h("li", {}, t))),
          session.evidence ? h("p.note", {}, `Evidence here: ${session.evidence}.`) : null) : null),
      h("div", {},
        path(ctx.view),
        rooms.map((room) => (session.smallGroup ? null : seats(room, { title: rooms.length > 1 ? `Seats, ${room.name}` : "Seats" }))),
        incidents.length ? panel("What happened", timeline(incidents.flatMap((i) => i.timeline ?? []).sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), ctx)) : null)),
  ];
}

const SEVERITY = { blocking: "notready", degrading: "risk", advisory: "risk" };

function reason(r, session, ctx, i) {
  const outcomeUnknown = /unknown/i.test(r.outcome ?? "");
  const state = outcomeUnknown ? "unknown" : SEVERITY[r.severity] ?? "risk";
  const word = outcomeUnknown ? WORDS.unknown : r.severity === "advisory" ? "TO NOTE" : WORDS[state];
  const facts = (r.evidence ?? []).map(evidenceWords).filter(Boolean);
  const checked = (r.evidence ?? []).map((e) => e.observedAt).filter(Boolean).sort().at(-1);
  return h("li.check", { key: `${r.check}-${r.subject?.id}-${i}`, class: hook(state) },
    shape(hook(state)),
    h("div", {},
      h("h3", {}, r.message, h("span.check-word", {}, word)),
      facts.length || checked ? h("p.facts", {}, facts.join(" · "), facts.length && checked ? " · " : "", checked ? ["Checked ", ago(checked, ctx)] : null) : null,
      doThis(r.remedy)));
}

const ACTS = [
  { act: "started", text: "It has started", path: "/sessions/{id}/started", phases: ["today", "soon"] },
  { act: "finished", text: "It is finished", path: "/sessions/{id}/finished", phases: ["live"] },
  { act: "risk-acceptance", text: "Accept the risk", path: "/sessions/{id}/risk-acceptance", states: ["risk"] },
  { act: "cancellation", text: "Cancel it", path: "/sessions/{id}/cancellation", phases: ["ahead", "today", "soon"] },
];

function acts(session, incidents, ctx) {
  const open = incidents.filter((i) => i.state !== "RESOLVED");
  const [first] = open;
  const can = ACTS.filter((a) => ctx.can("post", a.path) && (!a.phases || a.phases.includes(session.phase)) && (!a.states || a.states.includes(session.state)));
  if (!first && !can.length) return null;
  const mail = first?.nextMailAt ? ` Next e-mail at ${ctx.clock.time(first.nextMailAt)} if it is still open.` : "";
  return h("section.panel.acts", { key: "acts", "aria-label": "Actions" },
    first ? takeButtons(first, ctx) : null,
    can.map((a) => {
      const key = `${a.act}-${session.id}`;
      const state = ctx.actions.state(key);
      return h("div", { key }, button({ act: "session", id: `${a.act} ${session.id}`, text: a.text }, state, ctx), outcome(key, state));
    }),
    first ? h("p.note", { key: "note" }, first.owner ? "" : "Nobody has this yet.", mail, " ",
      h("a", { href: `/incidents/${encodeURIComponent(first.id)}` }, `Incident ${first.id}`), spoken(`: ${first.summary}`)) : null);
}
