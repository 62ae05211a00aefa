// Devices: the list with search and counts, and one device with what it last told.

import { h, shape } from "../shared/dom.js";
import { hook, WORDS } from "../shared/states.js";
import { ago, doThis, head, panel, plain, row } from "./parts.js";
import { evidenceWords, kindName, signalName, valueWords } from "./humanize.js";

const PAGE = 50;
const ORDER = ["notready", "unknown", "risk", "resting", "ready"];
const NAMES = { notready: "not ready", unknown: "unknown", risk: "at risk", resting: "not due yet", ready: "OK" };
const natural = new Intl.Collator("en", { numeric: true });

/** What is typed in the search field; survives a new drawing. */
export const search = { text: "", state: "", shown: PAGE };

function stateOf(device, ctx) {
  if (ctx.mode === "stale") return "unknown";
  if (device.seat) return { AWAKE: "ready", RESTING: "resting", MISSING: "notready", UNFIT: "notready", UNKNOWN: "unknown" }[device.seat] ?? "unknown";
  if (device.up === null || device.up === undefined) return "unknown";
  if (!device.up) return "notready";
  return (device.reasons ?? []).some((r) => r.severity !== "advisory") || (device.checks ?? []).some((c) => c.outcome === "FAIL") ? "risk" : "ready";
}

const word = (state) => (state === "ready" ? "OK" : state === "resting" ? "not due yet" : WORDS[state]);
const nameOf = (d) => d.name || d.id;
const placeOf = (d, ctx) => [
  ctx.view.rooms?.[d.room]?.name ?? d.room, d.cart && d.slot ? `${d.cart}, slot ${d.slot}` : d.cart ?? (d.slot && `seat ${d.slot}`), kindName(d.kind),
].filter(Boolean).join(" · ");

export function deviceList(ctx) {
  const asked = ctx.resources.use("/devices");
  if (!asked.data) return plain(asked.error ? "The list of devices cannot be read now" : "Loading");
  const room = new URLSearchParams(location.search).get("room");
  const all = asked.data.filter((d) => !room || d.room === room || (d.rooms ?? []).includes(room)).map((d) => ({ ...d, shown: stateOf(d, ctx) }));
  const text = search.text.trim().toLowerCase();
  const found = all.filter((d) => (!search.state || d.shown === search.state)
    && (!text || `${d.id} ${d.name ?? ""} ${d.slot ?? ""} ${placeOf(d, ctx)}`.toLowerCase().includes(text)))
    .sort((a, b) => ORDER.indexOf(a.shown) - ORDER.indexOf(b.shown) || natural.compare(nameOf(a), nameOf(b)));
  const shown = found.slice(0, search.shown);
  return [
    h("header.head", { key: "head" }, h("h1", {}, "Devices")),
    h("search.panel.find", { key: "find" },
      h("label", {}, shape("i-search"), h("span", {}, "Find a device"), h("input", { type: "search", "data-search": "", value: search.text, autocomplete: "off" })),
      h("div.filters", { role: "group", "aria-label": "Only" }, ["", ...ORDER].map((state) => {
        const n = state ? all.filter((d) => d.shown === state).length : all.length;
        return n || !state ? h("button.button", { key: state || "all", type: "button", "data-act": "filter", "data-id": state, "aria-pressed": String(search.state === state) },
          `${n} ${state ? NAMES[state] : "in all"}`) : null;
      }))),
    h("section.panel", { key: "list", "aria-label": "Devices found" },
      shown.length ? h("ul.rows", {}, shown.map((d) => row({
        href: `/devices/${encodeURIComponent(d.id)}`, key: d.id, state: d.shown === "resting" ? "notchecked" : d.shown, ok: d.shown === "ready", word: word(d.shown),
        name: nameOf(d), detail: placeOf(d, ctx) }))) : h("p", {}, "Nothing found."),
      found.length > shown.length ? h("button.button", { type: "button", "data-act": "more" }, `Show ${Math.min(PAGE, found.length - shown.length)} more of ${found.length}`) : null),
  ];
}

