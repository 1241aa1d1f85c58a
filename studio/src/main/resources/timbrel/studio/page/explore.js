// A map of sounds: click to hear, click two to hear what lies between, see which recording is nearest.

import { el, notice, replace, slider, wait, debounced } from "./dom.js";
import { get, getBytes, part, post } from "./api.js";
import { KNOBS } from "./kit.js";
import { colour, fit } from "./picture.js";

const SLOT = 41;
const REACH = 18; // pixels within which a point is hit
const EDGE = 22;

export class ExploreView {
  constructor({ kit, live, sound }) {
    Object.assign(this, { kit, live, sound });
    this.points = [];
    this.chosen = [];
    this.current = -1;
    this.canvas = el("canvas", { class: "map", tabIndex: 0, role: "application",
      "aria-label": "Map of sounds: arrow keys move to the nearest sound in that direction, Enter hears and chooses it",
      onpointermove: (event) => this.#hover(event), onpointerdown: (event) => this.#click(event), onkeydown: (event) => this.#key(event) });
    this.twin = el("p", { role: "status", class: "summary" }, "");
    this.sets = el("select", { onchange: () => this.make() });
    this.legend = el("ul", { class: "legend" });
    this.progress = el("progress", { max: 1, hidden: true, "aria-label": "Making the map" });
    this.between = slider({ label: "Between", value: 0.5, says: (v) => `${Math.round(100 - 100 * v)} : ${Math.round(100 * v)}`, class: "big", oninput: () => this.morphSoon() });
    this.between.hidden = true;
    this.morphSoon = debounced(() => this.#morph(), 120);
    this.element = el("div", { class: "explore" },
      el("section", { class: "panel stack" }, el("h1", {}, "Explore"),
        el("p", { class: "hint" }, "Like sounds lie together. Filled: new sounds of this instrument; rings: recordings. Click one to hear it, a second one to hear what lies between."),
        el("div", { class: "explore-tools" }, el("label", { class: "field" }, el("span", {}, "Recordings"), this.sets), el("button", { type: "button", onclick: () => this.make() }, "Draw again"), this.between),
        this.progress, el("div", { class: "map-frame" }, this.canvas), this.twin, this.legend));
    new ResizeObserver(() => this.#draw()).observe(this.canvas);
  }

  async shown() {
    if (this.kit.pads.length === 0) return;
    try {
      const before = this.sets.value;
      const sets = (await get("/sounds")).filter((set) => set.state === "checked");
      replace(this.sets, el("option", { value: "" }, "none"), ...sets.map((set) => el("option", { value: set.id }, set.id)));
      this.sets.value = before;
    } catch (error) {
      notice(error.message, true);
    }
    if (this.madeFor !== this.kit.instrument) this.make();
    this.#draw();
  }

  repaint() {
    this.#draw();
  }

  instrumentChanged() {
    if (this.element.isConnected) this.shown();
  }

  async make() {
    const instrument = this.kit.instrument;
    this.madeFor = instrument;
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    try {
      let job = await post("/maps", { instrument, ...(this.sets.value ? { sounds: this.sets.value } : {}) });
      this.set = this.sets.value;
      while (job.state === "waiting" || job.state === "making") {
        await wait(250);
        job = await get("/maps/" + job.id);
        if (job.total > 0) this.progress.value = job.done / job.total;
        this.twin.textContent = job.total > 0 ? `${job.done} of ${job.total} sounds` : "Getting ready …";
      }
      if (job.state === "failed") throw new Error(job.problem);
      if (this.madeFor !== instrument) return;
      this.points = job.points;
      this.#measure();
      this.chosen = [];
      this.current = -1;
      this.between.hidden = true;
      this.#colours();
      this.#say();
      this.#draw();
    } catch (error) {
      this.madeFor = null;
      notice(error.message, true);
    } finally {
      this.progress.hidden = true;
    }
  }

  #colours() {
    const names = [...new Set(this.points.map((point) => point.class))].sort();
    this.hues = new Map(names.map((name, i) => [name, (i * 360) / names.length + 20]));
    replace(this.legend, ...names.map((name) => {
      const dot = el("i", {});
      dot.style.setProperty("--hue", this.hues.get(name));
      return el("li", {}, dot, name.replace(/-/g, " "), ` ${this.points.filter((point) => point.class === name).length}`);
    }));
  }

  /** The points fill the frame, each way. */
  #place(point) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const { left, right, low, high } = this.bounds;
    return [EDGE + ((point.x - left) / (right - left || 1)) * (width - 2 * EDGE), EDGE + ((high - point.y) / (high - low || 1)) * (height - 2 * EDGE)];
  }

  #measure() {
    const [xs, ys] = [this.points.map((point) => point.x), this.points.map((point) => point.y)];
    this.bounds = { left: Math.min(...xs), right: Math.max(...xs), low: Math.min(...ys), high: Math.max(...ys) };
  }

  #draw() {
    if (!this.element.isConnected || this.points.length === 0) return;
    const { context } = fit(this.canvas);
    const light = document.documentElement.dataset.theme === "light";
    const shade = (point) => `hsl(${this.hues.get(point.class)} 70% ${light ? 38 : 64}%)`;
    const line = (from, to, style, width) => {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...this.#place(from));
      context.lineTo(...this.#place(to));
      context.stroke();
    };
    context.globalAlpha = 0.22;
    for (const point of this.points) if (point.nearest !== undefined) line(point, this.points[point.nearest], colour("--soft"), 1);
    context.globalAlpha = 1;
    if (this.chosen.length === 2) line(this.points[this.chosen[0]], this.points[this.chosen[1]], colour("--accent"), 3);
    this.points.forEach((point, i) => {
      const [x, y] = this.#place(point);
      const big = this.chosen.includes(i) || i === this.current;
      context.beginPath();
      context.arc(x, y, (point.training ? 4.5 : 5.5) + (big ? 3 : 0), 0, 2 * Math.PI);
      context.fillStyle = context.strokeStyle = shade(point);
      context.lineWidth = 2;
      if (point.training) context.stroke();
      else context.fill();
      if (big) {
        context.strokeStyle = colour("--text");
        context.stroke();
      }
    });
  }

  #words(index) {
    const point = this.points[index];
    const kind = point.training ? "recording" : "new";
    const near = point.nearest === undefined ? "" : `; the nearest recording is ${this.points[point.nearest].file} (${this.points[point.nearest].class.replace(/-/g, " ")})`;
    return `${point.class.replace(/-/g, " ")}, ${kind}${point.training ? " " + point.file : ""}${near}`;
  }

