// Look inside a sound: its tokens as a grid, codebooks to mute and to swap with a second sound, frames to edit.

import { el, replace, notice, debounced, slider } from "./dom.js";
import { postForBytes, part } from "./api.js";
import { nameOf } from "./kit.js";
import { randomSeed } from "./live.js";
import { colour, describe, drawSpectrogram, drawWave, fit } from "./picture.js";

const SLOT = 40; // of the live line, away from the pads'
const LONGEST = 4; // seconds that are kept of a sound
const CELL = 22;

/** What a WAV file with 32-bit floats looks like. */
function wavOf(samples, sampleRate) {
  const view = new DataView(new ArrayBuffer(44 + 4 * samples.length));
  const word = (at, text) => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  word(0, "RIFF"); view.setUint32(4, 36 + 4 * samples.length, true); word(8, "WAVEfmt ");
  view.setUint32(16, 16, true); view.setUint16(20, 3, true); view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true); view.setUint32(28, 4 * sampleRate, true);
  view.setUint16(32, 4, true); view.setUint16(34, 32, true);
  word(36, "data"); view.setUint32(40, 4 * samples.length, true);
  samples.forEach((sample, t) => view.setFloat32(44 + 4 * t, sample, true));
  return view.buffer;
}

/** A colour for a code, so that equal codes look equal. */
function codeColour(code, size, light) {
  const hue = (code * 137.508) % 360;
  const lightness = (light ? 44 : 38) + (24 * code) / size;
  return `hsl(${hue} 62% ${lightness}%)`;
}

