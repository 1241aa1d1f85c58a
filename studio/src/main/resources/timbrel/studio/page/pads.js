// Keeps the next hits of each pad on the audio thread, and turns presses into sound.

import { HARD, PADS, SOFT } from "./kit.js";
import { randomSeed } from "./live.js";
import { notice, debounced } from "./dom.js";

const AHEAD = 3;
const SOFT_AHEAD = 1;
const FIRST = 5; // urgency of a pad's first hit; the second has less, and so on
const PRESSED = 9;

/** Events: "hit" when a pad sounded, with {pad, header, samples, velocity, step}. */
export class Pads extends EventTarget {
  constructor(kit, live, sound) {
    super();
    Object.assign(this, { kit, live, sound });
    this.ready = Array.from({ length: PADS }, () => []); // what the worklet holds for hard strokes, by key
    this.soft = Array.from({ length: PADS }, () => []); // and for soft ones
    this.asked = new Array(PADS).fill(0);
    this.askedSoft = new Array(PADS).fill(0);
    this.rounds = new Array(PADS).fill(1);
    this.empty = new Array(PADS).fill(true); // a stored hit will do, so that nobody has to wait
    this.hits = new Map(); // key -> {header, samples}
    this.lastHit = new Array(PADS).fill(null);
    this.nextKey = 1;
    kit.addEventListener("opened", () => this.#refillAll(true));
    kit.addEventListener("changed", (event) => this.#renew(event.pad));
    kit.addEventListener("mixed", (event) => this.#mix(event.pad));
    live.addEventListener("open", () => { if (kit.pads.length > 0) this.#refillAll(false); });
    live.addEventListener("close", () => { this.asked.fill(0); this.askedSoft.fill(0); });
    sound.addEventListener("played", (event) => this.#played(event.detail));
    sound.addEventListener("waits", (event) => this.#fill(event.detail.pad, PRESSED));
  }

  /** Sounds a pad now. `at` is when it was pressed, in milliseconds since 1970. */
  press(pad, velocity, at) {
    if (this.device?.on) { this.device.strike(pad, velocity, at); return; }
    this.sound.wake();
    this.sound.post({ type: "hit", pad, velocity, at });
  }

  #refillAll(forget) {
    for (let pad = 0; pad < PADS; pad++) this.#renew(pad, forget);
  }

  /** Only once a slider rests are new sounds asked for. */
  #renewSoon = Array.from({ length: PADS }, (_, pad) => debounced(() => this.#fill(pad), 40));

  #renew(pad, forget = false) {
    this.rounds[pad]++;
    this.asked[pad] = this.askedSoft[pad] = 0;
    if (forget) this.empty[pad] = true;
    [...this.ready[pad], ...this.soft[pad]].forEach((key) => this.hits.delete(key));
    this.ready[pad] = [];
    this.soft[pad] = [];
    this.sound.post({ type: "clear", pad, forget });
    this.#mix(pad);
    this.#renewSoon[pad]();
  }

  #mix(pad) {
    const { level, pan, choke, frozen } = this.kit.pads[pad];
    this.sound.post({ type: "pad", pad, settings: { level, pan, choke, keep: frozen !== null } });
  }

  #fill(pad, urgency = FIRST) {
    const frozen = this.kit.pads[pad].frozen;
    const ahead = frozen === null ? AHEAD : 1;
    for (let count = this.ready[pad].length + this.asked[pad]; count < ahead; count++) {
      this.#ask(pad, frozen ?? randomSeed(), HARD, Math.max(0, urgency - count));
    }
    for (let count = this.soft[pad].length + this.askedSoft[pad]; frozen === null && count < SOFT_AHEAD; count++) {
      this.#ask(pad, randomSeed(), SOFT, Math.max(0, urgency - 2));
    }
  }

  async #ask(pad, seed, velocity, urgency) {
    if (!this.live.isOpen) return;
    const round = this.rounds[pad];
    const asked = velocity === SOFT ? this.askedSoft : this.asked;
    asked[pad]++;
    const answered = () => { if (round === this.rounds[pad]) asked[pad] = Math.max(0, asked[pad] - 1); };
    try {
      const wish = this.kit.wish(pad, seed, velocity);
      const first = this.empty[pad] && velocity === HARD && this.kit.pads[pad].frozen === null;
      if (first) this.empty[pad] = false;
      const hit = await this.live.ask(this.kit.instrument, wish, { slot: pad, round, urgency, first });
      answered();
      hit.header.velocity = wish.velocity;
      if (round === this.rounds[pad]) this.#take(pad, hit, velocity === SOFT);
    } catch (error) {
      answered();
      if (round === this.rounds[pad] && this.live.isOpen) notice(error.message, true);
    }
  }

  #take(pad, hit, soft) {
    const key = this.nextKey++;
    this.hits.set(key, hit);
    (soft ? this.soft : this.ready)[pad].push(key);
    this.sound.post({ type: "load", pad, key, soft, velocity: hit.header.velocity, samples: hit.samples });
    this.dispatchEvent(Object.assign(new Event("ready"), { pad, hit }));
  }

  #played({ pad, key, velocity, step, delay }) {
    if (pad < 0) return;
    const hit = this.hits.get(key) ?? (this.lastHit[pad]?.key === key ? this.lastHit[pad] : null);
    if (!hit) return;
    this.lastHit[pad] = { ...hit, key };
    const waiting = [this.ready[pad], this.soft[pad]].find((keys) => keys[0] === key);
    if (this.kit.pads[pad].frozen === null && waiting) {
      waiting.shift();
      this.hits.delete(key);
      this.#fill(pad);
    }
    this.dispatchEvent(Object.assign(new Event("hit"), { pad, velocity, step, delay, header: hit.header, samples: hit.samples }));
  }

  get isReady() {
    return this.ready.every((keys) => keys.length > 0);
  }
}