export function devicePage(id, ctx) {
  const asked = ctx.resources.use(`/devices/${encodeURIComponent(id)}`);
  const d = asked.data;
  if (!d) return plain(asked.error === 404 ? "This device is not known" : asked.error ? "This device cannot be read now" : "Loading", h("a", { href: "/devices" }, "All devices"));
  const state = stateOf(d, ctx);
  const reasons = ctx.mode === "stale" ? [] : d.reasons ?? [];
  return [
    head({ state: state === "resting" ? "notchecked" : state, word: word(state), title: nameOf(d), under: placeOf(d, ctx) }),
    panel("Now",
      reasons.length ? null : h("p.why", {}, sentence(d, state, ctx)),
      reasons.map((r) => h("div", { key: r.check }, h("p.why", {}, r.message), facts(r), doThis(r.remedy))),
      d.seenBy ? h("p.note", {}, "Seen by ", h("a", { href: `/devices/${encodeURIComponent(d.seenBy)}` }, d.seenBy), d.lastSeenAt ? [", ", ago(d.lastSeenAt, ctx)] : null) : null,
      d.usableFor?.length ? h("p.note", {}, `Fit for ${d.usableFor.join(", ")}`) : null),
    h("div.columns", { key: "columns" },
      h("div", {}, checks(d, ctx)),
      h("div", {}, signals(d, ctx))),
  ];
}

function sentence(d, state, ctx) {
  if (ctx.mode === "stale") return "We can’t tell how it is now.";
  const since = d.lastSeenAt ? ` since ${ctx.clock.moment(d.lastSeenAt)}` : "";
  if (state === "unknown") return d.up === null && !d.lastSeenAt ? "It has not been reached yet." : `We can’t tell${since}.`;
  if (state === "resting") return "It is not due yet.";
  if (d.up === false || d.seat === "MISSING") return `It has not answered${since}.`;
  return state === "ready" ? "It is well." : "It answers, but something is wrong.";
}

const facts = (r) => {
  const text = (r.evidence ?? []).map(evidenceWords).filter(Boolean).join(" · ");
  return text ? h("p.facts", {}, text) : null;
};

const OUTCOMES = { PASS: ["ready", "OK"], FAIL: ["notready", "NOT OK"], UNKNOWN: ["unknown", "UNKNOWN"] };

function checks(d, ctx) {
  const list = [...(d.checks ?? [])].sort((a, b) => ["FAIL", "UNKNOWN", "PASS"].indexOf(a.outcome) - ["FAIL", "UNKNOWN", "PASS"].indexOf(b.outcome));
  return panel("Checks", list.length ? h("ul.checks.short", {}, list.map((c) => {
    const [state, text] = ctx.mode === "stale" ? OUTCOMES.UNKNOWN : OUTCOMES[c.outcome] ?? OUTCOMES.UNKNOWN;
    return h("li.check", { key: c.check, class: hook(state) }, shape(hook(state)), h("h3", {}, checkName(c.check), h("span.check-word", {}, text)));
  })) : h("p", {}, "None applies to it."));
}

const checkName = (id) => {
  const words = id.replace(/[-_.]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function signals(d, ctx) {
  const list = Object.entries(d.signals ?? {});
  return panel("What it last told", list.length ? h("table.signals", {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "What"), h("th", { scope: "col" }, "Value"), h("th", { scope: "col" }, "Checked"))),
    h("tbody", {}, list.map(([name, s]) => h("tr", { key: name, class: s.fresh === false || ctx.mode === "stale" ? "old" : "" },
      h("th", { scope: "row", title: name }, signalName(name)), h("td", {}, valueWords(name, s.value)), h("td", {}, ago(s.observedAt, ctx))))))
    : h("p", {}, "Nothing yet."));
}