export class InsideView {
  constructor({ kit, live, sound, pads }) {
    Object.assign(this, { kit, live, sound, pads });
    this.a = null;
    this.b = null;
    this.sources = [];
    this.cursor = [0, 0];
    this.selection = null;
    this.undoStack = [];
    this.hearSoon = debounced(() => this.#hear(), 90);
    this.#build();
  }

  #build() {
    const picker = (which) => {
      const input = el("input", { type: "file", accept: "audio/*,.wav,.flac,.mp3,.ogg,.aif,.aiff,.m4a", class: "hidden", tabIndex: -1, "aria-hidden": "true",
        onchange: () => input.files[0] && this.#load(input.files[0], which) });
      return [input, el("button", { type: "button", onclick: () => input.click() }, which === "a" ? "Choose a sound" : "Choose a second sound")];
    };
    this.canvas = el("canvas", { class: "tokens", tabIndex: 0, role: "application",
      "aria-label": "Token grid: arrow keys move, plus and minus change a code, shift and arrows choose frames, Delete removes them",
      onpointerdown: (event) => this.#point(event, false), onpointermove: (event) => event.buttons && this.#point(event, true),
      onkeydown: (event) => this.#key(event) });
    this.twin = el("p", { class: "hint", role: "status" });
    this.wave = el("canvas", { class: "wave", "aria-hidden": "true" });
    this.spectrogram = el("canvas", { class: "spectrogram", "aria-hidden": "true" });
    this.words = el("figcaption", {});
    this.switches = el("div", { class: "codebooks", role: "group", "aria-label": "Codebooks" });
    this.first = slider({ label: "Hear codebooks", min: 1, max: 8, step: 1, value: 8, says: (v) => (v === 1 ? "1 alone" : "1 to " + v), class: "big", oninput: (v) => this.#hearFirst(v) });
    this.drop = el("div", { class: "drop", ondragover: (event) => event.preventDefault(), ondrop: (event) => this.#drop(event) },
      el("p", {}, "Drop a sound here, choose one, or take the last hit of the selected pad."),
      el("div", { class: "actions" }, ...picker("a"), el("button", { type: "button", class: "primary", onclick: () => this.takeHit() }, "Take a hit"), ...picker("b")));
    const edit = (name, hint, work) => el("button", { type: "button", title: hint, onclick: () => this.#edit(work) }, name);
    this.tools = el("div", { class: "actions", role: "group", "aria-label": "Edit the chosen frames" },
      el("button", { type: "button", class: "primary", onclick: () => this.#hear() }, "Hear it"),
      edit("Repeat", "Twice the chosen frames", (row, from, to) => [...row.slice(0, to), ...row.slice(from, to), ...row.slice(to)]),
      edit("Delete", "Without the chosen frames", (row, from, to) => (to - from < row.length ? [...row.slice(0, from), ...row.slice(to)] : row)),
      edit("Reverse", "The chosen frames backwards", (row, from, to) => [...row.slice(0, from), ...row.slice(from, to).reverse(), ...row.slice(to)]),
      edit("Hold", "The first chosen frame all the time", (row, from, to) => row.map((code, t) => (t > from && t < to ? row[from] : code))),
      edit("Shuffle", "The chosen frames in another order", this.#shuffle()),
      el("button", { type: "button", onclick: () => this.#undo() }, "Undo"),
      el("button", { type: "button", class: "quiet", onclick: () => this.#original() }, "As it was"));
    this.element = el("div", { class: "inside" },
      el("section", { class: "panel" }, el("h1", {}, "Look inside a sound"),
        el("p", { class: "hint" }, "The codec writes a sound as a few tokens for each of its frames. The first codebook draws the outline; each further one writes what the ones before it left over."),
        this.drop),
      el("figure", { class: "stage panel" }, this.spectrogram, this.wave, this.words),
      el("section", { class: "panel stack", "aria-label": "Tokens" }, this.first,
        el("div", { class: "token-area" }, this.switches, el("div", { class: "grid-scroll" }, this.canvas)), this.twin, this.tools));
    new ResizeObserver(() => this.#drawSound()).observe(this.spectrogram);
  }

  shown() {
    if (!this.a && this.live.isOpen) this.takeHit(false);
    this.repaint();
  }

  repaint() {
    this.#drawGrid();
    this.#drawSound();
  }

  instrumentChanged() {
    this.a = this.b = null;
    if (this.element.isConnected) this.takeHit(false);
  }

  /** The tokens of a new hit of the selected pad: those that were drawn, before pitch, brightness and knobs were seen to. */
  async takeHit(hear = true) {
    const pad = this.kit.selected;
    const seed = this.pads.lastHit[pad]?.header.seed ?? randomSeed();
    try {
      const { header } = await this.live.ask(this.kit.instrument, this.kit.wish(pad, seed, this.pads.lastHit[pad]?.header.velocity), { slot: SLOT, round: Date.now(), urgency: 8, codes: true });
      this.#open({ name: nameOf(this.kit.pads[pad].classes), codes: header.codes, size: header.codebookSize }, "a", hear);
    } catch (error) {
      notice(error.message, true);
    }
  }

  async #drop(event) {
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (files[0]) await this.#load(files[0], "a");
    if (files[1]) await this.#load(files[1], "b");
  }

  async #load(file, which) {
    if (file.size > 64 << 20) {
      notice(`${file.name} has ${Math.round(file.size / (1 << 20))} MB; a sound of a few seconds is enough here.`, true);
      return;
    }
    let samples;
    try {
      samples = await this.sound.decode(await file.arrayBuffer());
    } catch {
      notice(`${file.name} is no sound that this browser can read. Try a WAV, FLAC or MP3.`, true);
      return;
    }
    try {
      const kept = samples.subarray(0, LONGEST * 44100);
      const answer = await postForBytes(`/instruments/${part(this.kit.instrument)}/tokens`, wavOf(kept, 44100));
      const tokens = JSON.parse(new TextDecoder().decode(answer));
      this.#open({ name: file.name, codes: tokens.codes, size: tokens.codebookSize }, which, true);
      if (samples.length > kept.length) notice(`${file.name}: the first ${LONGEST} seconds.`);
    } catch (error) {
      notice(error.message, true);
    }
  }

  #open(token, which, hear) {
    this[which] = token;
    if (which === "a") {
      this.original = structuredClone(token.codes);
      this.undoStack = [];
      this.cursor = [0, 0];
      this.selection = null;
      this.sources = token.codes.map(() => "a");
      this.first.input.max = token.codes.length;
      this.first.set(token.codes.length);
    }
    this.#buildSwitches();
    this.#drawGrid();
    this.#hear(hear);
  }

  #buildSwitches() {
    const rows = this.sources.map((source, q) => {
      const choice = el("select", { "aria-label": "Codebook " + (q + 1), onchange: () => { this.sources[q] = choice.value; this.#drawGrid(); this.#hear(); } },
        el("option", { value: "a" }, "heard"), this.b ? el("option", { value: "b" }, "swapped") : null, el("option", { value: "off" }, "muted"));
      choice.value = source;
      return el("label", { class: "codebook" }, el("span", {}, String(q + 1)), choice);
    });
    replace(this.switches, ...rows);
  }

  #hearFirst(count) {
    this.sources = this.sources.map((source, q) => (q < count ? (source === "off" ? "a" : source) : "off"));
    this.#buildSwitches();
    this.#drawGrid();
    this.hearSoon();
  }

  /** The codes as they are to be heard: some rows may come from the second sound. */
  #mixed() {
    const frames = this.a.codes[0].length;
    return this.a.codes.map((row, q) => {
      if (this.sources[q] !== "b" || !this.b) return row;
      const other = this.b.codes[q];
      return Array.from({ length: frames }, (_, t) => other[Math.min(t, other.length - 1)]);
    });
  }

  async #hear(aloud = true) {
    if (!this.a) return;
    try {
      const bytes = await postForBytes(`/instruments/${part(this.kit.instrument)}/sound`,
        { codes: this.#mixed(), heard: this.sources.map((source) => source !== "off") });
      this.samples = await this.sound.decode(bytes);
      this.#drawSound();
      if (aloud) this.sound.play(this.samples);
    } catch (error) {
      notice(error.message, true);
    }
  }

  #drawSound() {
    if (!this.samples || !this.element.isConnected) return;
    const seconds = this.samples.length / 44100;
    drawSpectrogram(this.spectrogram, this.samples, 44100, seconds);
    drawWave(this.wave, this.samples, 44100, seconds);
    this.words.textContent = `${this.a.name}: ${describe(this.samples, 44100)}.`;
  }

  #drawGrid() {
    if (!this.a || !this.element.isConnected) return;
    const codes = this.#mixed();
    const frames = codes[0].length;
    this.canvas.style.width = frames * CELL + "px";
    this.canvas.style.height = codes.length * CELL + "px";
    const { context } = fit(this.canvas);
    const light = document.documentElement.dataset.theme === "light";
    context.font = "9px system-ui";
    context.textAlign = "center";
    context.textBaseline = "middle";
    codes.forEach((row, q) => row.forEach((code, t) => {
      context.globalAlpha = this.sources[q] === "off" ? 0.18 : 1;
      context.fillStyle = codeColour(code, this.a.size, light);
      context.fillRect(t * CELL + 1, q * CELL + 1, CELL - 2, CELL - 2);
      context.fillStyle = "#fff";
      context.fillText(String(code), t * CELL + CELL / 2, q * CELL + CELL / 2 + 0.5);
    }));
    context.globalAlpha = 1;
    const [from, to] = this.#range();
    context.strokeStyle = colour("--text");
    context.lineWidth = 2;
    if (this.selection) context.strokeRect(from * CELL + 1, 1, (to - from) * CELL - 2, codes.length * CELL - 2);
    context.strokeStyle = colour("--focus");
    context.strokeRect(this.cursor[1] * CELL + 1, this.cursor[0] * CELL + 1, CELL - 2, CELL - 2);
    const [q, t] = this.cursor;
    this.twin.textContent = `${codes.length} codebooks, ${frames} frames. Codebook ${q + 1}, frame ${t + 1}: code ${codes[q][t]}.` +
      (this.selection ? ` Frames ${from + 1} to ${to} are chosen.` : " Drag over frames to choose some.");
  }

  #range() {
    const frames = this.a.codes[0].length;
    if (!this.selection) return [0, frames];
    const [x, y] = this.selection;
    return [Math.min(x, y), Math.min(frames, Math.max(x, y) + 1)];
  }

  #point(event, dragging) {
    if (!this.a) return;
    const box = this.canvas.getBoundingClientRect();
    const t = Math.max(0, Math.min(this.a.codes[0].length - 1, Math.floor((event.clientX - box.left) / CELL)));
    const q = Math.max(0, Math.min(this.a.codes.length - 1, Math.floor((event.clientY - box.top) / CELL)));
    this.selection = dragging ? [this.anchor ?? t, t] : null;
    if (!dragging) this.anchor = t;
    this.cursor = [q, t];
    this.#drawGrid();
  }

  #key(event) {
    if (!this.a) return;
    const [q, t] = this.cursor;
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -1e6], End: [0, 1e6] };
    if (moves[event.key]) {
      const next = Math.max(0, Math.min(this.a.codes[0].length - 1, t + moves[event.key][1]));
      if (event.shiftKey) this.selection = [this.selection?.[0] ?? t, next];
      else this.selection = null;
      this.cursor = [Math.max(0, Math.min(this.a.codes.length - 1, q + moves[event.key][0])), next];
      this.#drawGrid();
    } else if (event.key === "+" || event.key === "-") {
      this.#remember();
      this.a.codes[q][t] = (this.a.codes[q][t] + (event.key === "+" ? 1 : -1) + this.a.size) % this.a.size;
      this.#drawGrid();
      this.hearSoon();
    } else if (event.key === "Enter") {
      this.#hear();
    } else if (event.key === "Delete" && this.selection) {
      this.#edit((row, from, to) => [...row.slice(0, from), ...row.slice(to)]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #shuffle() {
    return (row, from, to) => {
      const order = this.order ??= Array.from({ length: to - from }, (_, i) => i).sort(() => Math.random() - 0.5);
      return row.map((code, t) => (t >= from && t < to ? row[from + order[t - from]] : code));
    };
  }

  #edit(work) {
    if (!this.a) return;
    const [from, to] = this.#range();
    const changed = this.a.codes.map((row) => work(row, from, to));
    this.order = null;
    if (changed[0].length === 0 || changed[0].length > 800) return;
    this.#remember();
    this.a.codes = changed;
    this.selection = null;
    this.cursor[1] = Math.min(this.cursor[1], changed[0].length - 1);
    this.#drawGrid();
    this.#hear();
  }

  #remember() {
    this.undoStack.push(structuredClone(this.a.codes));
    if (this.undoStack.length > 50) this.undoStack.shift();
  }

  #undo() {
    const before = this.undoStack.pop();
    if (!before) return;
    this.a.codes = before;
    this.selection = null;
    this.cursor[1] = Math.min(this.cursor[1], before[0].length - 1);
    this.#drawGrid();
    this.#hear();
  }

  #original() {
    if (!this.a) return;
    this.#remember();
    this.a.codes = structuredClone(this.original);
    this.#hearFirst(this.a.codes.length);
  }
}
