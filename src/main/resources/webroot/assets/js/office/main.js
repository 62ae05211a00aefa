// The office pages: one document, drawn anew for each path, fed by the same live board as the wall.

import { Announcer } from "../shared/announce.js";
import { Clock } from "../shared/clock.js";
import { h, morph } from "../shared/dom.js";
import { Freshness } from "../shared/freshness.js";
import { Live, liveAddress } from "../shared/live.js";
import { placeSprite } from "../shared/sprite.js";
import { Store } from "../shared/store.js";
import { trusted } from "../shared/trust.js";
import { Wakes } from "../shared/wakes.js";
import { Actions } from "./actions.js";
import { Abilities, Resources } from "./rest.js";
import { shell } from "./shell.js";
import { plain, waitingPage } from "./parts.js";
import { reorder, today } from "./today.js";
import { sessionList, sessionPage } from "./sessions.js";
import { roomList, roomPage } from "./rooms.js";
import { deviceList, devicePage, search } from "./devices.js";
import { incidentList, incidentPage, list as incidents } from "./incidents.js";

const ROUTES = [
  [/^\/$/, today],
  [/^\/sessions\/?$/, sessionList], [/^\/sessions\/([^/]+)$/, (ctx, id) => sessionPage(id, ctx)],
  [/^\/rooms\/?$/, roomList], [/^\/rooms\/([^/]+)$/, (ctx, id) => roomPage(id, ctx)],
  [/^\/devices\/?$/, deviceList], [/^\/devices\/([^/]+)$/, (ctx, id) => devicePage(id, ctx)],
  [/^\/incidents\/?$/, incidentList], [/^\/incidents\/([^/]+)$/, (ctx, id) => incidentPage(id, ctx)],
];

const root = document.getElementById("shell");
const store = new Store();
const clock = new Clock();
const freshness = new Freshness(performance.now());
const announcer = new Announcer(document.getElementById("polite"), document.getElementById("alert"));
const abilities = new Abilities();
let heardAt = 0;
let drawnMode = null;
let timer = 0;
let pending = false;

const later = () => {
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => {
    pending = false;
    draw();
  });
};
const resources = new Resources(later);
const actions = new Actions({ changed: later, done: () => resources.renew() });

placeSprite();
const live = new Live(liveAddress(), {
  store, clock, freshness,
  changed: (outcome) => {
    heardAt = clock.now();
    clock.zone = store.board.school?.timezone;
    if (drawnMode !== "live") {
      abilities.learn().then(later);
      resources.renew();
      actions.retry();
    }
    if (outcome === "applied" || drawnMode !== "live") draw();
    judge();
  },
});

function context() {
  const monotonic = performance.now();
  const judged = freshness.mode(monotonic);
  const mode = document.hidden && store.board !== null ? "checking" : judged;
  const now = clock.now();
  const view = store.board === null ? null
    : trusted(store.board, { now, mode, heardAt, late: store.late, clock, restarted: store.restarted });
  const back = freshness.backSince(monotonic);
  return {
    mode, now, view, clock, heardAt, age: freshness.age(monotonic), ahead: clock.ahead(), resources, actions,
    back: back && { at: now - (monotonic - back.at), without: back.without },
    path: location.pathname, can: (method, path) => abilities.can(method, path),
    by: Actions.by || view?.school?.help?.name || "Staff",
  };
}

function draw() {
  const ctx = context();
  document.documentElement.dataset.live =
    ctx.view?.starting && ctx.mode === "live" ? "starting" : ctx.mode === "late" ? "loading" : ctx.mode;
  const page = ctx.view === null || ctx.mode === "checking" ? waitingPage(ctx.mode) : pageOf(ctx);
  morph(root, shell(ctx, page));
  document.title = title(ctx);
  tell(ctx);
  drawnMode = ctx.mode;
}

