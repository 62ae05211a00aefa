// Arrangements of the wall's middle, from the richest to the plainest, for each number of sessions. The first that fits
// its screen is taken; which one that is says fit.js.

import { h } from "../shared/dom.js";
import { COUNTED, counts, isOver, isProblem, WORDS } from "../shared/states.js";
import { calmCard, card, item, sharedCard, shortPlace } from "./cards.js";
import { matrix, tileGrid, waves } from "./tiles.js";
import { pageOf } from "./rotation.js";
import { single } from "./single.js";

/** Rows of the table of layouts: the most sessions each is made for. */
const ROWS = [
  { upTo: 1, arrange: one }, { upTo: 4, arrange: few }, { upTo: 6, arrange: cards }, { upTo: 16, arrange: tiles },
  { upTo: 40, arrange: cells }, { upTo: Infinity, arrange: byWave },
];
const LARGE_SCALE = 1.2;

/**
 * @param {object} ctx `view`, `sessions` (in order), `items` (attention), `page`, `scale`, `mode`, `clock`, `changed`
 * @returns functions that each build one arrangement: `{nodes, pages, path}`; `path` is whether the strip of the path
 *   is still needed
 */
export function candidates(ctx) {
  if (ctx.items.some((i) => i.shared)) return shared(ctx);
  const row = ROWS.findIndex((r) => ctx.sessions.length <= r.upTo);
  const large = ctx.scale > LARGE_SCALE && ctx.items.length && ctx.sessions.length > 4;
  const first = large ? Math.min(row + 1, ROWS.length - 1) : row;
  return ROWS.slice(first).flatMap((r) => r.arrange(ctx));
}

const middle = (kind, nodes, more = {}) => ({
  nodes: h("div.middle", { key: "middle", class: kind, "data-fit": "" }, nodes), pages: 1, path: true, ...more,
});

const shownIds = (items) => new Set(items.flatMap((i) => i.sessions ?? []));
const others = (ctx, items) => ctx.sessions.filter((s) => !shownIds(items).has(s.id));

function one(ctx) {
  if (ctx.sessions.length !== 1 || ctx.mode === "stale") return [];
  return [{ plan: true, list: true }, { plan: true, list: false }, { plan: false, list: true }, { plan: false, list: false },
    { plan: false, list: false, snug: true }]
    .map((parts) => () => middle("one", single(ctx, parts)));
}

function few(ctx) {
  const { items, sessions } = ctx;
  if (sessions.length > 4 || ctx.mode === "stale") return [];
  const calm = others(ctx, items);
  const list = (options, kind) => h("ul.calms", { key: "calms", class: kind, "data-fit": "" }, calm.map((s) => calmCard(s, ctx, options)));
  if (!items.length) {
    return [{ plan: true }, { plan: false }].map((o) => () =>
      middle("columns", list(o, "columns"), { vars: { "--columns": calm.length } }));
  }
  if (items.length > 2 || !calm.length) {
    const shown = items.slice(0, 4);
    return [{ plan: true }, { plan: false }, { plan: false, snug: true }].map((o) => () => middle(`grid-2${sessions.length === 1 ? " alone" : ""}`, [
      shown.map((i) => card(i, ctx, o)), calm.length ? list({ plan: false, row: true }, "rows") : null]));
  }
  return [[true, true], [true, false], [false, false]].map(([plan, seats]) => () => middle("split", [
    h("div.stack", { key: "stack", "data-fit": "" }, items.map((i) => card(i, ctx, { plan }))),
    list({ plan: seats, row: true }, "rows")]));
}

