// Sixteen steps for sixteen pads. The audio thread counts the time; this is the grid.

import { el, slider, replace } from "./dom.js";
import { PADS, STEPS, nameOf } from "./kit.js";

const ACCENTS = ["off", "on", "accent"];

export class Sequencer {
  playing = false;

  constructor(kit, sound) {
    Object.assign(this, { kit, sound });
    this.element = el("section", { class: "panel sequencer", "aria-label": "Sequencer" });
    this.cells = [];
    kit.addEventListener("opened", () => { this.build(); this.#send(); });
    kit.addEventListener("pattern", () => { this.#show(); this.#send(); });
    kit.addEventListener("tempo", () => this.#send());
    kit.addEventListener("changed", () => this.#names());
    kit.addEventListener("selected", () => this.#names());
    sound.addEventListener("step", (event) => this.#mark(event.detail.step));
  }

  build() {
    const { kit } = this;
    this.playButton = el("button", { type: "button", class: "primary", onclick: () => this.toggle(), title: "Space" });
    this.names = [];
    this.cells = [];
    const rows = [];
    for (let pad = 0; pad < PADS; pad++) {
      const name = el("button", { type: "button", class: "row-name", onclick: () => kit.select(pad) });
      const cells = Array.from({ length: STEPS }, (_, step) => this.#cell(pad, step));
      this.names.push(name);
      this.cells.push(cells);
      rows.push(el("div", { class: "row", role: "row" }, el("div", { role: "rowheader" }, name), ...cells));
    }
    replace(this.element,
      el("div", { class: "transport" }, el("h2", {}, "Sequencer"), this.playButton,
        slider({ label: "Tempo", min: 50, max: 200, step: 1, value: kit.tempo, says: (v) => v + " bpm", oninput: (v) => kit.setTempo(v, kit.swing) }),
        slider({ label: "Swing", max: 0.5, value: kit.swing, says: (v) => Math.round(v * 100) + " %", oninput: (v) => kit.setTempo(kit.tempo, v) }),
        el("button", { type: "button", class: "quiet", onclick: () => kit.clearPattern() }, "Clear")),
      el("div", { class: "grid-scroll" }, el("div", { class: "grid", role: "grid", "aria-label": "Steps; arrow keys move, Enter switches" }, ...rows)));
    this.cells[0][0].tabIndex = 0;
    this.#names();
    this.#show();
    this.#transport();
  }

  #cell(pad, step) {
    const cell = el("button", {
      type: "button", class: "step" + (step % 4 === 0 ? " beat" : ""), role: "gridcell", tabIndex: -1,
      onclick: () => this.#press(pad, step), onkeydown: (event) => this.#move(event, pad, step),
    });
    return cell;
  }

  #press(pad, step) {
    this.kit.setStep(pad, step, (this.kit.pattern[pad][step] + 1) % ACCENTS.length);
  }

  #move(event, pad, step) {
    const [rows, columns] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    if (rows === 0 && columns === 0) return;
    event.preventDefault();
    const next = this.cells[(pad + rows + PADS) % PADS][(step + columns + STEPS) % STEPS];
    this.cells.flat().forEach((cell) => (cell.tabIndex = cell === next ? 0 : -1));
    next.focus();
  }

  #names() {
    this.names?.forEach((name, pad) => {
      name.textContent = `${pad + 1} ${nameOf(this.kit.pads[pad].classes)}`;
      name.classList.toggle("chosen", pad === this.kit.selected);
    });
  }

  #show() {
    this.cells.forEach((row, pad) => row.forEach((cell, step) => {
      const accent = this.kit.pattern[pad][step];
      cell.dataset.accent = accent;
      cell.setAttribute("aria-label", `${nameOf(this.kit.pads[pad].classes)}, step ${step + 1}, ${ACCENTS[accent]}`);
    }));
  }

  #send() {
    this.sound.post({ type: "pattern", pattern: this.kit.pattern });
    this.sound.post({ type: "tempo", tempo: this.kit.tempo, swing: this.kit.swing });
  }

  toggle() {
    this.playing = !this.playing;
    this.sound.wake();
    this.sound.post({ type: "transport", playing: this.playing });
    if (!this.playing) this.#mark(-1);
    this.#transport();
  }

  #transport() {
    this.playButton.textContent = this.playing ? "Stop" : "Play";
    this.playButton.setAttribute("aria-pressed", this.playing);
  }

  #mark(step) {
    this.cells.forEach((row) => row.forEach((cell, s) => cell.classList.toggle("now", s === step)));
  }
}
