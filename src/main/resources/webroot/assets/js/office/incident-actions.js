// "I'm on it" and what else staff may do with an incident, with what came of it.

import { h, shape } from "../shared/dom.js";
import { Actions } from "./actions.js";

/** The buttons of one incident. `incident` may be null: then there is nobody to tell yet. */
export function takeButtons(incident, ctx, { wide = false } = {}) {
  if (!incident) return null;
  const key = `take-${incident.id}`;
  const state = ctx.actions.state(key);
  if (incident.owner) {
    return h("p.owner", { key }, shape("i-user-round-check"), `${incident.owner.by} has it since ${ctx.clock.time(incident.owner.at)}`);
  }
  if (!ctx.can("post", "/incidents/{id}/acknowledgement")) return nobody(key);
  if (incident.state === "ACKNOWLEDGED") return nobody(key);
  return h("div.take", { key, class: wide ? "wide" : "" },
    button({ act: "take", id: incident.id, icon: "i-hand", text: "I’m on it", main: true }, state, ctx), outcome(key, state));
}

const nobody = (key) => h("p.owner", { key }, shape("i-user-round"), "Nobody has this yet");

/** A button that says when it waits: for the daemon's word, or for a connection. */
export function button({ act, id, icon, text, main = false }, state, ctx) {
  const offline = ctx.mode === "lost" || ctx.mode === "stale";
  const busy = state?.state === "sending" || state?.state === "waiting";
  const label = state?.state === "sending" ? "sending…" : state?.state === "waiting" || offline ? "waits for connection" : text;
  return h("button.button", {
    type: "button", class: main ? "main" : "", "data-act": act, "data-id": id, "aria-disabled": busy || offline ? "true" : null,
  }, icon ? shape(icon) : null, h("span", {}, label));
}

/** What stands in the way of an action: a token, or the daemon's own words. */
export function outcome(key, state) {
  if (state?.state === "token") {
    return h("form.token", { "data-act": "token" },
      h("label", {}, state.problem, " ", h("input", { type: "password", name: "token", autocomplete: "current-password", required: true })),
      h("button.button", { type: "submit" }, "Sign in"));
  }
  if (state?.state === "refused") {
    return h("p.refused", { role: "status" }, state.problem, " ",
      h("button.button", { type: "button", "data-act": "forget", "data-key": key }, "Close"));
  }
  return null;
}

/** Who signs, shown once below the actions, and changed by one field. */
export function signature(ctx) {
  return h("form.signature", { key: "signature", "data-act": "by" },
    h("label", {}, "You act as ", h("input", { name: "by", value: Actions.by || ctx.by, maxlength: "60", autocomplete: "organization-title" })),
    h("button.button", { type: "submit" }, "Save"));
}
