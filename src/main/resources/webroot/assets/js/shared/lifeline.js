// The path to the test: stops in plain words, and links that show where it breaks.

import { h, shape } from "./dom.js";
import { partHook, partShape, partWord } from "./states.js";

const LINKS = new Set(["ok", "weak", "part", "cut", "off", "around"]);
const LINK_WORDS = { weak: "weak", part: "broken for some rooms", cut: "broken", off: "can’t tell", around: "going around it" };

/** An ordered list of stops, each with the link that leads on from it. */
export function lifeline(path, { label = "The path to the test" } = {}) {
  const stops = path?.stops ?? [];
  const links = path?.links ?? [];
  return h("ol.path", { "aria-label": label }, stops.map((stop, i) => [
    h("li.stop", { key: `stop-${i}`, class: partHook(stop.state) },
      shape(partShape(stop.state)),
      h("span.stop-text", {},
        h("span.stop-name", {}, stop.name),
        h("span.stop-words", {}, stop.words || partWord(stop.state)),
        h("span.spoken", {}, `, ${partWord(stop.state)}`))),
    i < stops.length - 1 ? link(links[i], i) : null,
  ]));
}

function link(state, i) {
  const kind = LINKS.has(state) ? state : "off";
  const children = kind === "cut" ? [h("span.cut-x", {}, shape("i-x"))] : [];
  return h("li.link", { key: `link-${i}`, class: kind, "aria-hidden": LINK_WORDS[kind] ? null : "true" }, children,
    LINK_WORDS[kind] ? h("span.spoken", {}, LINK_WORDS[kind]) : null);
}