  #say() {
    const recordings = this.points.filter((point) => point.training).length;
    this.twin.textContent =
      this.chosen.length === 2 ? `Between ${this.#words(this.chosen[0])} and ${this.#words(this.chosen[1])}.`
      : this.current >= 0 ? this.#words(this.current) + "."
      : `${this.points.length - recordings} new sounds, ${recordings} recordings.`;
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best = -1;
    let shortest = REACH;
    this.points.forEach((point, i) => {
      const [px, py] = this.#place(point);
      const distance = Math.hypot(px - x, py - y);
      if (distance < shortest) { shortest = distance; best = i; }
    });
    return best;
  }

  #hover(event) {
    const index = this.#at(event);
    if (index === this.current) return;
    this.current = index;
    this.canvas.style.cursor = index >= 0 ? "pointer" : "default";
    this.#say();
    this.#draw();
  }

  #click(event) {
    const index = this.#at(event);
    if (index >= 0) this.#choose(index);
  }

  #choose(index) {
    this.current = index;
    this.chosen = this.chosen.length === 1 && this.chosen[0] !== index ? [this.chosen[0], index] : [index];
    this.between.hidden = this.chosen.length < 2;
    this.#say();
    this.#draw();
    if (this.chosen.length === 2) this.#morph();
    else this.#hear(this.points[index]);
  }

  #key(event) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (dx !== 0 || dy !== 0) {
      event.preventDefault();
      const from = this.current >= 0 ? this.#place(this.points[this.current]) : [this.canvas.clientWidth / 2, this.canvas.clientHeight / 2];
      let best = this.current;
      let shortest = Infinity;
      this.points.forEach((point, i) => {
        const [x, y] = this.#place(point);
        const ahead = (x - from[0]) * dx + (y - from[1]) * dy;
        const aside = Math.abs((x - from[0]) * dy) + Math.abs((y - from[1]) * dx);
        if (i !== this.current && ahead > 0 && ahead + 2 * aside < shortest) { shortest = ahead + 2 * aside; best = i; }
      });
      this.current = best;
      this.#say();
      this.#draw();
    } else if (event.key === "Enter" && this.current >= 0) {
      this.#choose(this.current);
    }
  }

  async #hear(point) {
    try {
      if (point.training) {
        this.sound.play(await this.sound.decode(await getBytes(`/sounds/${part(this.set)}/hits/${part(point.file)}`)));
      } else {
        await this.#sound({ classes: { [point.class]: 1 }, knobs: {}, variation: 0.5, seed: point.seed });
      }
    } catch (error) {
      notice(error.message, true);
    }
  }

  async #sound(hit) {
    const { samples } = await this.live.ask(this.kit.instrument, hit, { slot: SLOT, round: Date.now(), urgency: 9 });
    this.last = hit;
    this.sound.play(samples);
  }

  /** Part of the way from one sound to the other: in what they are made of, and where their knobs are. */
  async #morph() {
    const share = Number(this.between.input.value);
    const [a, b] = this.chosen.map((index) => this.points[index]);
    const classes = {};
    const known = (name) => this.kit.classes.includes(name);
    if (known(a.class)) classes[a.class] = 1 - share;
    if (known(b.class)) classes[b.class] = (classes[b.class] ?? 0) + share;
    const knobs = {};
    KNOBS.forEach((name, i) => {
      if (a.knobs[i] !== null && b.knobs[i] !== null) knobs[name] = (1 - share) * a.knobs[i] + share * b.knobs[i];
    });
    try {
      await this.#sound({ classes, knobs, variation: 0.3, seed: a.seed ?? 1 });
    } catch (error) {
      notice(error.message, true);
    }
  }
}