function cards(ctx) {
  const { items, sessions } = ctx;
  if (!items.length) {
    return [true, false].map((long) => () =>
      middle("all", tileGrid(sessions, ctx, { columns: ctx.portrait || sessions.length === 4 ? 2 : Math.min(3, sessions.length), long, kind: "big" })));
  }
  if (sessions.length > 6) return [];
  // Nothing rotates here: what has no card is a tile in the row below.
  const arrange = (n, plan, kind) => () => {
    const { shown, rest } = pageOf(items, n, 0, ctx.view.sessions);
    const calm = others(ctx, shown);
    return middle("two", [
      h("div.pair", { key: "pair", class: shown.length === 1 ? "alone" : "", "data-fit": "" },
        shown.map((i, at) => card(i, ctx, { plan: plan && at === 0 }))),
      calm.length ? tileGrid(calm, ctx, { columns: ctx.portrait ? 2 : calm.length, long: true, kind }) : null,
      also(rest.filter((i) => !calm.some((s) => i.sessions?.includes(s.id)))),
    ]);
  };
  return [arrange(2, true, "row"), arrange(2, true, "row tight"), arrange(2, false, "row"), arrange(2, false, "row tight"),
    arrange(1, false, "row tight")];
}

function tiles(ctx) {
  const { items, sessions } = ctx;
  if (sessions.length > 16) return [];
  const grid = (columns, kind) => tileGrid(sessions, ctx, { columns, kind });
  if (!items.length) {
    return [4, 3].map((columns) => () => middle("all", grid(ctx.portrait ? 3 : columns, "big tight")));
  }
  const arrange = (n, columns, kind = "") => () => {
    const list = attentionList(ctx, n);
    return middle("halves", [list.node, grid(columns, kind)], { pages: list.pages });
  };
  const most = ctx.scale > LARGE_SCALE ? 2 : 3;
  const all = [];
  for (let n = most; n >= 1; n--) {
    if (sessions.length > 12) all.push(arrange(n, 4));
    all.push(arrange(n, 3), arrange(n, 3, "stack"), arrange(n, 3, "low"), arrange(n, 3, "stack low"), arrange(n, 2, "low"));
  }
  return all;
}

/** Up to `n` items on the left, and a line that names every other problem room. */
function attentionList(ctx, n, waveLine = []) {
  const { shown, rest, pages, page } = pageOf(ctx.items, n, ctx.page, ctx.view.sessions);
  return {
    pages,
    node: h("div.items", { key: "items", "data-fit": "" }, shown.map((i) => item(i, ctx)), also(rest, pages, page, waveLine)),
  };
}

/** "Also: 109, 112 at risk · 203 unknown", worst first. */
export function also(rest, pages = 1, page = 0, waveLine = []) {
  if (!rest.length && !waveLine.length && pages <= 1) return null;
  const parts = Object.keys(WORDS).map((state) => {
    const names = rest.filter((i) => i.state === state).flatMap((i) => (i.places?.length ? i.places : [i.place])).map(shortPlace);
    return names.length ? `${[...new Set(names)].join(", ")} ${COUNTED[state]}` : null;
  }).filter(Boolean);
  return h("p.also", { key: "also" },
    h("span", {}, [...parts, ...waveLine].length ? [h("b", {}, "Also: "), [...parts, ...waveLine].join(" · ")] : ""),
    pages > 1 ? h("span.page", {}, `page ${page + 1} of ${pages}`) : null);
}

function cells(ctx) {
  const { items, sessions } = ctx;
  if (sessions.length > 40) return [];
  const groups = waves(sessions);
  const flat = [{ at: 0, sessions }];
  const big = ctx.scale > LARGE_SCALE;
  if (!items.length) {
    const columns = ctx.portrait ? 4 : ctx.mode === "stale" ? 8 : 10;
    return [
      () => middle("all", matrix(groups, ctx, { columns })),
      () => middle("all", matrix(flat, ctx, { columns, heads: false })),
      () => middle("all", matrix(groups, ctx, { columns: columns + 2, compact: true })),
      () => middle("all", matrix(flat, ctx, { columns: columns + 2, compact: true, heads: false })),
    ];
  }
  const arrange = (n, of, options) => () => {
    const list = attentionList(ctx, n);
    return middle("halves matrix-half", [list.node, matrix(of, ctx, options)], { pages: list.pages });
  };
  const all = [];
  for (let n = big ? 2 : 3; n >= 1; n--) {
    const columns = big ? 6 : 7;
    all.push(arrange(n, groups, { columns }), arrange(n, flat, { columns, heads: false }),
      arrange(n, groups, { columns, compact: true }), arrange(n, flat, { columns, compact: true, heads: false }));
  }
  return all;
}

