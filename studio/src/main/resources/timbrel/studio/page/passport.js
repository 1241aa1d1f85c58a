// An instrument's passport: what it learnt from, under which licences, what it cost, how good and how fast it is.

import { el, replace, notice } from "./dom.js";
import { get, address, part } from "./api.js";

const number = (value, digits = 2) =>
  typeof value !== "number" ? "–" : Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : Number(value.toFixed(digits)).toLocaleString("en");

const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[-_.]/g, " ").toLowerCase();

/** The figures that say most, first and in words; the others follow under their own names. */
const HEADLINES = [
  ["reconstruction.mss", "What the codec loses (spectral distance)"], ["reconstruction.mss.opus", "Opus at the same bit rate loses"], ["reconstruction.mss.opusTwice", "Opus at twice the bit rate loses"],
  ["pitch.inTune", "Pitches that the codec keeps (1 is all)"],
  ["generated.kickSnareHat", "New kicks, snares and hats told apart"], ["generated.classAccuracy", "New sounds recognised, all classes"], ["generated.classAccuracy.heldOut", "Real sounds recognised, all classes"],
  ["novelty.copies", "Copies of training sounds"], ["novelty.spread", "Variety (1 is that of real sounds)"], ["knobs.correlation", "Knobs: asked against measured"],
];

function headline(figures) {
  const named = HEADLINES.filter(([key]) => figures[key] !== undefined);
  const others = Object.entries(figures).filter(([key]) => !named.some(([known]) => known === key));
  return [facts(named.map(([key, text]) => [text, number(figures[key], 3)])),
    others.length === 0 ? null : el("details", {}, el("summary", {}, "more figures"), facts(others.map(([key, value]) => [words(key), number(value, 3)])))];
}

function facts(entries) {
  return el("dl", { class: "facts" }, ...entries.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** Bars that are also a table: the picture and its text twin in one. */
function bars(caption, counts) {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...entries.map(([, count]) => count));
  return el("table", { class: "bars" }, el("caption", {}, caption), el("tbody", {}, ...entries.map(([name, count]) => {
    const bar = el("i", { class: "bar" });
    bar.style.setProperty("--share", count / most);
    return el("tr", {}, el("th", { scope: "row" }, name.replace(/-/g, " ")), el("td", {}, bar, el("span", {}, number(count, 0))));
  })));
}

/** A report of any depth as nested lists of facts. */
function report(value, depth = 0) {
  const plain = Object.entries(value).filter(([, v]) => v === null || typeof v !== "object");
  const deep = Object.entries(value).filter(([, v]) => v !== null && typeof v === "object" && !Array.isArray(v));
  return [
    plain.length > 0 ? facts(plain.map(([name, v]) => [words(name), typeof v === "number" ? number(v, 3) : String(v ?? "–")])) : null,
    ...deep.map(([name, v]) => el("details", { open: depth < 1 }, el("summary", {}, words(name)), ...report(v, depth + 1).filter(Boolean))),
  ];
}

export class PassportView {
  constructor({ kit }) {
    this.kit = kit;
    this.element = el("div", { class: "passport" }, el("h1", {}, "Passport"));
  }

  shown() {
    if (this.shownFor !== this.kit.instrument && this.kit.pads.length > 0) this.#load();
  }

  instrumentChanged() {
    this.shownFor = null;
    if (this.element.isConnected) this.shown();
  }

  async #load() {
    const id = this.kit.instrument;
    this.shownFor = id;
    try {
      this.#show(id, await get(`/instruments/${part(id)}`));
    } catch (error) {
      this.shownFor = null;
      notice(error.message, true);
    }
  }

  #show(id, { card, file, report: hasReport }) {
    const { data, training, evaluation, codec, lm } = card;
    const minutes = training.phases.reduce((sum, phase) => sum + phase.minutes, 0);
    const speed = evaluation.report?.cost ?? {};
    const section = (title, ...children) => el("section", { class: "panel", "aria-label": title }, el("h2", {}, title), ...children);
    replace(this.element,
      el("header", { class: "panel passport-head" }, el("p", { class: "eyebrow" }, "Passport"), el("h1", {}, card.name),
        el("p", {}, `Learnt from ${number(data.sounds, 0)} sounds of ${number(data.groups, 0)} drums in ${number(minutes, 0)} minutes, on ${card.created.slice(0, 10)}.`),
        el("div", { class: "actions" },
          el("a", { class: "button primary", href: address(`/instruments/${part(id)}/file`), download: "" }, "Take the instrument file"),
          hasReport ? el("a", { class: "button", href: address(`/instruments/${part(id)}/report`), target: "_blank", rel: "noopener" }, "Open the report") : null)),
      section("Data", bars("Sounds of each class", data.classes), bars("Sounds under each licence", data.licences),
        facts([["Seconds of sound", number(data.seconds, 0)], ["Learnt from", card.parent ? card.parent.name : "nothing: from random numbers"]]),
        el("details", {}, el("summary", {}, "Credits"), el("pre", { class: "credits", tabIndex: 0 }, data.attributions || "Nobody is named."))),
      section("Energy", facts([
        ["Estimated", number(training.energy.wattHours, 1) + " Wh"], ["Processor time", number(training.cpuSeconds / 60, 0) + " min"],
        ...training.phases.map((phase) => [phase.name, `${number(phase.minutes, 1)} min, ${number(phase.steps, 0)} steps`])]),
        el("p", { class: "hint" }, `${training.energy.formula}. ${training.energy.assumptions}.`)),
      section("How good it is", Object.keys(evaluation.headline).length === 0
        ? el("p", {}, "It was not evaluated. `timbrel evaluate` measures it on a folder of sounds.")
        : el("div", { class: "stack" }, ...headline(evaluation.headline).filter(Boolean)),
        ...report(evaluation.report ?? {}, 1).slice(1).filter(Boolean)),
      section("Speed and size", facts([
        ["File", number(file.bytes / 1e6, 1) + " MB"], ["Numbers learnt", number(file.parameters, 0)],
        ["Sample rate", number(codec.sampleRate, 0) + " Hz"],
        ["Tokens", `${codec.codebooks ?? "?"} codebooks of ${codec.codebookSize ?? "?"}` + (codec.fineHop ? `, ${number(codec.sampleRate / (codec.fineHop * codec.fineFrames), 1)} frames a second` : "") + ``],
        ["Token model", lm ? `${lm.layers} layers, ${lm.dModel} wide` : "none"],
        ...Object.entries(speed).filter(([, value]) => typeof value === "number").map(([name, value]) => [words(name), number(value, 3)])]),
        el("p", { class: "hint fingerprint" }, "Weights: " + file.weightsSha256)));
  }
}
