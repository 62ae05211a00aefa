// The wall: hears the board, judges how far it can be trusted, and draws it.

import { Announcer } from "../shared/announce.js";
import { Clock } from "../shared/clock.js";
import { h, morph } from "../shared/dom.js";
import { Freshness } from "../shared/freshness.js";
import { lifeline } from "../shared/lifeline.js";
import { Live, liveAddress } from "../shared/live.js";
import { placeSprite } from "../shared/sprite.js";
import { Store } from "../shared/store.js";
import { trusted } from "../shared/trust.js";
import { Wakes } from "../shared/wakes.js";
import { countdown } from "../shared/countdown.js";
import { fitLines, fitPath, fits } from "./fit.js";
import { clockText, counterParts, footer, header, liveLine, lostText, noteTexts, strip, verdict } from "./frame.js";
import { candidates } from "./layouts.js";
import { dark, empty, idle, noTesting, waiting } from "./rest.js";
import { Rotation } from "./rotation.js";
import { ScreenSetting } from "./screen.js";
import { isDark, setting } from "./setting.js";
import { offset } from "./shift.js";
import { inOrder, titleOf } from "./view.js";

const CHANGED_FOR = 30_000;
const TICK = 250;

let settings = setting(location.search);
const stage = document.getElementById("stage");
const portrait = matchMedia("(orientation: portrait)");
const store = new Store();
const clock = new Clock();
const freshness = new Freshness(performance.now());
const rotation = new Rotation();
const announcer = new Announcer(document.getElementById("polite"), document.getElementById("alert"));

let drawn = { mode: null, pages: 1, choice: 0, signature: "", key: "" };
let heardAt = 0; // the daemon's time of the last heartbeat
let timer = 0;

placeSprite();
new ScreenSetting((changed) => {
  settings = changed;
  document.documentElement.dataset.theme = changed.theme;
  document.documentElement.style.setProperty("--scale", String(changed.scale));
  draw();
}).place();
const live = new Live(liveAddress(), { store, clock, freshness, changed: heard });

function heard(outcome) {
  heardAt = clock.now();
  if (outcome === "applied") {
    clock.zone = store.board.school?.timezone;
    if (store.changed(performance.now(), 50).size) rotation.changed(performance.now());
    draw();
  }
  judge();
}

/** Everything that one drawing rests on. */
function context() {
  const monotonic = performance.now();
  const judged = freshness.mode(monotonic);
  // Out of sight the page is covered: what is painted first on return must not be old.
  const mode = document.hidden && judged !== "loading" && judged !== "late" ? "checking" : judged;
  const now = clock.now();
  const view = store.board === null ? null
    : trusted(store.board, { now, mode, heardAt, late: store.late, clock, restarted: store.restarted });
  const back = freshness.backSince(monotonic);
  return {
    mode, now, view, clock, heardAt, age: freshness.age(monotonic), ahead: clock.ahead(),
    back: back && { at: now - (monotonic - back.at), without: back.without },
    sessions: view ? inOrder(view) : [], items: view?.attention ?? [],
    changed: mode === "live" ? store.changed(monotonic, CHANGED_FOR) : new Set(),
    page: rotation.page(monotonic, drawn.pages), scale: settings.scale, profile: settings.profile,
    portrait: portrait.matches,
  };
}

function draw() {
  const ctx = context();
  const shown = ctx.view?.starting && ctx.mode === "live" ? "starting" : ctx.mode === "late" ? "loading" : ctx.mode;
  document.documentElement.dataset.live = shown;
  if (ctx.view === null || ctx.mode === "checking") {
    morph(stage, [waiting(ctx.mode)]);
    document.title = ctx.mode === "checking" ? "Checking…" : "Firstbell";
  } else {
    const rest = resting(ctx);
    if (rest) morph(stage, [strip(ctx), header(ctx), rest, footer(ctx)]);
    else arrange(ctx);
    document.title = titleOf(ctx);
  }
  fitLines(stage);
  place(ctx.now);
  tell(ctx);
  drawn = { ...drawn, mode: ctx.mode, key: drawingKey(ctx) };
}

/** Screens without sessions, or null. */
function resting(ctx) {
  const { view, now, sessions, items } = ctx;
  if (ctx.mode === "stale" || ctx.mode === "lost" || items.length) return null;
  if (view.idle && isDark(settings.darkHours, clock.hour(now))) return dark(ctx, minutePlace(now));
  if (view.idle && sessions.length) return idle(ctx, minutePlace(now));
  if (sessions.length) return null;
  return Object.keys(view.rooms ?? {}).length || view.idle || view.health?.next ? noTesting(ctx) : empty(location.origin);
}

