// The panel that shapes the selected pad: character first, the seven knobs behind a tab.

import { el, slider, tabs, replace, debounced } from "./dom.js";
import { KNOBS, nameOf } from "./kit.js";

const VARIATION = ["all alike", "close", "as learnt", "loose", "wild"];
const HINTS = {
  loudness: "how loud", pitch: "how high", attack: "how soft the start", decay: "how long",
  brightness: "how bright", noise: "how noisy", richness: "how wide the spectrum",
};

const saysVariation = (value) => VARIATION[Math.round(value * (VARIATION.length - 1))];

const natural = (value, unit) => {
  if (value === null || value === undefined) return "not measurable";
  const size = Math.abs(value);
  return (size >= 100 ? Math.round(value) : value.toFixed(size >= 10 ? 1 : 2)) + " " + unit;
};

export class Shape {
  constructor(kit, pads, audition) {
    Object.assign(this, { kit, pads });
    this.audition = debounced((pad) => this.listens.checked && audition(pad), 120);
    this.listens = el("input", { type: "checkbox", checked: true });
    this.title = el("h2", {});
    this.knobRows = new Map();
    this.element = el("section", { class: "panel shape", "aria-label": "Shape of the selected pad" });
    kit.addEventListener("opened", () => this.build());
    kit.addEventListener("selected", () => this.build());
    kit.addEventListener("undoable", () => this.#buttons());
    kit.addEventListener("bank", () => this.#buttons());
    kit.addEventListener("changed", (event) => { if (event.pad === kit.selected) this.#buttons(); });
    pads.addEventListener("hit", (event) => { if (event.pad === kit.selected) this.#achieved(event.header); });
  }

  build() {
    const { kit } = this;
    this.freezeButton = el("button", { type: "button", onclick: () => this.freeze() });
    this.undoButton = el("button", { type: "button", onclick: () => kit.undo(), title: "Ctrl+Z" }, "Undo");
    this.bankButton = el("button", { type: "button", onclick: () => kit.swapBanks(), title: "Two versions of the whole kit" });
    const actions = el("div", { class: "actions" },
      this.freezeButton,
      el("button", { type: "button", onclick: () => this.reroll(), title: "Another sound of the same kind" }, "Re-roll"),
      this.undoButton,
      this.bankButton,
      el("button", { type: "button", class: "quiet", onclick: () => kit.copyToOtherBank(), title: "Makes the other version the same as this one" }, "Copy across"));
    const chosen = this.panels?.chosen ?? 0;
    this.panels = tabs("Ways to shape", [["Character", () => this.#character()], ["Seven knobs", () => this.#knobs()], ["Mix", () => this.#mix()]], chosen);
    replace(this.element, this.title, actions, this.panels,
      el("label", { class: "check" }, this.listens, "Hear it while shaping"));
    this.#buttons();
  }

  freeze() {
    const { kit, pads } = this;
    const pad = kit.selected;
    if (kit.pads[pad].frozen !== null) kit.freeze(pad, null);
    else {
      const kept = (pads.lastHit[pad] ?? pads.hits.get(pads.ready[pad][0]))?.header;
      kit.freeze(pad, kept?.seed ?? 1, kept?.velocity);
    }
  }

  reroll() {
    this.kit.reroll(this.kit.selected);
    this.audition(this.kit.selected);
  }

  #buttons() {
    if (!this.freezeButton) return;
    const { kit } = this;
    const frozen = kit.pad.frozen !== null;
    replace(this.title, el("span", { class: "pad-number" }, String(kit.selected + 1)), nameOf(kit.pad.classes));
    this.freezeButton.textContent = frozen ? "Frozen" : "Freeze";
    this.freezeButton.setAttribute("aria-pressed", frozen);
    this.freezeButton.title = frozen ? "Every press plays this one sound; press to let go" : "Keep the sound that played last";
    this.undoButton.disabled = !kit.canUndo;
    this.bankButton.textContent = "Bank " + kit.bank;
    this.bankButton.setAttribute("aria-label", `Bank ${kit.bank}; switch to bank ${kit.bank === "A" ? "B" : "A"}`);
  }

  #edit(settings) {
    if (!this.editing) {
      this.editing = true;
      this.kit.remember();
    }
    this.kit.change(this.kit.selected, settings);
  }

  #rested() {
    this.editing = false;
    this.audition(this.kit.selected);
  }

  #character() {
    const { kit } = this;
    const pad = kit.pad;
    const variation = slider({
      label: "Variation", class: "big", value: pad.variation, says: saysVariation,
      oninput: (value) => this.#edit({ variation: value }), onchange: () => this.#rested(),
    });
    const sliders = kit.classes.map((name) => slider({
      label: name.replace(/-/g, " "), value: pad.classes[name] ?? 0, says: (value) => (value > 0 ? Math.round(value * 100) + " %" : "–"),
      class: (pad.classes[name] ?? 0) > 0 ? "on" : "",
      oninput: (value) => this.#setClass(name, value), onchange: () => this.#rested(),
    }));
    return el("div", { class: "stack" }, variation,
      el("fieldset", { class: "classes" }, el("legend", {}, "What it is made of"), ...sliders));
  }

  #setClass(name, value) {
    const classes = { ...this.kit.pad.classes, [name]: value };
    if (value === 0) delete classes[name];
    this.#edit({ classes });
  }

  #knobs() {
    this.knobRows.clear();
    const rows = KNOBS.map((name) => this.#knob(name));
    const last = this.pads.lastHit[this.kit.selected];
    if (last) this.#achieved(last.header);
    return el("div", { class: "stack knobs" },
      el("p", { class: "hint" }, "Switch a knob on to ask for something; the mark shows what the last hit reached."), ...rows);
  }

  #knob(name) {
    const { kit } = this;
    const asked = kit.pad.knobs[name];
    const row = slider({
      label: name, value: asked ?? 0.5, says: (value) => (value * 100).toFixed(0),
      oninput: (value) => { on.checked = true; this.#setKnob(name, value); }, onchange: () => this.#rested(),
    });
    const on = el("input", {
      type: "checkbox", checked: asked !== undefined, "aria-label": "Ask for " + name,
      onchange: () => { this.#setKnob(name, on.checked ? Number(row.input.value) : null); this.#rested(); },
    });
    const mark = el("i", { class: "mark", hidden: true });
    const got = el("span", { class: "got" }, HINTS[name]);
    this.knobRows.set(name, { mark, got, row });
    row.classList.toggle("off", asked === undefined);
    row.append(mark);
    return el("div", { class: "knob" }, on, row, got);
  }

  #setKnob(name, value) {
    const knobs = { ...this.kit.pad.knobs };
    if (value === null) delete knobs[name];
    else knobs[name] = value;
    this.knobRows.get(name)?.row.classList.toggle("off", value === null);
    this.#edit({ knobs });
  }

  #achieved(header) {
    for (const [name, { mark, got }] of this.knobRows) {
      const knob = header.knobs[name] ?? { achieved: null, unmeasured: true };
      const reached = knob.achieved;
      mark.hidden = reached === null;
      mark.style.setProperty("--at", Math.max(0, Math.min(1, reached ?? 0)));
      const asked = knob.requested === undefined ? "" : `asked ${(knob.requested * 100).toFixed(0)}, `;
      got.textContent = asked + (knob.unmeasured ? "not measured: a hit that came with the instrument" : reached === null ? "not measurable" : `got ${(reached * 100).toFixed(0)} · ${natural(knob.natural, knob.unit)}`);
    }
  }

  #mix() {
    const { kit } = this;
    const choke = el("input", { type: "checkbox", checked: kit.pad.choke > 0, onchange: () => kit.mix(kit.selected, { choke: choke.checked ? 1 : 0 }) });
    return el("div", { class: "stack" },
      slider({ label: "Level", value: kit.pad.level, max: 1.5, oninput: (level) => kit.mix(kit.selected, { level }) }),
      slider({ label: "Pan", value: kit.pad.pan, min: -1, max: 1, says: (v) => (Math.abs(v) < 0.02 ? "middle" : Math.round(Math.abs(v) * 100) + (v < 0 ? " left" : " right")), oninput: (pan) => kit.mix(kit.selected, { pan }) }),
      el("label", { class: "check" }, choke, "Cuts off the other pads with this mark, as hats do"));
  }
}
