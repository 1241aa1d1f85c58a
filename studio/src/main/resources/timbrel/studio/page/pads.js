// Keeps the next hits of each pad on the audio thread, and turns presses into sound.

import { PADS } from "./kit.js";
import { randomSeed } from "./live.js";
import { notice, debounced } from "./dom.js";

const AHEAD = 3;
const FIRST = 5; // urgency of a pad's first hit; the second has less, and so on
const PRESSED = 9;

/** Events: "hit" when a pad sounded, with {pad, header, samples, velocity, step}. */
export class Pads extends EventTarget {
  constructor(kit, live, sound) {
    super();
    Object.assign(this, { kit, live, sound });
    this.ready = Array.from({ length: PADS }, () => []); // what the worklet holds, by key
    this.asked = new Array(PADS).fill(0);
    this.rounds = new Array(PADS).fill(1);
    this.hits = new Map(); // key -> {header, samples}
    this.lastHit = new Array(PADS).fill(null);
    this.nextKey = 1;
    kit.addEventListener("opened", () => this.#refillAll(true));
    kit.addEventListener("changed", (event) => this.#renew(event.pad));
    kit.addEventListener("mixed", (event) => this.#mix(event.pad));
    live.addEventListener("open", () => { if (kit.pads.length > 0) this.#refillAll(false); });
    live.addEventListener("close", () => this.asked.fill(0));
    sound.addEventListener("played", (event) => this.#played(event.detail));
    sound.addEventListener("waits", (event) => this.#fill(event.detail.pad, PRESSED));
  }

  /** Sounds a pad now. `at` is when it was pressed, in milliseconds since 1970. */
  press(pad, velocity, at) {
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
    this.asked[pad] = 0;
    this.ready[pad].forEach((key) => this.hits.delete(key));
    this.ready[pad] = [];
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
      this.#ask(pad, frozen ?? randomSeed(), Math.max(0, urgency - count));
    }
  }

  async #ask(pad, seed, urgency) {
    if (!this.live.isOpen) return;
    const round = this.rounds[pad];
    this.asked[pad]++;
    try {
      const hit = await this.live.ask(this.kit.instrument, this.kit.wish(pad, seed), { slot: pad, round, urgency });
      if (round === this.rounds[pad]) this.#take(pad, hit);
    } catch (error) {
      if (round === this.rounds[pad]) {
        this.asked[pad] = Math.max(0, this.asked[pad] - 1);
        if (this.live.isOpen) notice(error.message, true);
      }
    }
  }

  #take(pad, hit) {
    const key = this.nextKey++;
    this.asked[pad] = Math.max(0, this.asked[pad] - 1);
    this.hits.set(key, hit);
    this.ready[pad].push(key);
    this.sound.post({ type: "load", pad, key, samples: hit.samples });
    this.dispatchEvent(Object.assign(new Event("ready"), { pad, hit }));
  }

  #played({ pad, key, velocity, step, delay }) {
    if (pad < 0) return;
    const hit = this.hits.get(key) ?? (this.lastHit[pad]?.key === key ? this.lastHit[pad] : null);
    if (!hit) return;
    this.lastHit[pad] = { ...hit, key };
    if (this.kit.pads[pad].frozen === null && this.ready[pad][0] === key) {
      this.ready[pad].shift();
      this.hits.delete(key);
      this.#fill(pad);
    }
    this.dispatchEvent(Object.assign(new Event("hit"), { pad, velocity, step, delay, header: hit.header, samples: hit.samples }));
  }

  get isReady() {
    return this.ready.every((keys) => keys.length > 0);
  }
}