const minutePlace = (now) => Math.floor(now / 60_000) % 9;

/** Tries arrangements until one fits, beginning with the one that did last time. */
function arrange(ctx) {
  const list = candidates(ctx);
  const signature = [innerWidth, innerHeight, ctx.scale, ctx.mode, ctx.sessions.length,
    ctx.items.map((i) => `${i.id} ${i.why} ${i.do} ${i.owner?.by}`), ctx.sessions.map((s) => `${s.places}${s.word}${s.next}`)].join("|");
  let choice = signature === drawn.signature ? Math.min(drawn.choice, list.length - 1) : 0;
  let made;
  for (; ; choice++) {
    made = list[choice]();
    const path = made.path ? pathStrip(ctx) : null;
    morph(stage, [strip(ctx), header(ctx),
      h("main.main", { key: "main" }, verdict(ctx), made.nodes, path), footer(ctx)]);
    fitPath(stage);
    fitLines(stage);
    if (choice >= list.length - 1 || fits(stage)) break;
  }
  drawn = { ...drawn, choice, signature, pages: made.pages };
}

const pathStrip = ({ view }) =>
  view.lifeline?.stops?.length ? h("section.strip-path", { key: "path", "data-path": "full" }, lifeline(view.lifeline)) : null;

/** Texts that move by themselves, between drawings. */
function tick() {
  const ctx = context();
  if (drawingKey(ctx) !== drawn.key || rotation.tick(performance.now(), drawn.pages)) draw();
  else if (ctx.view) refresh(ctx);
  if (ctx.view) announcer.countdown(ctx.view.verdict?.countdown, ctx.now);
}

function refresh(ctx) {
  const parts = {
    clock: () => clockText(clock, ctx.now), "strip-clock": () => [clock.seconds(ctx.now)], lost: () => [lostText(ctx)],
    live: () => liveLine(ctx), counter: () => counterParts(countdown(ctx.view.verdict?.countdown, ctx.now, clock) ?? { parts: [] }),
    note: () => [h("span.t", {}, noteTexts(ctx)[0]?.text ?? "")],
  };
  for (const el of stage.querySelectorAll("[data-tick]")) morph(el, parts[el.dataset.tick]());
  for (const el of stage.querySelectorAll("[data-tick='note']")) el._fit = noteTexts(ctx);
  fitLines(stage.querySelector(".foot") ?? stage);
  place(ctx.now);
}

/** Where the stage stands, against burn-in. */
function place(now) {
  const shift = offset(now);
  stage.style.setProperty("--dx", `${shift.x}px`);
  stage.style.setProperty("--dy", `${shift.y}px`);
}

/** Changes when a drawing is out of date although no message came. */
function drawingKey(ctx) {
  const was = ctx.sessions.filter((s) => s.was).map((s) => s.id).join();
  const place = ctx.view?.idle ? minutePlace(ctx.now) : "";
  return [ctx.mode, was, [...ctx.changed].join(), ctx.page, place, ctx.back !== null, innerWidth, innerHeight,
    ctx.view ? clock.day(ctx.now) : "", countdown(ctx.view?.verdict?.countdown, ctx.now, clock)?.parts.length].join("|");
}

function tell(ctx) {
  if (!ctx.view) return;
  if (ctx.mode === "live") {
    if (drawn.mode === "lost" || drawn.mode === "stale") announcer.restored("Live again.");
    announcer.board(ctx.view, ctx.now);
  } else if (ctx.mode === "lost" && drawn.mode === "live") {
    announcer.connection("Connection lost. What you see may be old.");
  } else if (ctx.mode === "stale" && drawn.mode !== "stale") {
    announcer.connection(`${ctx.view.verdict.line}. ${ctx.view.verdict.second}`);
  }
}

/** Looks again exactly when the trust in the picture may change. */
function judge() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (context().mode !== drawn.mode) draw();
    judge();
  }, freshness.next(performance.now()) + 1);
}

new Wakes({
  hidden: draw,
  woke: (slept) => {
    freshness.woke(performance.now(), slept);
    draw();
    live.renew();
    judge();
  },
}).watch();

addEventListener("resize", draw);
document.fonts?.ready.then(draw);
addEventListener("keydown", (event) => {
  if (event.target !== document.body && event.target !== document.documentElement) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === " ") rotation.paused = !rotation.paused;
  else if (step) rotation.step(performance.now(), step, drawn.pages);
  else return;
  event.preventDefault();
  draw();
});

draw();
judge();
setInterval(tick, TICK);
live.start();