function byWave(ctx) {
  const { items } = ctx;
  const ordered = nextFirst(waves(ctx.sessions), ctx.now);
  const arrange = (n, per, options, brief = false) => () => {
    const pages = ordered.flatMap((w) => chunks(w, per));
    const at = ctx.page % pages.length;
    const here = pages[at];
    const title = pages.length > 1 ? `${ctx.clock.time(here.at)}, page ${at + 1} of ${pages.length}` : undefined;
    const grid = matrix([{ ...here, name: title }], ctx, options);
    if (!items.length) return middle("all", grid, { pages: pages.length });
    const { shown, rest } = pageOf(items, n, 0, ctx.view.sessions);
    const onPage = rest.filter((i) => i.sessions?.some((id) => here.sessions.some((s) => s.id === id)));
    return middle("halves matrix-half", [
      h("div.items", { key: "items", "data-fit": "" }, shown.map((i) => item(i, ctx)), also(brief ? [] : onPage, 1, 0, elsewhere(ctx, here, brief))), grid],
    { pages: pages.length });
  };
  const big = ctx.scale > LARGE_SCALE;
  const columns = items.length ? (big ? 6 : 7) : ctx.portrait ? 5 : ctx.mode === "stale" ? 8 : 10;
  const list = [];
  for (const per of [Infinity, 28, 21, 12]) {
    for (let n = big ? 2 : 3; n >= 1; n--) {
      list.push(arrange(n, per, { columns, roomy: true }), arrange(n, per, { columns }), arrange(n, per, { columns, compact: true }));
    }
    list.push(arrange(1, per, { columns }, true), arrange(1, per, { columns: columns - 1, compact: true }, true));
  }
  return list;
}

/** Waves from the next start on, those that began before at the end. */
function nextFirst(all, now) {
  const next = all.findIndex((w) => w.at >= now - 15 * 60_000 && w.sessions.some((s) => !isOver(s.state)));
  return next > 0 ? [...all.slice(next), ...all.slice(0, next)] : all;
}

function chunks(wave, per) {
  if (wave.sessions.length <= per) return [wave];
  const pages = Math.ceil(wave.sessions.length / per);
  const size = Math.ceil(wave.sessions.length / pages);
  return Array.from({ length: pages }, (_, i) => ({ at: wave.at, sessions: wave.sessions.slice(i * size, (i + 1) * size) }));
}

/** Problems that this page does not show, by start: "10:30 AM: 1 not ready". */
function elsewhere(ctx, here, brief) {
  const away = ctx.sessions.filter((s) => isProblem(s.state) && !here.sessions.includes(s));
  if (brief) return away.length ? [`${away.length} on other pages`] : [];
  return waves(away).map((w) => `${ctx.clock.time(w.at)}: ${counts(w.sessions).join(", ")}`);
}

function shared(ctx) {
  const { items, sessions } = ctx;
  const [cause] = items.filter((i) => i.shared);
  const rest = items.filter((i) => i !== cause);
  const left = also(rest.filter((i) => !(i.sessions ?? []).length), 1, 0);
  const withTiles = (columns, kind, low) => () => middle("cause", [
    sharedCard(cause, ctx, { low }), tileGrid(sessions, ctx, { columns, kind: `slim ${kind}` }), left], { path: false });
  const withCells = (columns, low) => () => middle("cause", [
    sharedCard(cause, ctx, { low }), matrix([{ at: 0, sessions }], ctx, { columns, compact: true, heads: false }), left], { path: false });
  const few = sessions.length <= 12
    ? [withTiles(3, "", false), withTiles(4, "tight", false), withTiles(3, "", true), withTiles(3, "tight", true)] : [];
  return [...few, ...[10, 14, 16].flatMap((columns) => [withCells(ctx.portrait ? columns - 6 : columns, false)]),
    withCells(ctx.portrait ? 6 : 10, true), withCells(ctx.portrait ? 8 : 14, true)];
}
