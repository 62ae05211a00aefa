// Incidents: the list, and one with its story and what staff may do.

import { h, shape } from "../shared/dom.js";
import { hook, WORDS } from "../shared/states.js";
import { length } from "../shared/clock.js";
import { doThis, head, panel, plain, row, timeline } from "./parts.js";
import { button, outcome, signature, takeButtons } from "./incident-actions.js";

const HOOKS = Object.fromEntries(Object.entries(WORDS).map(([hookName, word]) => [word, hookName]));
const stateOf = (i) => (i.state === "RESOLVED" ? "done" : HOOKS[i.subjectState] ?? (i.severity === "blocking" ? "notready" : "risk"));
const wordOf = (i) => (i.state === "RESOLVED" ? "RESOLVED" : i.subjectState ?? WORDS[stateOf(i)]);

export const list = { filter: "open" };

export function incidentList(ctx) {
  const resolved = list.filter === "resolved";
  const asked = resolved ? ctx.resources.use("/incidents?state=resolved") : null;
  const items = resolved ? asked.data ?? [] : Object.values(ctx.view.incidents ?? {});
  items.sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt));
  const empty = ctx.mode === "stale" && !resolved ? "We can’t tell: there is no live data." : resolved && !asked.data ? "Loading" : resolved ? "None in the last 30 days." : "Nothing is open.";
  return [
    h("header.head", { key: "head" }, h("h1", {}, "Incidents")),
    h("div.filters", { key: "filters", role: "group", "aria-label": "Which" }, [["open", "Open"], ["resolved", "Resolved"]].map(([id, name]) =>
      h("button.button", { key: id, type: "button", "data-act": "incidents", "data-id": id, "aria-pressed": String(list.filter === id) }, name))),
    h("section.panel", { key: "list", "aria-label": "Incidents listed" }, items.length ? h("ul.rows", {}, items.map((i) => row({
      href: `/incidents/${encodeURIComponent(i.id)}`, key: i.id, state: stateOf(i), word: wordOf(i), name: `${i.id} · ${i.place ? `${i.place}: ` : ""}${i.summary}`,
      detail: [ctx.clock.moment(i.openedAt), span(i, ctx), i.owner ? `${i.owner.by} has it` : i.state === "RESOLVED" ? null : "nobody has it"].filter(Boolean).join(" · "),
    }))) : h("p", {}, empty)),
  ];
}

const span = (i, ctx) => (i.resolvedAt ? `lasted ${length(Date.parse(i.resolvedAt) - Date.parse(i.openedAt))}` : `open for ${length(ctx.now - Date.parse(i.openedAt))}`);

export function incidentPage(id, ctx) {
  const live = ctx.view.incidents?.[id];
  const asked = live ? null : ctx.resources.use(`/incidents/${encodeURIComponent(id)}`);
  const i = live ?? asked?.data;
  if (!i) return plain(asked?.error === 404 ? "This incident is not known" : "Loading", h("a", { href: "/incidents" }, "All incidents"));
  const open = i.state !== "RESOLVED";
  const unsure = ctx.mode === "stale" && open;
  const a = i.affected ?? {};
  return [
    head({
      state: unsure ? "unknown" : stateOf(i), word: unsure ? WORDS.unknown : wordOf(i), title: `Incident ${i.id} · ${i.summary}`,
      under: [`Opened ${ctx.clock.moment(i.openedAt)}`, count(a.rooms, "room"), count(a.devices, "device"), span(i, ctx)].filter(Boolean).join(" · "),
    }),
    h("div.columns", { key: "columns" },
      h("div", {}, open ? panel("What to do", doThis(i.remedy)) : null, panel("What happened", timeline(i.timeline ?? [], ctx))),
      h("div", {}, open ? panel("Who has it", takeButtons(i, ctx), more(i, ctx), mail(i, ctx), signature(ctx)) : null, note(i, ctx), affected(a, ctx))),
  ];
}

const count = (list, word) => (list?.length ? `${list.length} ${word}${list.length === 1 ? "" : "s"}` : null);
const mail = (i, ctx) => (i.nextMailAt ? h("p.note", { key: "mail" }, `Next e-mail at ${ctx.clock.time(i.nextMailAt)} if it is still open.`) : null);

function more(i, ctx) {
  const parts = [];
  if (i.owner && ctx.can("delete", "/incidents/{id}/acknowledgement")) parts.push(["drop", "Give it back", null]);
  if (ctx.can("post", "/incidents/{id}/resolution")) parts.push(["resolve", "Resolve by hand", "i-check"]);
  if (!parts.length) return h("p.note", { key: "more" }, "It closes by itself when everything has been measured well for a minute.");
  return h("div.more", { key: "more" },
    h("p.note", {}, "It closes by itself when everything has been measured well for a minute. Closed by hand, the rooms keep their measured state."),
    h("div.pair", {}, parts.map(([act, text, icon]) => {
      const key = `${act}-${i.id}`;
      const state = ctx.actions.state(key);
      return h("div", { key }, button({ act, id: i.id, icon, text }, state, ctx), outcome(key, state));
    })));
}

function note(i, ctx) {
  if (!ctx.can("post", "/incidents/{id}/notes")) return null;
  const key = `note-${i.id}`;
  const state = ctx.actions.state(key);
  return h("form.panel.note-form", { key: "note", "data-act": "note", "data-id": i.id },
    h("label", {}, h("span", {}, "Add a note"), h("textarea", { name: "text", rows: "3", maxlength: "500", "aria-describedby": "note-hint", required: true })),
    h("p.note", { id: "note-hint" }, "No student names."),
    h("button.button", { type: "submit" }, shape("i-message-square-plus"), h("span", {}, state?.state === "sending" ? "sending…" : state?.state === "waiting" ? "waits for connection" : "Add it")),
    outcome(key, state));
}

function affected(a, ctx) {
  const sessions = (a.sessions ?? []).map((id) => ctx.view.sessions?.[id]).filter(Boolean);
  const rooms = (a.rooms ?? []).map((id) => ctx.view.rooms?.[id]).filter(Boolean);
  if (!sessions.length && !rooms.length && !a.devices?.length) return null;
  return panel("Whom it hits",
    sessions.length ? h("ul.rows", {}, sessions.map((s) => row({ href: `/sessions/${encodeURIComponent(s.id)}`, key: s.id, state: s.state, word: s.word,
      name: (s.places ?? []).join(", "), detail: `${ctx.clock.time(s.start)} · ${s.title}` })))
      : h("ul.plain-list", {}, rooms.map((r) => h("li", { key: r.id }, h("a", { href: `/rooms/${encodeURIComponent(r.id)}` }, r.name)))),
    a.devices?.length ? h("details", {}, h("summary", {}, `${a.devices.length} devices`),
      h("ul.plain-list.wide", {}, a.devices.map((d) => h("li", { key: d }, h("a", { href: `/devices/${encodeURIComponent(d)}` }, d))))) : null);
}

export const hookOf = (i) => hook(stateOf(i));
