// What may be shown of the board at this moment. The daemon withdraws what is too old; this page does so again on its
// own, so that neither a stuck poller nor a dead connection can keep a room green.

import { counts, isClaim, isOver, isProblem, WORDS } from "./states.js";
import { length } from "./clock.js";

/**
 * The board as it may be shown.
 * @param {object} board as the daemon told it
 * @param {object} at `now` (ms, the daemon's clock), `mode` of freshness, `heardAt` (ms, last heartbeat), `late` (ids of
 *   sessions whose limit had passed when they were told)
 */
export function trusted(board, { now, mode, heardAt, late = new Set(), clock, restarted = false }) {
  if (mode === "stale") return withoutData(board, heardAt, clock);
  const sessions = {};
  const withdrawn = [];
  for (const [id, session] of Object.entries(board.sessions ?? {})) {
    const limit = expired(session, now, late.has(id));
    if (limit === null) {
      sessions[id] = session;
    } else {
      sessions[id] = withdraw(session, limit, clock);
      withdrawn.push({ session: sessions[id], silent: now - limit });
    }
  }
  const view = { ...board, sessions };
  if (withdrawn.length) {
    view.rooms = withoutSeats(board.rooms, new Set(withdrawn.flatMap((w) => w.session.rooms ?? [])));
    view.attention = attentionWithout(board, withdrawn);
    view.verdict = verdictWithout(board, sessions, withdrawn);
  }
  return board.starting ? starting(view, restarted) : view;
}

/** Milliseconds at which the session's claim ran out; null while it holds. */
function expired(session, now, toldLate) {
  if (!isClaim(session.state)) return null;
  if (session.freshUntil === null || session.freshUntil === undefined) return session.state === "ready" ? now : null;
  const limit = Date.parse(session.freshUntil);
  if (Number.isNaN(limit)) return session.state === "ready" ? now : null;
  // Bad news told with its limit already past is the daemon's own word about silence, and stays.
  if (toldLate && isProblem(session.state)) return null;
  return now > limit ? limit : null;
}

/** UNKNOWN, with "was ready at 8:41": the earlier state, small and in lower case. */
function withdraw(session, at, clock) {
  const wasWord = `was ${(session.word ?? "").toLowerCase()}`;
  return {
    ...session, state: "unknown", word: WORDS.unknown, wasWord, was: `${wasWord} at ${clock.short(at)}`, next: null, secondLine: null, quiet: false,
    perRoom: (session.perRoom ?? []).map((r) => ({ ...r, state: "unknown", word: WORDS.unknown })),
  };
}

const names = (session) => (session.places ?? []).join(", ");

function attentionWithout(board, withdrawn) {
  const gone = new Map(withdrawn.map((w) => [w.session.id, w]));
  const kept = (board.attention ?? []).filter((a) => !(a.sessions ?? []).length || a.sessions.some((s) => !gone.has(s)));
  const help = board.school?.help;
  const made = withdrawn.map(({ session, silent }) => ({
    id: `page-${session.id}`, state: "unknown", word: WORDS.unknown, place: names(session), places: session.places ?? [],
    sessions: [session.id], rooms: session.rooms ?? [], meta: session.title ?? "", owner: null, incident: null,
    why: `No fresh answer for ${length(silent)}.`, whyFull: `Nothing fresh was heard of ${names(session)} for ${length(silent)}.`,
    do: help ? `Call ${help.name}, ${help.phone}.` : "Look in the room.", doFull: null, shared: false, quiet: false,
  }));
  return [...kept, ...made];
}

function verdictWithout(board, sessions, withdrawn) {
  const verdict = board.verdict ?? {};
  const all = Object.values(sessions);
  if (isProblem(verdict.state) && verdict.state !== "risk" && !withdrawn.some((w) => isHere(verdict, w))) {
    return { ...verdict, second: counts(all, { skip: verdict.state }).join(" · ") };
  }
  const one = withdrawn.length === 1 ? names(withdrawn[0].session) : `${withdrawn.length} ${noun(all)}`;
  const short = one.replace(/^Room /, "");
  const rest = counts(all, { skip: "unknown" }).join(" · ");
  const silent = Math.max(...withdrawn.map((w) => w.silent));
  return {
    ...verdict, state: "unknown", word: WORDS.unknown, line: `We can’t tell about ${one}`,
    lines: [`We can’t tell about ${one}`, `We can’t tell about ${short}`, `Can’t tell: ${short}`],
    second: `No answer for ${length(silent)}${rest ? ` · ${rest}` : ""}`,
  };
}

const isHere = (verdict, { session }) => (session.places ?? []).some((p) => (verdict.line ?? "").includes(p));

/** "rooms" while each session has a room of its own, else "sessions". */
export function noun(sessions) {
  const rooms = sessions.flatMap((s) => s.rooms ?? []);
  const own = rooms.length === sessions.length && new Set(rooms).size === rooms.length;
  return own ? (sessions.length === 1 ? "room" : "rooms") : sessions.length === 1 ? "session" : "sessions";
}

function withoutSeats(rooms, of) {
  const next = { ...rooms };
  for (const [id, room] of Object.entries(next)) {
    if (of !== null && !of.has(id)) continue;
    next[id] = {
      ...room, legend: null, units: (room.units ?? []).map((u) => ({ ...u, state: "unknown", words: "can’t tell" })),
      seats: (room.seats ?? []).map((s) => ({ ...s, state: s.state === "notinuse" ? s.state : "unknown" })),
    };
  }
  return next;
}

/** No live data: every claim is withdrawn; what counts down goes on. */
function withoutData(board, heardAt, clock) {
  const sessions = {};
  for (const [id, session] of Object.entries(board.sessions ?? {})) {
    sessions[id] = withdraw(session, heardAt, clock);
  }
  const help = board.school?.help;
  const since = `No live data since ${clock.time(heardAt)}`;
  const lifeline = board.lifeline ?? { stops: [], links: [] };
  return {
    ...board, sessions, attention: [], also: [], idle: null, starting: null, health: null,
    rooms: withoutSeats(board.rooms, null),
    lifeline: {
      stops: lifeline.stops.map((s) => ({ ...s, state: "unknown", words: "unknown" })),
      links: lifeline.links.map(() => "off"),
    },
    verdict: {
      ...board.verdict, state: "unknown", word: WORDS.unknown, line: since,
      lines: [since, `No data since ${clock.time(heardAt)}`, `No data, ${clock.short(heardAt)}`],
      second: `Do not use this board. ${help ? `Call ${help.name}, ${help.phone}.` : "Ask in the rooms."}`,
    },
  };
}

/** After a start: nothing is good before it was measured anew, and the top line says how far that is. */
function starting(view, restarted) {
  const { checked, of } = view.starting;
  const n = of === 1 ? "room" : "rooms";
  const open = Object.values(view.sessions).filter((s) => !isOver(s.state));
  const bad = counts(open.filter((s) => isProblem(s.state) && s.state !== "unknown")).join(" · ");
  const first = restarted ? "Starting again" : "Starting";
  return {
    ...view,
    verdict: {
      ...view.verdict, state: "notchecked", word: WORDS.notchecked, line: `${first}, ${checked} of ${of} ${n} checked`,
      lines: [`${first}, ${checked} of ${of} ${n} checked`, `${first}, ${checked} of ${of}`, first],
      second: bad || "Nothing is called ready before it was measured.",
    },
  };
}
