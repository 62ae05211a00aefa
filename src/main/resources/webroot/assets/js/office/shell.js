// What frames every office page: header with freshness and clock, strip of a lost connection, tabs on a phone.

import { h, shape, spoken } from "../shared/dom.js";
import { exactLength, length } from "../shared/clock.js";

const PLACES = [
  { path: "/", name: "Today", icon: "i-layout-list" },
  { path: "/rooms", name: "Rooms", icon: "i-door-open" },
  { path: "/devices", name: "Devices", icon: "i-laptop", phone: "Find", phoneIcon: "i-search" },
  { path: "/incidents", name: "Incidents", icon: "i-bell" },
];

const isHere = (place, path) => (place.path === "/" ? path === "/" || path.startsWith("/sessions") : path.startsWith(place.path));

const here = (place, ctx) => (isHere(place, ctx.path) ? "page" : null);

export function shell(ctx, page) {
  const school = ctx.view?.school;
  return [
    strip(ctx),
    h("header.top", { key: "top" },
      h("a.brand", { href: "/" }, school?.name ?? "Firstbell"),
      h("nav.places", { "aria-label": "Pages" }, PLACES.map((p) => h("a", { key: p.path, href: p.path, "aria-current": here(p, ctx) }, p.name)),
        h("a", { key: "wall", href: `/board${location.search}` }, "Wall board")),
      h("p.pulse", {}, freshness(ctx), h("span.now", { "aria-hidden": "true" }, ctx.clock.known ? ctx.clock.seconds(ctx.now) : ""))),
    h("main.page", { key: "page", id: "page", tabindex: "-1" }, notices(ctx), page),
    h("nav.tabs", { key: "tabs", "aria-label": "Pages on a phone" }, PLACES.map((p) =>
      h("a", { key: p.path, href: p.path, "aria-current": here(p, ctx) }, shape(p.phoneIcon ?? p.icon), h("span", {}, p.phone ?? p.name)))),
  ];
}

function freshness({ mode, age, clock, heardAt }) {
  if (mode === "loading" || mode === "late") return h("span.age", {}, "Waiting for data");
  if (mode === "checking") return h("span.age", {}, "Checking…");
  if (mode === "lost") return h("span.age.gone", {}, shape("i-unplug"), `Last data ${clock.seconds(heardAt)}`);
  if (mode === "stale") return h("span.age.gone", {}, shape("i-unplug"), `No data for ${length(age)}`);
  const ago = Math.max(1, Math.floor(age / 1000));
  return h("span.age", {}, h("span.dot", {}), h("span", { "aria-hidden": "true" }, `Live, ${ago} s ago`), spoken("Live"));
}

function strip({ mode, age, clock, now }) {
  if (mode !== "lost" && mode !== "stale") return null;
  const text = mode === "lost" ? `Connection lost ${length(age)} ago.` : `No live data for ${exactLength(age)}.`;
  return h("section.strip", { key: "strip", "aria-label": "Connection" }, shape("s-unknown"),
    h("p", {}, h("b", {}, text), mode === "lost" ? " What you see may be old." : " What you see is not known any more."),
    h("p.strip-clock", { "aria-hidden": "true" }, clock.seconds(now)));
}

/** Things of the daemon itself that everybody should know. */
function notices(ctx) {
  const { view, back, clock, ahead } = ctx;
  if (!view || ctx.mode === "stale") return null;
  const list = [];
  if (view.blind) list.push(view.blind.sentence);
  if (view.mail?.working === false) list.push(view.mail.sentence ?? "E-mail is not working.");
  if (view.config?.lastReloadOk === false) list.push(view.config.sentence ?? "The changed configuration was not taken.");
  if (Math.abs(ahead) > 5) list.push(`This computer’s clock is ${length(Math.abs(ahead) * 1000)} ${ahead > 0 ? "fast" : "slow"}; times here are the daemon’s.`);
  if (back) list.push(`Back since ${clock.time(back.at)}, ${length(back.without)} without data.`);
  return list.length ? h("ul.notices", { key: "notices" }, list.map((text) => h("li", {}, shape("i-info"), text))) : null;
}
