// What is being played: sixteen pads, a pattern, two banks to compare, and the way back.

import { randomSeed } from "./live.js";

export const PADS = 16;
export const STEPS = 16;
export const KNOBS = ["loudness", "pitch", "attack", "decay", "brightness", "noise", "richness"];
const MOST_UNDO = 100;

/** What hits are made for, as in `play`: some for hard strokes and some for soft ones. The audio thread makes up for the rest. */
export const HARD = 0.85;
export const SOFT = 0.4;

/** What a drummer would lay out first; an instrument of other classes goes round its own. */
const LAYOUT = ["kick", "snare", "hat-closed", "hat-open", "kick", "clap", "hat-closed", "cymbal",
  "tom", "tom", "rim", "shaker", "hand-drum", "bell", "impact-wood", "impact-metal"];

const GROOVE = {
  0: "2.......1.1.....", 1: "....2.......2..1", 2: "1.1.1.1.1.1.1...", 3: "..............1.", 5: "............1...", 11: ".1...1...1...1..",
};

export const nameOf = (classes) =>
  Object.entries(classes).filter(([, share]) => share > 0).sort((a, b) => b[1] - a[1]).slice(0, 2)
    .map(([name]) => name.replace(/-/g, " ")).join(" + ") || "anything";

function newPad(name) {
  return { classes: name ? { [name]: 1 } : {}, knobs: {}, variation: 0.5, level: 1, pan: 0, frozen: null, choke: /^hat/.test(name ?? "") ? 1 : 0 };
}

export class Kit extends EventTarget {
  instrument = "starter";
  classes = [];
  pads = [];
  selected = 0;
  bank = "A";
  tempo = 104;
  swing = 0.12;
  pattern = [];
  #other = null;
  #undo = [];
  #key = "";

  /** Lays the kit out for an instrument, or takes up where this browser was with it. */
  open(instrument, classes) {
    this.instrument = instrument;
    this.classes = classes;
    this.#key = "timbrel.kit." + instrument;
    this.#undo = [];
    if (!this.#restore()) this.#layOut();
    this.#tell("opened");
  }

  #layOut() {
    const known = LAYOUT.filter((name) => this.classes.includes(name)).length;
    this.pads = Array.from({ length: PADS }, (_, i) => {
      const wished = known >= 8 && this.classes.includes(LAYOUT[i]) ? LAYOUT[i] : this.classes[i % this.classes.length];
      return newPad(wished);
    });
    this.#other = structuredClone(this.pads);
    this.bank = "A";
    this.selected = 0;
    this.tempo = 104;
    this.swing = 0.12;
    this.pattern = Array.from({ length: PADS }, (_, pad) =>
      Array.from({ length: STEPS }, (_, step) => Number((GROOVE[pad] ?? "")[step] || 0) || 0));
  }

  #restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key));
      const fits = kept?.pads?.length === PADS && kept.other?.length === PADS && kept.pattern?.length === PADS &&
        kept.pads.every((pad) => Object.keys(pad.classes).every((name) => this.classes.includes(name)));
      if (!fits) return false;
      this.pads = kept.pads;
      this.#other = kept.other;
      this.bank = kept.bank === "B" ? "B" : "A";
      this.pattern = kept.pattern.map((row) => Array.from({ length: STEPS }, (_, i) => [0, 1, 2].includes(row[i]) ? row[i] : 0));
      this.tempo = Math.min(240, Math.max(40, Number(kept.tempo) || 104));
      this.swing = Math.min(0.6, Math.max(0, Number(kept.swing) || 0));
      return true;
    } catch {
      return false;
    }
  }

  save() {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ pads: this.pads, other: this.#other, bank: this.bank, pattern: this.pattern, tempo: this.tempo, swing: this.swing }));
    } catch { /* private windows keep nothing */ }
  }

  get pad() {
    return this.pads[this.selected];
  }

  select(index) {
    this.selected = index;
    this.#tell("selected");
  }

  /** Remembers how it is, so that undo() brings it back. */
  remember() {
    this.#undo.push(JSON.stringify({ pads: this.pads, pattern: this.pattern }));
    if (this.#undo.length > MOST_UNDO) this.#undo.shift();
    this.#tell("undoable");
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  undo() {
    if (!this.canUndo) return;
    const before = JSON.parse(this.#undo.pop());
    const changed = before.pads.map((pad, i) => JSON.stringify(pad) !== JSON.stringify(this.pads[i]));
    Object.assign(this, before);
    changed.forEach((is, i) => { if (is) this.#tell("changed", i); });
    this.#tell("pattern");
    this.#tell("selected");
    this.#tell("undoable");
  }

  /** Sound-shaping change of a pad: what is kept ready for it is not what is wanted any more. */
  change(index, settings) {
    Object.assign(this.pads[index], settings);
    this.#tell("changed", index);
  }

  /** A change that needs no new sound: level, pan. */
  mix(index, settings) {
    Object.assign(this.pads[index], settings);
    this.#tell("mixed", index);
  }

  /** Keeps one sound, which was made for that velocity; a seed of null lets it go. */
  freeze(index, seed, velocity = HARD) {
    this.remember();
    this.change(index, { frozen: seed, frozenVelocity: velocity });
  }

  /** Another sound: a new seed for a frozen pad, else the ones that were ready are thrown away. */
  reroll(index) {
    this.remember();
    this.change(index, this.pads[index].frozen === null ? {} : { frozen: randomSeed() });
  }

  swapBanks() {
    [this.pads, this.#other] = [this.#other, this.pads];
    this.bank = this.bank === "A" ? "B" : "A";
    this.pads.forEach((pad, i) => {
      if (JSON.stringify(pad) !== JSON.stringify(this.#other[i])) this.#tell("changed", i);
    });
    this.#tell("selected");
    this.#tell("bank");
  }

  copyToOtherBank() {
    this.#other = structuredClone(this.pads);
    this.#tell("bank");
  }

  setStep(pad, step, accent) {
    this.pattern[pad][step] = accent;
    this.#tell("pattern");
  }

  clearPattern() {
    this.remember();
    this.pattern = this.pattern.map((row) => row.map(() => 0));
    this.#tell("pattern");
  }

  setTempo(tempo, swing) {
    this.tempo = tempo;
    this.swing = swing;
    this.#tell("tempo");
  }

  /** The wish of a pad as the API takes it. */
  wish(index, seed, velocity = HARD) {
    const pad = this.pads[index];
    return { classes: pad.classes, knobs: pad.knobs, variation: pad.variation, velocity: pad.frozen === null ? velocity : (pad.frozenVelocity ?? HARD), seed };
  }

  #tell(type, pad = -1) {
    this.save();
    this.dispatchEvent(Object.assign(new Event(type), { pad }));
  }
}
