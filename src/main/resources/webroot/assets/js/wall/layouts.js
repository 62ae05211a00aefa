// Arrangements of the wall's middle, from the richest to the plainest, for each number of sessions. The first that fits
// its screen is taken; which one that is says fit.js.

import { h } from "../shared/dom.js";
import { COUNTED, isProblem, WORDS } from "../shared/states.js";
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
  const first = ctx.scale > LARGE_SCALE && ctx.items.length ? Math.min(row + 1, ROWS.length - 1) : row;
  return ROWS.slice(first).flatMap((r) => r.arrange(ctx));
}

const middle = (kind, nodes, more = {}) => ({
  nodes: h("div.middle", { key: "middle", class: kind, "data-fit": "" }, nodes), pages: 1, path: true, ...more,
});

const shownIds = (items) => new Set(items.flatMap((i) => i.sessions ?? []));
const others = (ctx, items) => ctx.sessions.filter((s) => !shownIds(items).has(s.id));

function one(ctx) {
  if (ctx.sessions.length !== 1 || ctx.mode === "stale") return [];
  return [{ plan: true, list: true }, { plan: true, list: false }, { plan: false, list: true }, { plan: false, list: false }]
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
    return [true, false].map((plan) => () => middle("grid-2", [
      shown.map((i) => card(i, ctx, { plan })), calm.length ? list({ plan: false, row: true }, "rows") : null]));
  }
  return [[true, true], [true, false], [false, false]].map(([plan, seats]) => () => middle("split", [
    h("div.stack", { key: "stack", "data-fit": "" }, items.map((i) => card(i, ctx, { plan }))),
    list({ plan: seats, row: true }, "rows")]));
}

function cards(ctx) {
  const { items, sessions } = ctx;
  if (!items.length) {
    return [true, false].map((long) => () =>
      middle("all", tileGrid(sessions, ctx, { columns: ctx.portrait ? 2 : Math.min(3, sessions.length), long, kind: "big" })));
  }
  if (sessions.length > 6) return [];
  const arrange = (n, plan, kind) => () => {
    const { shown, rest, pages, page } = pageOf(items, n, ctx.page, ctx.view.sessions);
    const calm = others(ctx, shown);
    return middle("two", [
      h("div.pair", { key: "pair", class: shown.length === 1 ? "alone" : "", "data-fit": "" },
        shown.map((i, at) => card(i, ctx, { plan: plan && at === 0 }))),
      calm.length ? tileGrid(calm, ctx, { columns: ctx.portrait ? 2 : calm.length, long: true, kind }) : null,
      also(rest.filter((i) => !calm.some((s) => i.sessions?.includes(s.id))), pages, page),
    ], { pages });
  };
  return [arrange(2, true, "row"), arrange(2, false, "row"), arrange(1, false, "row"), arrange(1, false, "row low")];
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
    all.push(arrange(n, 3), arrange(n, 3, "low"), arrange(n, 2, "low"));
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
    const columns = ctx.portrait ? 6 : ctx.mode === "stale" ? 8 : 10;
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
  const { items, sessions, now } = ctx;
  const all = waves(sessions);
  const next = all.findIndex((w) => w.at >= now - 15 * 60_000 && w.sessions.some((s) => !["done", "cancelled"].includes(s.state)));
  const ordered = next > 0 ? [...all.slice(next), ...all.slice(0, next)] : all;
  const arrange = (n, options) => () => {
    const pages = ordered.length;
    const wave = ordered[ctx.page % pages];
    const line = ordered.filter((w) => w !== wave).map((w) => [w, w.sessions.filter((s) => isProblem(s.state))])
      .filter(([, bad]) => bad.length)
      .map(([w, bad]) => `${ctx.clock.time(w.at)}: ${bad.length} ${bad.length === 1 ? "needs" : "need"} you`);
    const title = pages > 1 ? `${ctx.clock.time(wave.at)}, page ${ctx.page % pages + 1} of ${pages}` : undefined;
    const grid = matrix([{ ...wave, name: title }], ctx, options);
    if (!items.length) return middle("all", grid, { pages });
    const { shown, rest } = pageOf(items, n, 0, ctx.view.sessions);
    const left = rest.filter((i) => i.sessions?.some((id) => wave.sessions.some((s) => s.id === id)));
    return middle("halves matrix-half", [
      h("div.items", { key: "items", "data-fit": "" }, shown.map((i) => item(i, ctx)), also(left, 1, 0, line)), grid], { pages });
  };
  const columns = items.length ? (ctx.scale > LARGE_SCALE ? 6 : 7) : ctx.portrait ? 6 : 10;
  const list = [];
  for (let n = 3; n >= 1; n--) {
    list.push(arrange(n, { columns }), arrange(n, { columns, compact: true }), arrange(n, { columns: columns + 1, compact: true, heads: false }));
  }
  return list;
}

function shared(ctx) {
  const { items, sessions } = ctx;
  const [cause] = items.filter((i) => i.shared);
  const rest = items.filter((i) => i !== cause);
  const arrange = (columns, kind) => () => middle("cause", [
    sharedCard(cause, ctx),
    tileGrid(sessions, ctx, { columns, kind: `slim ${kind}` }),
    also(rest.filter((i) => !(i.sessions ?? []).length), 1, 0),
  ], { path: false });
  const grid = (columns) => () => middle("cause", [
    sharedCard(cause, ctx), matrix([{ at: 0, sessions }], ctx, { columns, compact: true, heads: false }),
  ], { path: false });
  const tilesToo = sessions.length <= 12 ? [arrange(3, ""), arrange(4, "tight"), arrange(6, "tight")] : [];
  return [...tilesToo, grid(ctx.portrait ? 6 : 10), grid(ctx.portrait ? 8 : 14), grid(16)];
}
