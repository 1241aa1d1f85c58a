// The other way out for sound: this computer's own driver, played by the engine of `timbrel play`.

import { el, notice, replace } from "./dom.js";
import { get, put, send } from "./api.js";
import { PADS, nameOf } from "./kit.js";

const KEPT_DELAYS = 100;
const LOOK_EVERY = 2000;

/** Events: "struck" when the engine has taken a stroke, with {pad, velocity, delay}. */
export class Device extends EventTarget {
  on = false;
  status = null;
  #waiting = Array.from({ length: PADS }, () => []);
  #delays = [];

  constructor(kit, live, sound) {
    super();
    Object.assign(this, { kit, live, sound });
    kit.addEventListener("opened", () => { if (this.on) this.#say(() => this.start()); });
    kit.addEventListener("changed", ({ pad }) => this.#settings(pad));
    kit.addEventListener("mixed", ({ pad }) => this.#settings(pad));
    live.addEventListener("struck", ({ pad, velocity }) => this.#struck(pad, velocity));
    sound.addEventListener("strike", ({ detail }) => this.strike(detail.pad, detail.velocity, 0));
    this.select = el("select", { "aria-label": "Where sound comes from", onchange: () => this.#say(() => (this.select.value === "device" ? this.start() : this.stop())) },
      el("option", { value: "browser" }, "Sound: this browser"), el("option", { value: "device" }, "Sound: this computer's driver"));
    setInterval(() => { if (this.on) this.#look(); }, LOOK_EVERY);
  }

  async #say(work) {
    this.select.disabled = true;
    try {
      await work();
    } catch (error) {
      this.#switched(false);
      notice(error.message, true);
    } finally {
      this.select.disabled = false;
    }
  }

  /** Goes on with what another page, or this one before it was loaded again, has begun. */
  async adopt() {
    await this.#look();
    if (this.status?.playing && this.status.instrument === this.kit.instrument) this.#switched(true);
  }

  async start() {
    this.status = await put("/device", { instrument: this.kit.instrument });
    this.#switched(true);
  }

  async stop() {
    await send("DELETE", "/device");
    this.#switched(false);
  }

  #switched(on) {
    this.on = on;
    this.select.value = on ? "device" : "browser";
    this.sound.post({ type: "remote", on });
    this.#delays = [];
    this.#waiting.forEach((waiting) => (waiting.length = 0));
    if (on) this.kit.pads.forEach((_, pad) => this.#settings(pad));
  }

  async #look() {
    try {
      this.status = await get("/device");
      if (this.on && !this.status.playing) this.#switched(false);
    } catch { /* the status line says that the studio does not answer */ }
  }

  #settings(pad) {
    if (!this.on) return;
    const { level, pan, choke, frozen } = this.kit.pads[pad];
    this.live.tell({ device: { pad, settings: { hit: this.kit.wish(pad, 0), level, pan, choke, frozen: frozen !== null } } });
  }

  /** Sounds a pad now. `at` is when it was pressed, in milliseconds since 1970; 0 if nobody did. */
  strike(pad, velocity, at) {
    this.#waiting[pad].push(at);
    this.live.tell({ device: { strike: pad, velocity } });
  }

  #struck(pad, velocity) {
    if (!this.on) return;
    const at = this.#waiting[pad].shift() ?? 0;
    const delay = at > 0 ? Math.max(0, Date.now() - at) : null;
    if (delay !== null) this.#delays.push(delay);
    if (this.#delays.length > KEPT_DELAYS) this.#delays.shift();
    this.dispatchEvent(Object.assign(new Event("struck"), { pad, velocity, delay }));
  }

  /** For the line at the foot of the page. */
  words() {
    const sorted = [...this.#delays].sort((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
    const delay = sorted.length === 0 ? "" : `Delay ${at(0.5)} ms, p95 ${at(0.95)} ms to the engine and back · `;
    const { through = "", interruptions = 0, state = "" } = this.status ?? {};
    return `${delay}${state === "running" ? through : "waiting for the sound device: " + through} · ${interruptions} interruptions`;
  }

  describe(pad, velocity, delay) {
    const late = delay === null ? "" : `, with the engine and back in ${Math.round(delay)} ms`;
    return `Pad ${pad + 1}, ${nameOf(this.kit.pads[pad].classes)}: struck with ${Math.round(100 * velocity)} %${late}. Pictures are drawn of sound in the browser.`;
  }
}
