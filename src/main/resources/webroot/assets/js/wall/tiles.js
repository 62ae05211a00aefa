// Every session at its fixed place: tiles with a word, or cells of a matrix with shape and room alone.

import { h, shape, spoken } from "../shared/dom.js";
import { counts, hook } from "../shared/states.js";
import { shortPlace } from "./cards.js";

const label = (session) => (session.places?.length ? session.places.join(" · ") : session.title ?? session.id);

/** Names of the rooms as tiles call them: "Room 105" where there is width, "105" where there is not. */
const short = (session) => (session.places?.length ? session.places.map(shortPlace).join(" · ") : label(session));

const classes = (session, ctx) =>
  `${hook(session.state)}${session.quiet ? " quiet" : ""}${ctx.changed.has(session.id) ? " changed" : ""}`;

/** @param long the whole name of the room on its line, and the time beside the word */
export function tile(session, ctx, { long = false } = {}) {
  const time = session.was ? "" : ctx.clock.short(session.start);
  const under = session.was ? [session.was, session.wasWord] : session.next ? [session.next] : null;
  const names = [...new Set([long ? label(session) : short(session), short(session)])];
  const room = long ? names.map((text) => ({ text })) : [{ text: names[0], more: time }, { text: names[0] }];
  const word = long ? [{ text: session.word, more: time }, { text: session.word }] : [{ text: session.word }];
  return h("li.tile", { key: `tile-${session.id}`, class: classes(session, ctx), "data-fit": "" },
    shape(hook(session.state)),
    h("div.tile-text", {}, line("room", room), line("word", word), under ? line("under", under.map((text) => ({ text }))) : null));
}

const SHORT = 8; // letters of a room's name that a tile shows whole

const line = (kind, candidates) => h("p", { class: kind, "data-line": "", "data-fit": kind === "word" || (kind === "room" && candidates.at(-1).text.length <= SHORT), fit: candidates },
  h("span.t", {}, candidates[0].text), " ", h("span.x", {}, candidates[0].more ?? ""));

/** All sessions as tiles, in the order of their rooms. */
export function tileGrid(sessions, ctx, { columns, long = false, kind = "" }) {
  return h("ul.tiles", { key: "tiles", class: kind, "data-fit": "", vars: { "--columns": columns } },
    sessions.map((s) => tile(s, ctx, { long })));
}

const USUAL = 5; // letters that a cell holds whole; a longer name may end in dots

function cell(session, ctx) {
  return h("li.cell", { key: `cell-${session.id}`, class: classes(session, ctx), "data-fit": "" },
    shape(hook(session.state)),
    h("span.room", { "data-line": "", "data-fit": short(session).length <= USUAL, fit: ["large", "middle", "small"].map((size) => ({ text: short(session), size })) },
      h("span.t", {}, short(session))),
    session.was ? h("span.under", { "data-fit": "", "data-line": "", fit: [{ text: session.wasWord }] }, h("span.t", {}, session.wasWord)) : null,
    spoken(`, ${session.word}${session.was ? `, ${session.was}` : ""}`));
}

/** Sessions by start, first start first. */
export function waves(sessions) {
  const map = new Map();
  for (const s of sessions) {
    const at = Date.parse(s.start);
    if (!map.has(at)) map.set(at, { at, sessions: [] });
    map.get(at).sessions.push(s);
  }
  return [...map.values()].sort((a, b) => a.at - b.at);
}

function waveCount(wave, ctx) {
  if (ctx.mode === "stale") return "";
  const of = wave.sessions.length;
  for (const [state, words] of [["ready", "ready"], ["insess", "testing"], ["done", "done"]]) {
    const n = wave.sessions.filter((s) => s.state === state).length;
    if (n > 0) return `${n} of ${of} ${words}`;
  }
  return counts(wave.sessions)[0] ?? `${of}`;
}

/** The matrix: a block of cells for each start, all sessions always visible. */
export function matrix(groups, ctx, { columns, compact = false, heads = true, roomy = false }) {
  return h("div.matrix", { key: "matrix", class: compact ? "compact" : roomy ? "roomy" : "", "data-fit": "", vars: { "--columns": columns } },
    groups.map((wave) => [
      heads ? h("div.wave", { key: `wave-${wave.at}` },
        h("h2", {}, wave.name ?? ctx.clock.time(wave.at)), h("p", {}, waveCount(wave, ctx))) : null,
      h("ul.cells", { key: `cells-${wave.at}`, "data-fit": "", vars: { "--rows": Math.ceil(wave.sessions.length / columns) } }, wave.sessions.map((s) => cell(s, ctx))),
    ]));
}
