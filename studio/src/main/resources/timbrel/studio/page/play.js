// The view to play in: the picture of the last hit, sixteen pads, the shape of one, the sequencer.

import { el, replace } from "./dom.js";
import { PADS, nameOf } from "./kit.js";
import { drawSpectrogram, drawWave, describe } from "./picture.js";
import { Shape } from "./shape.js";
import { Sequencer } from "./sequencer.js";
import { connectMidi } from "./midi.js";

const KEYS = ["Digit1", "Digit2", "Digit3", "Digit4", "KeyQ", "KeyW", "KeyE", "KeyR",
  "KeyA", "KeyS", "KeyD", "KeyF", "KeyZ", "KeyX", "KeyC", "KeyV"];
const KEY_VELOCITY = 0.85;
const SOFTEST = 0.25;
const PICTURE_SECONDS = 1;

const since1970 = (event) => performance.timeOrigin + event.timeStamp;

export class PlayView {
  constructor({ kit, pads, sound, device }) {
    Object.assign(this, { kit, pads, sound, device });
    this.shape = new Shape(kit, pads, (pad) => pads.press(pad, KEY_VELOCITY, 0));
    this.sequencer = new Sequencer(kit, sound);
    this.wave = el("canvas", { class: "wave", "aria-hidden": "true" });
    this.spectrogram = el("canvas", { class: "spectrogram", "aria-hidden": "true" });
    this.caption = el("figcaption", { id: "hit-in-words" }, "Press a pad, or the keys 1 2 3 4, Q W E R, A S D F, Z X C V.");
    this.buttons = Array.from({ length: PADS }, (_, i) => this.#padButton(i));
    this.element = el("div", { class: "play" },
      el("h1", { class: "hidden" }, "Play"),
      el("figure", { class: "stage panel", role: "group", "aria-label": "The last hit" }, this.spectrogram, this.wave, this.caption),
      el("section", { class: "panel pad-panel", "aria-label": "Pads" },
        el("div", { class: "pads" }, ...this.buttons),
        el("div", { class: "pad-tools" },
          el("button", { type: "button", class: "quiet", onclick: () => connectMidi((...hit) => this.pads.press(...hit), PADS) }, "Connect MIDI"),
          el("span", { class: "hint" }, "Press low on a pad for a soft hit, high for a hard one."))),
      this.shape.element, this.sequencer.element);
    kit.addEventListener("opened", () => { pads.lastHit.fill(null); this.#names(); });
    kit.addEventListener("changed", () => this.#names());
    kit.addEventListener("selected", () => this.#names());
    pads.addEventListener("hit", (event) => this.#sounded(event));
    device.addEventListener("struck", (event) => this.#struck(event));
    pads.addEventListener("ready", ({ pad }) => {
      if (!pads.lastHit[pad]) this.#drawPad(pad);
      if (!this.last && pad === kit.selected) this.#draw();
    });
    document.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#draw()).observe(this.spectrogram);
  }

  shown() {
    this.#names();
    this.#draw();
    this.buttons.forEach((_, pad) => this.#drawPad(pad));
  }

  /** Colours have changed. */
  repaint() {
    this.shown();
  }

  #padButton(pad) {
    const key = KEYS[pad].replace(/Digit|Key/, "");
    const canvas = el("canvas", { "aria-hidden": "true" });
    const name = el("span", { class: "pad-name" });
    const button = el("button", {
      type: "button", class: "pad", "aria-keyshortcuts": key,
      onpointerdown: (event) => this.#touch(event, pad),
      onclick: (event) => { if (event.detail === 0) this.#play(pad, KEY_VELOCITY, event); },
      onfocus: () => { if (this.kit.selected !== pad) this.kit.select(pad); },
    }, canvas, el("span", { class: "pad-key", "aria-hidden": "true" }, key), name);
    button.canvas = canvas;
    button.label = name;
    return button;
  }

  #touch(event, pad) {
    if (event.button !== 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const height = 1 - (event.clientY - box.top) / box.height;
    this.#play(pad, SOFTEST + (1 - SOFTEST) * Math.max(0, Math.min(1, height * 1.25)), event);
  }

  #play(pad, velocity, event) {
    this.pads.press(pad, velocity, since1970(event));
    if (this.kit.selected !== pad) this.kit.select(pad);
  }

  #key(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "range" && event.target.type !== "checkbox";
    if (!this.element.isConnected || typing || event.repeat) return;
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ") {
      event.preventDefault();
      this.kit.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pad = KEYS.indexOf(event.code);
    if (pad >= 0) {
      event.preventDefault();
      this.#play(pad, event.shiftKey ? 1 : KEY_VELOCITY, event);
    } else if (event.code === "Space" && !event.target.closest("button, input, summary, a")) {
      event.preventDefault();
      this.sequencer.toggle();
    }
  }

  #names() {
    this.buttons.forEach((button, pad) => {
      const settings = this.kit.pads[pad];
      if (!settings) return;
      const name = nameOf(settings.classes);
      button.label.textContent = name;
      button.setAttribute("aria-label", `Pad ${pad + 1}: ${name}${settings.frozen === null ? "" : ", frozen"}`);
      button.classList.toggle("frozen", settings.frozen !== null);
      button.classList.toggle("chosen", pad === this.kit.selected);
    });
  }

  #flash(pad, velocity) {
    const button = this.buttons[pad];
    button.style.setProperty("--velocity", velocity);
    button.classList.remove("hit");
    void button.offsetWidth; // so that the flash begins anew
    button.classList.add("hit");
  }

  /** This computer's own driver plays. */
  #struck({ pad, velocity, delay }) {
    this.#flash(pad, velocity);
    this.caption.textContent = this.device.describe(pad, velocity, delay);
  }

  #sounded({ pad, velocity, step, header, samples }) {
    this.last = { pad, header, samples };
    this.#flash(pad, velocity);
    if (this.drawing || !this.element.isConnected) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = 0;
      this.#draw();
      this.#drawPad(this.last.pad);
      if (step < 0) this.caption.setAttribute("aria-live", "polite");
      else this.caption.removeAttribute("aria-live");
    });
  }

  #draw() {
    if (!this.element.isConnected) return;
    const waiting = this.pads.hits.get(this.pads.ready[this.kit.selected]?.[0]);
    const faint = !this.last && waiting !== undefined; // nothing has sounded yet: what will
    for (const canvas of [this.spectrogram, this.wave]) canvas.classList.toggle("faint", faint);
    if (!this.last && !faint) return;
    const { pad, header, samples } = this.last ?? waiting;
    const seconds = Math.max(PICTURE_SECONDS, samples.length / header.sampleRate);
    drawSpectrogram(this.spectrogram, samples, header.sampleRate, seconds);
    drawWave(this.wave, samples, header.sampleRate, seconds);
    if (!faint) this.caption.textContent = `Pad ${pad + 1}, ${nameOf(this.kit.pads[pad].classes)}: ${describe(samples, header.sampleRate)}.`;
  }

  #drawPad(pad) {
    const hit = this.pads.lastHit[pad] ?? this.pads.hits.get(this.pads.ready[pad][0]);
    const { canvas } = this.buttons[pad];
    if (hit) drawWave(canvas, hit.samples, hit.header.sampleRate, 0.6, getComputedStyle(canvas).color);
  }
}
