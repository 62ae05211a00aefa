// What frames the wall in every layout: header, verdict, strip of a lost connection, footer.

import { h, shape, spoken } from "../shared/dom.js";
import { hook } from "../shared/states.js";
import { countdown } from "../shared/countdown.js";
import { exactLength, length } from "../shared/clock.js";

/** The clock, with seconds so that a frozen picture is noticed. */
export function clockText(clock, now) {
  const [time, half] = clock.seconds(now).split(" ");
  const at = time.lastIndexOf(":");
  return [h("b", {}, time.slice(0, at)), `${time.slice(at)}${half ? ` ${half}` : ""}`];
}

export function header(ctx) {
  const { view, clock, now, mode } = ctx;
  return h("header.head", { key: "head", class: mode === "lost" ? "under-strip" : "" },
    h("p.school", {}, h("b", {}, view.school?.name ?? ""), " ", h("span.day", {}, clock.day(now))),
    h("p.clock", { "data-tick": "clock", "aria-hidden": "true" }, clockText(clock, now)));
}

/** The violet strip across the top, three seconds after the last heartbeat. */
export function strip(ctx) {
  if (ctx.mode !== "lost") return null;
  return h("section.strip", { key: "strip", "aria-label": "Connection" },
    shape("s-unknown"),
    h("p", {}, h("b", { "data-tick": "lost" }, lostText(ctx)), " What you see may be old."),
    h("p.strip-clock", { "data-tick": "strip-clock" }, ctx.clock.seconds(ctx.now)));
}

export const lostText = (ctx) => `Connection lost ${length(ctx.age)} ago.`;

const SIZES = ["large", "middle", "small"];

/** Each text at full size, then smaller, then the next shorter text. */
function steps(texts) {
  const unique = [...new Set(texts.filter(Boolean))];
  const [first, ...rest] = unique;
  const all = [{ text: first, size: "large" }, { text: first, size: "middle" }];
  for (const text of rest) all.push({ text, size: "large" }, { text, size: "middle" });
  all.push({ text: unique.at(-1), size: "small" });
  return all;
}

export function verdict(ctx) {
  const { view, mode } = ctx;
  const v = view.verdict ?? {};
  const texts = steps([v.line, ...(v.lines ?? [])]);
  return h("section.verdict", { key: "verdict", class: hook(v.state), "aria-labelledby": "verdict-line" },
    shape(hook(v.state), "verdict-shape"),
    h("div.verdict-text", {},
      h("h1.line", { id: "verdict-line", "data-line": "", "data-size": SIZES[0], fit: texts },
        spoken(`${v.word ?? ""}: `), h("span.t", {}, v.line ?? "")),
      h("p.second", { "data-line": "", fit: [v.second, ...shorter(v.second)].filter(Boolean).map((text) => ({ text })) },
        h("span.t", {}, v.second ?? ""))),
    counter(ctx, mode));
}

/** "1 at risk · 4 ready" without its last parts, two sentences without the second. */
function shorter(text) {
  const by = (mark, end) => {
    const parts = (text ?? "").split(mark);
    return parts.slice(1).map((_, i) => parts.slice(0, parts.length - 1 - i).join(mark) + end);
  };
  return [...by(" · ", ""), ...by(". ", ".")];
}

export function counter({ view, now, clock }) {
  const count = countdown(view.verdict?.countdown, now, clock);
  if (!count) return null;
  return h("div.counter", { role: "timer", "aria-label": count.spoken, "data-tick": "counter" }, counterParts(count));
}

export function counterParts(count) {
  return [
    h("span.count-label", { "aria-hidden": "true" }, count.label ?? ""),
    h("span.count", { "aria-hidden": "true" }, count.parts.map((part, i) =>
      /\d|Now/.test(part) ? h("b", {}, part) : h("i", { key: `unit-${i}` }, part))),
  ];
}

/** Live line, age of the oldest check, what else must be known, and whom to call. */
export function footer(ctx) {
  const { view } = ctx;
  const help = view.school?.help;
  return h("footer.foot", { key: "foot" },
    h("p.live", { "data-tick": "live" }, liveLine(ctx)),
    h("p.note", { "data-tick": "note", "data-line": "", fit: noteTexts(ctx) }, h("span.t", {}, noteTexts(ctx)[0]?.text ?? "")),
    help ? h("p.help", {}, `Help: ${help.name}, ${help.phone}`) : null);
}

export function liveLine({ mode, age, clock, heardAt }) {
  if (mode === "lost") return [shape("i-unplug"), h("span.gone", {}, `Last data ${clock.seconds(heardAt)}`)];
  if (mode === "stale") {
    return [shape("i-unplug"), h("span.gone", {}, `Not connected for ${exactLength(age)}, trying again every 5 s`)];
  }
  const ago = Math.max(1, Math.floor(age / 1000));
  return [h("span.dot", {}), h("b", { "aria-hidden": "true" }, `Live, updated ${ago} s ago`), spoken("Live")];
}

/** The footer's middle: first what needs knowing, else how many checks and how old. */
export function noteTexts(ctx) {
  const { view, mode, back, clock, ahead, now } = ctx;
  if (mode === "stale") return [{ text: "" }];
  const notes = [];
  if (view.config?.lastReloadOk === false) notes.push(view.config.sentence ?? "The changed configuration was not taken.");
  if (view.mail?.working === false) notes.push(view.mail.sentence ?? "E-mail is not working.");
  if (Math.abs(ahead) > 5) notes.push(`This screen’s clock is ${length(Math.abs(ahead) * 1000)} ${ahead > 0 ? "fast" : "slow"}.`);
  if (back) notes.push(`Back since ${clock.short(back.at)}, ${length(back.without)} without data`);
  const { checks, oldest } = view.freshness ?? {};
  if (checks) {
    const n = `${checks.toLocaleString("en-US")} checks`;
    notes.push(oldest ? `${n}, oldest ${length(now - Date.parse(oldest))}` : n);
  }
  return notes.map((_, i) => ({ text: notes.slice(0, notes.length - i).join(" · ") })).concat({ text: "" });
}
