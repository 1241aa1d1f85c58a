// Lessons: the text that the terminal shows too. What follows a question stays hidden until somebody has guessed.

import { el, replace, notice } from "./dom.js";
import { get } from "./api.js";

/** Paragraphs and lists of plain text; **strong**, *emphasis* and `code` lose their marks. */
function prose(markdown) {
  return markdown.split(/\n\s*\n/).map((part) => {
    const plain = (text) => text.replace(/\*+|`/g, "").replace(/\s*\n\s*/g, " ").trim();
    return part.startsWith("- ")
      ? el("ul", {}, ...part.split(/\n(?=- )/).map((item) => el("li", {}, plain(item.slice(2)))))
      : el("p", {}, plain(part));
  });
}

function table({ title, setting, rows, meanings }) {
  const [head, ...body] = rows;
  return [
    el("table", { class: "measured" }, el("caption", {}, title + ", as we measured it"),
      el("thead", {}, el("tr", {}, ...head.map((cell) => el("th", { scope: "col" }, cell)))),
      el("tbody", {}, ...body.map(([name, ...cells]) => el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((cell) => el("td", {}, cell)))))),
    el("p", { class: "quiet" }, setting),
    el("ul", { class: "quiet" }, ...meanings.map((meaning) => el("li", {}, meaning))),
  ];
}

export class LessonsView {
  constructor() {
    this.body = el("div", { class: "lesson-body" });
    this.choice = el("div", { class: "lesson-choice", role: "group", "aria-label": "Lessons" });
    this.element = el("div", { class: "lessons panel" }, el("h1", {}, "Lessons"), this.choice, this.body);
  }

  async shown() {
    if (this.loaded) return;
    this.loaded = true;
    try {
      const all = await get("/lessons");
      replace(this.choice, ...all.map(({ number, title }) => el("button", { type: "button", onclick: () => this.#open(number) }, `${number}  ${title}`)));
      await this.#open(all[0].number);
    } catch (error) {
      this.loaded = false;
      notice(error.message, true);
    }
  }

  async #open(number) {
    try {
      this.lesson = await get("/lessons/" + number);
      this.step = 0;
      this.#show();
    } catch (error) {
      notice(error.message, true);
    }
  }

  #show() {
    const { steps, title } = this.lesson;
    const step = steps[this.step];
    const go = (by) => { this.step += by; this.#show(); this.element.scrollIntoView({ block: "start" }); };
    const content = el("div", {});
    this.#add(content, step.blocks, 0);
    replace(this.body,
      el("p", { class: "eyebrow" }, `${title} · ${this.step + 1} of ${steps.length}`),
      el("h2", {}, step.title),
      content,
      el("p", { class: "lesson-steps" },
        el("button", { type: "button", disabled: this.step === 0, onclick: () => go(-1) }, "Back"),
        el("button", { type: "button", disabled: this.step === steps.length - 1, onclick: () => go(1) }, "Next")));
  }

  /** Blocks up to the next question; the rest follows the guess. */
  #add(parent, blocks, from) {
    for (let i = from; i < blocks.length; i++) {
      const block = blocks[i];
      if (block.kind === "question") {
        parent.append(this.#question(block, () => this.#add(parent, blocks, i + 1)));
        return;
      }
      parent.append(...this.#block(block));
    }
  }

  #question({ text, options, answer, why }, then) {
    const said = el("div", { role: "status" });
    const buttons = options.map((option, i) => el("button", { type: "button", onclick: () => guess(i) }, option));
    function guess(index) {
      buttons.forEach((button, i) => {
        button.disabled = true;
        button.setAttribute("aria-pressed", i === index);
      });
      const verdict = answer < 0 ? "Now see:" : index === answer ? "Right." : `It is: ${options[answer]}.`;
      said.append(el("p", {}, el("strong", {}, verdict)), ...prose(why));
      then();
    }
    return el("fieldset", { class: "question" }, el("legend", {}, "Your guess"), el("p", {}, text), el("div", { class: "options" }, ...buttons), said);
  }

  #block(block) {
    switch (block.kind) {
      case "text": return prose(block.text);
      case "source": return [el("figure", {}, el("figcaption", {}, block.file), el("pre", { tabIndex: 0 }, block.text))];
      case "demonstration": return [el("pre", { tabIndex: 0 }, block.text), ...block.sounds.map((sound) => this.#sound(sound))];
      default: return [
        ...(block.rows ? table(block) : [el("p", {}, "We have not measured this one yet: find out what comes of it.")]),
        el("p", {}, "With sounds to listen to: ", el("code", {}, block.command)),
      ];
    }
  }

  #sound({ name, about }) {
    const address = `/api/v1/lessons/${this.lesson.number}/sounds/${encodeURIComponent(name)}`;
    return el("p", { class: "lesson-sound" }, el("span", {}, about + " "), el("audio", { controls: true, preload: "none", src: address, "aria-label": about }));
  }
}