function pageOf(ctx) {
  for (const [pattern, make] of ROUTES) {
    const found = pattern.exec(ctx.path);
    if (found) return make(ctx, ...found.slice(1).map(decode));
  }
  return plain("There is no such page", h("a", { href: "/" }, "Today"));
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function title({ view, mode }) {
  const name = root.querySelector("h1")?.textContent ?? "Firstbell";
  if (mode === "checking") return "Checking…";
  if (view === null) return "Firstbell";
  if (mode === "stale") return `UNKNOWN, ${view.verdict.line}`;
  if (mode === "lost") return `Connection lost, ${view.school?.name ?? ""}`;
  const word = root.querySelector(".head .pill")?.textContent;
  if (word) return `${word}, ${name}`;
  return location.pathname === "/" ? `${view.verdict?.word ?? ""}, ${view.attention?.[0]?.place ?? view.school?.name ?? ""}` : name;
}

function tell(ctx) {
  if (!ctx.view) return;
  if (ctx.mode === "live") {
    if (drawnMode === "lost" || drawnMode === "stale") announcer.restored("Live again.");
    announcer.board(ctx.view, ctx.now);
    announcer.countdown(ctx.view.verdict?.countdown, ctx.now);
  } else if (ctx.mode === "lost" && drawnMode === "live") {
    announcer.connection("Connection lost. What you see may be old.");
  }
}

function judge() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (context().mode !== drawnMode) draw();
    judge();
  }, freshness.next(performance.now()) + 1);
}

function go(href) {
  history.pushState(null, "", href);
  draw();
  scrollTo(0, 0);
  document.getElementById("page")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act && act.tagName === "BUTTON") return onButton(act);
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin || url.pathname === "/board" || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  const token = new URLSearchParams(location.search).get("token");
  if (token && !url.searchParams.has("token")) url.searchParams.set("token", token);
  go(url.pathname + url.search);
});

const DONE = {
  take: (id, body) => ["POST", `/incidents/${id}/acknowledgement`, body],
  drop: (id, body) => ["DELETE", `/incidents/${id}/acknowledgement`, body],
  resolve: (id, body) => ["POST", `/incidents/${id}/resolution`, body],
};

function onButton(el) {
  if (el.getAttribute("aria-disabled") === "true") return;
  const { act, id, key } = el.dataset;
  const body = { by: context().by, note: "" };
  if (DONE[act]) actions.send(`${act}-${id}`, ...DONE[act](encodeURIComponent(id), body));
  else if (act === "session") {
    const [what, session] = id.split(" ");
    actions.send(`${what}-${session}`, "POST", `/sessions/${encodeURIComponent(session)}/${what}`, body);
  } else if (act === "forget") actions.forget(key);
  else if (act === "reorder") reorder();
  else if (act === "filter") Object.assign(search, { state: id, shown: 50 });
  else if (act === "more") search.shown += 50;
  else if (act === "incidents") incidents.filter = id;
  later();
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const value = (name) => form.elements[name]?.value.trim() ?? "";
  if (form.dataset.act === "token") actions.signIn(value("token"));
  else if (form.dataset.act === "by") Actions.by = value("by");
  else if (form.dataset.act === "note") {
    const id = form.dataset.id;
    actions.send(`note-${id}`, "POST", `/incidents/${encodeURIComponent(id)}/notes`, { by: context().by, text: value("text") });
    form.reset();
  }
  later();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-search]")) return;
  Object.assign(search, { text: event.target.value, shown: 50 });
  later();
});

/** Arrow keys inside a seat plan. */
document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const seat = event.target.closest?.("[data-seat]");
  if (!seat || !step) return;
  const all = [...seat.parentElement.querySelectorAll("[data-seat]")];
  all[all.indexOf(seat) + step]?.focus();
  event.preventDefault();
});

addEventListener("popstate", draw);
new Wakes({
  hidden: draw,
  woke: (slept) => {
    freshness.woke(performance.now(), slept);
    draw();
    live.renew();
    judge();
  },
}).watch();

draw();
judge();
setInterval(later, 1_000);
live.start();
