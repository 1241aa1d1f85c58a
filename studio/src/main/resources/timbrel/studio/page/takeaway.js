// Take the kit away: for samplers, for other programs, as an instrument file.

import { el, notice, wait, slider } from "./dom.js";
import { get, post, address, part } from "./api.js";
import { nameOf } from "./kit.js";
import { randomSeed } from "./live.js";

const FORMATS = [
  ["wav", "WAV files", "A folder of 24-bit WAVs for any sampler or pad controller"],
  ["sfz", "SFZ", "For sforzando, sfizz, Renoise, Bitwig and others"],
  ["hydrogen", "Hydrogen", "A .h2drumkit for the Hydrogen drum machine"],
  ["decentsampler", "Decent Sampler", "A .dslibrary for the free Decent Sampler"],
];

export class TakeAwayView {
  constructor({ kit, pads }) {
    Object.assign(this, { kit, pads });
    this.layers = 3;
    this.rounds = 3;
    this.name = el("input", { type: "text", maxLength: 60, value: "My kit", "aria-label": "Name of the kit", spellcheck: false });
    this.count = el("output", {});
    this.results = el("ul", { class: "results", "aria-live": "polite" });
    this.instrument = el("a", { class: "button", download: "" }, "Instrument file");
    this.element = el("div", { class: "takeaway" },
      el("section", { class: "panel stack" }, el("h1", {}, "Take away"),
        el("p", { class: "hint" }, "The sixteen pads as they are now. Frozen pads keep their one sound; the others get several strengths, and several different hits of each that play in turn."),
        el("label", { class: "field" }, el("span", {}, "Name"), this.name),
        slider({ label: "Strengths", min: 1, max: 5, step: 1, value: 3, says: String, oninput: (v) => { this.layers = v; this.#count(); } }),
        slider({ label: "Turns", min: 1, max: 5, step: 1, value: 3, says: String, oninput: (v) => { this.rounds = v; this.#count(); } }),
        this.count),
      el("section", { class: "panel", "aria-label": "Formats" }, el("div", { class: "formats" }, ...FORMATS.map(([format, title, text]) =>
        el("button", { type: "button", class: "format", onclick: (event) => this.take(format, event.currentTarget) }, el("b", {}, title), el("span", {}, text)))),
        el("div", { class: "actions" }, this.instrument,
          el("a", { class: "button", href: "#passport" }, "Passport and report")), this.results));
  }

  shown() {
    this.#count();
    this.instrument.href = address(`/instruments/${part(this.kit.instrument)}/file`);
  }

  instrumentChanged() {
    this.shown();
  }

  #count() {
    const frozen = this.kit.pads.filter((pad) => pad.frozen !== null).length;
    const sounds = frozen + (this.kit.pads.length - frozen) * this.layers * this.rounds;
    this.count.textContent = `${sounds} sounds` + (frozen > 0 ? `, ${frozen} pads frozen` : "");
  }

  plan(format) {
    return {
      name: this.name.value.trim() || "Kit", instrument: this.kit.instrument, format, layers: this.layers, rounds: this.rounds,
      pads: this.kit.pads.map((pad, i) => ({
        name: nameOf(pad.classes), frozen: pad.frozen !== null, level: pad.level, pan: pad.pan, choke: pad.choke,
        hit: this.kit.wish(i, pad.frozen ?? this.pads.lastHit[i]?.header.seed ?? randomSeed()),
      })),
    };
  }

  async take(format, button) {
    button.disabled = true;
    const entry = el("li", {}, "Making the sounds …");
    this.results.prepend(entry);
    try {
      let job = await post("/exports", this.plan(format));
      while (job.state === "waiting" || job.state === "making") {
        await wait(300);
        job = await get("/exports/" + job.id);
        entry.textContent = `${job.file}: ${job.made} of ${job.sounds} sounds`;
      }
      if (job.state === "failed") throw new Error(job.problem);
      const link = el("a", { href: address(`/exports/${job.id}/file`), download: job.file, class: "button primary" }, "Save " + job.file);
      entry.replaceChildren(link);
      link.click();
    } catch (error) {
      entry.remove();
      notice(error.message, true);
    } finally {
      button.disabled = false;
    }
  }
}
