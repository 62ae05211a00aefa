// What readers by ear hear: new states, in two live regions that stand empty in the first page. Changes within two
// seconds are joined, and at most one announcement goes out in five.

import { URGENT } from "./states.js";

const JOIN = 2_000;
const APART = 5_000;
const MARKS = [30, 10, 5, 1]; // minutes before a start that are told

export class Announcer {
  #polite;
  #alert;
  #waiting = { polite: new Map(), alert: new Map() };
  #timer = 0;
  #lastAt = -APART;
  #known = null;
  #minutes = null;

  constructor(polite, alert) {
    this.#polite = polite;
    this.#alert = alert;
  }

  /** Tells what is new in this view: attention that was not there, and what is over. */
  board(view, now) {
    const items = new Map((view.attention ?? []).map((a) => [a.id, a]));
    const before = this.#known;
    this.#known = new Map([...items].map(([id, a]) => [id, { state: a.state, place: a.place }]));
    if (before === null) return;
    for (const [id, item] of items) {
      if (before.get(id)?.state === item.state) continue;
      const text = `${sentence(item)} ${item.why ?? ""} ${item.do ?? ""}`.replace(/\s+/g, " ").trim();
      this.#say(id, text, isAlert(item, view, now) ? "alert" : "polite");
    }
    for (const [id, { place }] of before) if (!items.has(id)) this.#over(id, place, view);
  }

  #over(id, place, view) {
    const sessions = Object.values(view.sessions ?? {}).filter((s) => (s.places ?? []).some((p) => (place ?? "").includes(p)));
    if (sessions.length && sessions.every((s) => s.state === "ready")) this.#say(id, `${place} is ready again.`, "polite");
  }

  connection(text) {
    this.#say("connection", text, "alert");
  }

  restored(text) {
    this.#waiting.alert.delete("connection");
    this.#say("connection", text, "polite");
  }

  /** Tells 30, 10, 5 and 1 min before a start. */
  countdown(spec, now) {
    if (spec?.mode !== "starts") return;
    const minutes = (Date.parse(spec.at) - now) / 60_000;
    const before = this.#minutes;
    this.#minutes = minutes;
    const mark = MARKS.find((m) => before !== null && before > m && minutes <= m);
    if (mark) this.#say("countdown", `${spec.label} ${mark} ${mark === 1 ? "minute" : "minutes"}.`, "polite");
  }

  #say(key, text, region) {
    this.#waiting[region].set(key, text);
    if (this.#timer) return;
    const wait = Math.max(JOIN, this.#lastAt + APART - performance.now());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  #flush() {
    this.#timer = 0;
    this.#lastAt = performance.now();
    for (const [name, node] of [["alert", this.#alert], ["polite", this.#polite]]) {
      const texts = [...this.#waiting[name].values()];
      this.#waiting[name].clear();
      if (texts.length) node.textContent = texts.join(" ");
    }
  }
}

const SENTENCES = {
  notready: "is not ready.", check: "needs a look now.", interrupted: "is interrupted.", unknown: "is unknown.",
  risk: "is at risk.",
};
const sentence = (item) => `${item.place ?? ""} ${SENTENCES[item.state] ?? "changed."}`;

function isAlert(item, view, now) {
  if (item.state === "interrupted") return true;
  if (!URGENT.has(item.state)) return false;
  return (item.sessions ?? []).some((id) => {
    const start = Date.parse(view.sessions?.[id]?.start);
    return start - now <= 30 * 60_000;
  });
}
