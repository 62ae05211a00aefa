// Asks once for the screen's diagonal and its readers' distance, and carries the answer in the board's address, where a
// kiosk keeps it. Walls without hands never see it: it shows itself to a pointer or the keyboard.

import { h, morph } from "../shared/dom.js";
import { setting } from "./setting.js";

const SHOWN_FOR = 8_000;

export class ScreenSetting {
  #dialog = h("dialog.screen", { "aria-labelledby": "screen-title" });
  #button = h("button.screen-button", { type: "button" }, "Screen size");
  #changed;
  #timer = 0;

  /** @param changed called with the new setting */
  constructor(changed) {
    this.#changed = changed;
  }

  place() {
    const nav = document.querySelector("nav");
    nav.append(this.#button);
    document.body.append(this.#dialog);
    this.#button.addEventListener("click", () => this.#open());
    addEventListener("pointermove", () => this.#show(), { passive: true });
    this.#dialog.addEventListener("submit", (event) => this.#take(event));
  }

  #show() {
    this.#button.classList.add("shown");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#button.classList.remove("shown"), SHOWN_FOR);
  }

  #open() {
    const now = setting(location.search);
    const field = (name, text, value, most) => h("label", {}, text,
      h("input", { name, type: "number", min: "1", max: most, step: "0.5", value, required: true }));
    morph(this.#dialog, [
      h("form", { method: "dialog" },
        h("h2", { id: "screen-title" }, "This screen"),
        field("in", "Diagonal, inches", now.inches, "200"),
        field("m", "Read from, metres", now.metres, "30"),
        h("label", {}, "Theme", h("select", { name: "theme" }, ["dark", "light"].map((t) =>
          h("option", { value: t, selected: t === now.theme }, t)))),
        h("p", {}, "On plain HTTP a browser cannot keep the screen on: set the kiosk’s own power saving to never."),
        h("div.screen-buttons", {},
          h("button", { type: "submit", value: "ok" }, "Use this"),
          h("button", { type: "submit", value: "no", formnovalidate: true }, "Leave as it is"))),
    ]);
    this.#dialog.showModal();
  }

  #take(event) {
    if (event.submitter?.value !== "ok") return;
    const params = new URLSearchParams(location.search);
    for (const name of ["in", "m", "theme"]) params.set(name, event.target.elements[name].value);
    history.replaceState(null, "", `${location.pathname}?${params}`);
    this.#changed(setting(location.search));
  }
}
