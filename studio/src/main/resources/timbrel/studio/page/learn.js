// From your own recordings to an instrument: drop them, look them over, learn, listen while it gets better.

import { el, notice, replace, slider, wait } from "./dom.js";
import { address, get, getBytes, part, post, put, send, upload } from "./api.js";
import { colour } from "./picture.js";

const SOUND = /\.(wav|wave|w64|rf64|bwf|aif|aiff|aifc|flac|mp3|mp2|ogg|oga|opus|m4a|m4b|mp4|aac|caf|au|snd)$/i;
const LARGEST = 512 << 20;
const MOST_FILES = 20000;
const AT_ONCE = 4;
const LAST_SET = "timbrel.sounds";
const SHOWN = 200;
const MOST_RECORDINGS = 4;
const MINUTES = [1, 3, 5, 10, 20, 30, 60, 120, 240, 480];
const PHASES = { import: "Reading the sounds", codec: "Learning to write sounds as tokens", "token model": "Learning which tokens make which drum", classifier: "Learning to tell them apart", evaluation: "Measuring how good it is" };

const bytes = (count) => (count >= 1 << 30 ? (count / (1 << 30)).toFixed(1) + " GB" : (count / (1 << 20)).toFixed(1) + " MB");
const clock = (seconds) => (seconds >= 3600 ? `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min` : seconds >= 60 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds)} s`);

/** All files of what was dropped, folders walked through. */
async function filesOf(items) {
  const found = [];
  async function walk(entry, path) {
    if (found.length > MOST_FILES) return;
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      found.push({ file, name: path + file.name });
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (;;) {
        const entries = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (entries.length === 0) break;
        for (const inner of entries) await walk(inner, path + entry.name + "/");
      }
    }
  }
  // both have to be asked for before anything is waited for: afterwards the browser has forgotten them
  const dropped = [...items].map((item) => [item.webkitGetAsEntry?.(), item.getAsFile?.()]);
  for (const [entry, file] of dropped) {
    if (entry) await walk(entry, "");
    else if (file) found.push({ file, name: file.name });
  }
  return found;
}

export class LearnView {
  constructor(studio) {
    this.studio = studio;
    this.sound = studio.sound;
    this.set = null;
    this.rows = [];
    this.local = [];
    this.filter = "all";
    this.shownRows = SHOWN;
    this.charts = new Map();
    this.#build();
  }

  #build() {
    const files = el("input", { type: "file", multiple: true, class: "hidden", tabIndex: -1, "aria-hidden": "true", accept: "audio/*,.wav,.aif,.aiff,.flac,.mp3,.ogg,.opus,.m4a", onchange: () => this.#take([...files.files].map((file) => ({ file, name: file.name }))) });
    const folder = el("input", { type: "file", multiple: true, class: "hidden", tabIndex: -1, "aria-hidden": "true", onchange: () => this.#take([...folder.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }))) });
    folder.webkitdirectory = true;
    this.fileInput = files;
    this.drop = el("div", { class: "drop big-drop",
      ondragover: (event) => { event.preventDefault(); this.drop.classList.add("over"); }, ondragleave: () => this.drop.classList.remove("over"),
      ondrop: async (event) => { event.preventDefault(); this.drop.classList.remove("over"); this.#take(await filesOf(event.dataTransfer.items)); } },
      el("p", {}, el("b", {}, "Drop your sounds here"), ": one-shots or long takes, WAV, FLAC, MP3 and more. Names of folders become classes, else those of files."),
      el("div", { class: "actions" }, files, folder,
        el("button", { type: "button", class: "primary", onclick: () => files.click() }, "Choose sounds"),
        el("button", { type: "button", onclick: () => folder.click() }, "Choose a folder")));
    this.sets = el("select", { "aria-label": "Sounds from before", onchange: () => this.#openSet(this.sets.value) });
    this.progress = el("progress", { max: 1, value: 0, hidden: true, "aria-label": "Progress" });
    this.summary = el("p", { role: "status", class: "summary" });
    this.table = el("div", { class: "sounds" });
    this.more = el("button", { type: "button", class: "quiet", hidden: true, onclick: () => { this.shownRows += SHOWN; this.#showRows(); } }, "Show more");
    this.filters = el("div", { class: "actions", role: "group", "aria-label": "Which sounds to show" }, ...[["all", "All"], ["taken", "Accepted"], ["refused", "Refused"]].map(([id, text]) =>
      el("button", { type: "button", "aria-pressed": id === "all", onclick: (event) => { this.filter = id; [...this.filters.children].forEach((b) => b.setAttribute("aria-pressed", b === event.currentTarget)); this.#showRows(); } }, text)));
    this.filters.hidden = true;
    this.name = el("input", { type: "text", maxLength: 58, value: "My drums", spellcheck: false });
    this.from = el("select", {});
    this.minutes = 10;
    this.startButton = el("button", { type: "button", class: "primary", disabled: true, onclick: () => this.#start() }, "Start learning");
    this.runs = el("div", { class: "runs", "aria-live": "off" });
    this.classList = el("datalist", { id: "class-names" });
    this.element = el("div", { class: "learn" },
      el("section", { class: "panel stack" }, el("h1", {}, "Learn"), this.drop, el("label", { class: "field" }, el("span", {}, "From before"), this.sets), this.progress, this.summary, this.filters, this.table, this.more, this.classList),
      el("div", { class: "stack side" },
        el("section", { class: "panel stack", "aria-label": "Start a run" }, el("h2", {}, "An instrument of your own"),
          el("label", { class: "field" }, el("span", {}, "Name"), this.name),
          el("label", { class: "field" }, el("span", {}, "Starts from"), this.from),
          slider({ label: "Minutes", min: 0, max: MINUTES.length - 1, step: 1, value: 3, says: (v) => clock(MINUTES[v] * 60), oninput: (v) => (this.minutes = MINUTES[v]) }),
          el("p", { class: "hint" }, "Ten minutes make something playable; more make it better. Reading and measuring come on top. It goes on when this page is closed."),
          this.startButton),
        el("section", { class: "stack", "aria-label": "Runs" }, el("h2", {}, "Runs"), this.runs)));
  }

  async shown() {
    this.visible = true;
    this.#instruments();
    try {
      await this.#listSets();
      if (!this.studio.about) this.studio.about = await get("");
      if (!this.studio.about.learns) notice("Learning needs the rest of Timbrel: start the studio with ./timbrel studio.", true);
    } catch (error) {
      notice(error.message, true);
    }
    this.#watch();
  }

  hidden() {
    this.visible = false;
  }

  repaint() {
    this.charts.forEach((chart) => chart.destroy());
    this.charts.clear();
    this.#refresh();
  }

  #instruments() {
    replace(this.from, el("option", { value: "starter" }, "the starter (best for a start)"),
      ...this.studio.instruments.filter((one) => one.id !== "starter").map((one) => el("option", { value: one.id }, one.name)), el("option", { value: "none" }, "nothing (takes hours)"));
  }

  async #listSets() {
    const sets = await get("/sounds");
    replace(this.sets, el("option", { value: "" }, sets.length === 0 ? "nothing yet" : "choose …"), ...sets.map((set) => el("option", { value: set.id }, set.id)));
    const last = this.#lastSet();
    if (this.set === null && sets.some((set) => set.id === last)) this.#openSet(last).catch((error) => notice(error.message, true));
    this.sets.value = this.set ?? "";
  }

  async #openSet(id) {
    if (!id) return;
    this.#choose(id);
    this.local = [];
    await this.#follow();
  }

  /** Also after the page was loaded again. */
  #choose(id) {
    this.set = id;
    try { localStorage.setItem(LAST_SET, id); } catch { /* private windows keep nothing */ }
  }

  #lastSet() {
    try { return localStorage.getItem(LAST_SET); } catch { return null; }
  }

  // --- upload

  async #take(entries) {
    if (entries.length === 0) return;
    if (entries.length > MOST_FILES) notice(`At most ${MOST_FILES} files at a time.`, true);
    this.local = [];
    const good = [];
    for (const entry of entries.slice(0, MOST_FILES)) {
      const why = !SOUND.test(entry.name) ? "not a sound, by its name" : entry.file.size > LARGEST ? `${bytes(entry.file.size)}: at most ${bytes(LARGEST)} each` : entry.file.size === 0 ? "an empty file" : null;
      if (why === null) good.push(entry);
      else if (!entry.name.split("/").at(-1).startsWith(".")) this.local.push({ from: entry.name, taken: false, why, detail: "not sent" });
    }
    this.rows = [];
    this.#showRows();
    if (good.length === 0) {
      this.summary.textContent = "None of these is a sound that can be learnt from.";
      return;
    }
    const top = good[0].name.includes("/") ? good[0].name.split("/")[0] : "My sounds";
    try {
      this.#choose((await post("/sounds", { name: top })).id);
      await this.#upload(good);
      await post(`/sounds/${part(this.set)}/check`, {});
      await this.#listSets();
      await this.#follow();
    } catch (error) {
      this.progress.hidden = true;
      this.summary.textContent = error.message;
      notice(error.message, true);
    }
  }

  async #upload(entries) {
    this.progress.hidden = false;
    let done = 0;
    let next = 0;
    const worker = async () => {
      while (next < entries.length) {
        const { file, name } = entries[next++];
        try {
          await upload("PUT", `/sounds/${part(this.set)}/files?name=${part(name)}`, file);
        } catch (error) {
          if (!error.status || error.status >= 500) throw error;
          this.local.push({ from: name, taken: false, why: error.message, detail: "not taken" });
        }
        done++;
        this.progress.value = done / entries.length;
        this.summary.textContent = `${done} of ${entries.length} files`;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** Until the import has ended. */
  async #follow() {
    const id = this.set;
    this.startButton.disabled = true;
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    for (;;) {
      const state = await get("/sounds/" + part(id));
      if (this.set !== id) return;
      if (state.state === "checking") {
        if (state.total > 0) {
          this.progress.value = state.done / state.total;
          this.summary.textContent = `Listening to ${state.done} of ${state.total} …`;
        } else {
          this.summary.textContent = state.message || "Getting ready to listen …";
        }
        await wait(400);
        continue;
      }
      this.progress.hidden = true;
      this.rows = state.rows ?? [];
      const taken = this.rows.filter((row) => row.taken).length;
      if (state.state === "failed") this.summary.textContent = "The sounds could not be read: " + state.problem;
      else if (state.state === "new") this.summary.textContent = "Not looked at yet.";
      else this.summary.textContent = `${taken} sounds to learn from, ${this.rows.length - taken + this.local.length} refused.`;
      this.startButton.disabled = taken === 0;
      if (this.name.value === "My drums" || this.name.dataset.auto) { this.name.value = id; this.name.dataset.auto = "yes"; }
      this.#showRows();
      return;
    }
  }

  // --- the table

  #showRows() {
    const all = [...this.local, ...this.rows];
    const rows = all.filter((row) => this.filter === "all" || row.taken === (this.filter === "taken"));
    this.filters.hidden = all.length === 0;
    this.drop.classList.toggle("small", all.length > 0);
    this.more.hidden = rows.length <= this.shownRows;
    this.more.textContent = `Show more (${rows.length - this.shownRows})`;
    const known = [...new Set([...this.studio.kit.classes, ...this.rows.map((row) => row.class).filter(Boolean)])].filter((name) => name !== "-").sort();
    replace(this.classList, ...known.map((name) => el("option", { value: name })));
    if (rows.length === 0) { replace(this.table); return; }
    replace(this.table, el("table", {}, el("thead", {}, el("tr", {}, ...["Sound", "Class", "Length", "Result"].map((title) => el("th", { scope: "col" }, title)))),
      el("tbody", {}, ...rows.slice(0, this.shownRows).map((row) => this.#row(row)))));
  }

  #row(row) {
    const name = this.#shortName(row.from) + (row.hit > 0 ? ` · hit ${row.hit}` : "");
    if (!row.taken) {
      return el("tr", { class: "refused" }, el("td", { title: row.from }, name),
        el("td", { colSpan: 3 }, el("b", {}, "refused: "), row.why, row.detail ? el("small", {}, " (" + row.detail + ")") : null));
    }
    const out = row.class === "-";
    const choice = el("input", { type: "text", value: out ? "" : row.class, disabled: out, "aria-label": "Class of " + name, maxLength: 40, onchange: () => this.#classify(row, choice.value.trim()) });
    choice.setAttribute("list", "class-names");
    return el("tr", { class: out ? "refused" : "" },
      el("td", { title: row.from }, el("div", { class: "sound-name" }, el("button", { type: "button", class: "play-row", "aria-label": "Hear " + name, onclick: () => this.#hear(`/sounds/${part(this.set)}/hits/${part(row.file)}`) }, "▶"), el("span", {}, name))),
      el("td", {}, choice), el("td", { class: "number" }, row.seconds.toFixed(2) + " s"),
      el("td", {}, el("label", { class: "check" }, el("input", { type: "checkbox", checked: !out, "aria-label": "Learn from " + name, onchange: (event) => this.#classify(row, event.target.checked ? row.before || "other" : "-") }), out ? "left out" : "accepted" + (row.detail ? ": " + row.detail : ""))));
  }

  /** Without the folder that all of them lie in. */
  #shortName(from) {
    const top = from.split("/")[0] + "/";
    return this.rows.length > 1 && this.rows.every((row) => row.from.startsWith(top)) && from.startsWith(top) ? from.slice(top.length) : from;
  }

  async #classify(row, name) {
    if (!name) { this.#showRows(); return; }
    try {
      await put(`/sounds/${part(this.set)}/classes`, { classes: { [row.file]: name } });
      row.before = row.class;
      row.class = name;
    } catch (error) {
      notice(error.message, true);
    }
    this.#showRows();
  }

  async #hear(path) {
    try {
      const samples = await this.sound.decode(await getBytes(path));
      this.sound.play(samples);
    } catch (error) {
      notice(error.message, true);
    }
  }

  // --- runs

  async #start() {
    this.startButton.disabled = true;
    try {
      const run = await post("/runs", { name: this.name.value.trim() || "My drums", sounds: this.set, minutes: this.minutes, from: this.from.value });
      notice(`'${run.name}' is in the queue.`);
      await this.#refresh();
    } catch (error) {
      notice(error.message, true);
    }
    this.startButton.disabled = false;
  }

  async #watch() {
    if (this.watching) return;
    this.watching = true;
    while (this.visible) {
      await this.#refresh();
      await wait(1000);
    }
    this.watching = false;
  }

  async #refresh() {
    try {
      const runs = await get("/runs");
      const finished = runs.filter((run) => run.instrument).map((run) => run.id).join();
      if (this.finished !== undefined && finished !== this.finished) { await this.studio.refreshInstruments(); this.#instruments(); }
      this.finished = finished;
      this.cards ??= new Map();
      for (const id of [...this.cards.keys()]) if (!runs.some((run) => run.id === id)) { this.cards.get(id).element.remove(); this.cards.delete(id); this.charts.get(id)?.destroy(); this.charts.delete(id); }
      for (const run of runs) await this.#card(run);
      if (runs.length === 0) replace(this.runs, el("p", { class: "hint" }, "Nothing is being learnt."));
      else this.runs.querySelector(":scope > p")?.remove();
    } catch { /* the status line says that the studio does not answer */ }
  }

  async #card(run) {
    let card = this.cards.get(run.id);
    if (!card) {
      card = { bar: el("progress", { max: 1, "aria-label": "Progress of " + run.name }), text: el("p", { class: "run-text" }), buttons: el("div", { class: "actions" }), chart: el("div", { class: "chart" }), losses: el("p", { class: "hint" }), examples: el("div", { class: "examples", role: "group", "aria-label": "Examples of " + run.name }), state: "" };
      card.element = el("article", { class: "panel run", "data-run": run.id }, el("h3", {}, run.name), card.bar, card.text, card.buttons, card.chart, card.losses, card.examples);
      this.cards.set(run.id, card);
      this.runs.prepend(card.element);
    }
    const { progress } = run;
    card.element.dataset.state = run.state;
    card.bar.hidden = run.state !== "running";
    if (progress?.share > 0) card.bar.value = progress.share;
    else card.bar.removeAttribute("value");
    card.text.textContent = this.#words(run);
    const losses = Object.entries(progress?.losses ?? {}).slice(0, 4);
    card.losses.textContent = losses.map(([name, value]) => `${name} ${value.toPrecision(3)}`).join(" · ");
    if (card.state !== run.state) { card.state = run.state; this.#buttons(card, run); }
    if (card.exampleKey !== run.examples.join()) { card.exampleKey = run.examples.join(); this.#examples(card, run); }
    if (run.state === "running" || !card.drawn) await this.#chart(card, run);
  }

  #words(run) {
    const { progress } = run;
    switch (run.state) {
      case "queued": return "Waiting for its turn.";
      case "paused": return "Paused. " + (run.problem ? run.problem + "." : "Nothing is lost.");
      case "done": return "Done. It is among the instruments.";
      case "failed": return "It failed: " + run.problem;
      default: {
        if (!progress) return run.message || "Getting ready …";
        const phase = PHASES[progress.phase] ?? (progress.phase.startsWith("evaluation") ? PHASES.evaluation : progress.phase);
        const left = progress.secondsLeft > 0 ? `, ${clock(progress.secondsLeft)} left of it` : "";
        return `${phase}: ${Math.round(100 * (progress.share ?? 0))} %${left}`;
      }
    }
  }

  #buttons(card, run) {
    const act = (name, what, primary = "") => el("button", { type: "button", class: primary, onclick: async (event) => {
      event.currentTarget.disabled = true;
      try { await (what === "remove" ? send("DELETE", "/runs/" + run.id) : post(`/runs/${run.id}/${what}`, {})); await this.#refresh(); } catch (error) { notice(error.message, true); event.target.disabled = false; }
    } }, name);
    const buttons = {
      queued: [act("Pause", "pause"), act("Cancel", "remove", "danger")],
      running: [act("Pause", "pause"), act("Finish now", "finish"), act("Cancel", "remove", "danger")],
      paused: [act("Resume", "resume", "primary"), act("Cancel", "remove", "danger")],
      failed: [act("Try again", "resume"), act("Remove", "remove", "danger")],
      done: [el("button", { type: "button", class: "primary", onclick: async () => { await this.studio.refreshInstruments(); this.studio.openInstrument(run.name); location.hash = "#play"; } }, "Play it"), act("Remove from the list", "remove", "quiet")],
    }[run.state];
    replace(card.buttons, ...buttons);
  }

  /** Recordings before and after the codec, and new hits as they were after so many minutes. */
  #examples(card, run) {
    const rows = exampleRows(run.examples);
    replace(card.examples, ...rows.flatMap(({ title, entries }) => [
      el("span", { class: "hint" }, title),
      el("div", { class: "actions" }, ...entries.map(({ text, file }) => el("button", {
        type: "button", class: "chip", "aria-label": `Hear ${title}, ${text}`, onclick: () => this.#hear(`/runs/${run.id}/examples/${part(file)}`),
      }, text)))]));
  }

  async #chart(card, run) {
    const response = await fetch(address(`/runs/${run.id}/losses`));
    const text = response.ok ? await response.text() : "";
    if (!text || card.chartText === text) return;
    card.chartText = text;
    card.drawn = true;
    const { times, series } = curves(text, run.progress?.phase);
    if (times.length < 2) return;
    await loadPlot();
    this.charts.get(run.id)?.destroy();
    const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    const shades = [colour("--accent"), colour("--hot"), colour("--good")];
    const plot = new uPlot({
      width: Math.max(200, card.chart.clientWidth || 300), height: 130, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false } }, axes: [axis, { ...axis, size: 44 }],
      series: [{}, ...series.map(([name], i) => ({ label: name, stroke: shades[i % 3], width: 2, spanGaps: true }))],
    }, [times, ...series.map(([, values]) => values)], card.chart);
    plot.root.setAttribute("role", "img");
    plot.root.setAttribute("aria-label", series.map(([name, values]) => `${name} went from ${values.find((v) => v !== null)} to ${values.findLast((v) => v !== null)}`).join(", "));
    this.charts.set(run.id, plot);
  }
}

/** The losses of the phase that is under way: at most three curves. */
function curves(text, phase) {
  const lines = text.trim().split("\n").map((line) => line.split(","));
  const last = lines.at(-1)?.[0]?.replace(" held out", "");
  const rows = lines.filter(([name]) => name.replace(" held out", "") === last);
  const names = [];
  const table = rows.map(([name, step, ...pairs]) => {
    const values = {};
    for (const pair of pairs) {
      const [key, value] = pair.split("=");
      const full = name.endsWith("held out") ? "held out " + key : key;
      if (!names.includes(full)) names.push(full);
      values[full] = Number(value);
    }
    return [Number(step), values];
  }).sort((a, b) => a[0] - b[0]);
  return { times: table.map(([step]) => step), series: names.slice(0, 3).map((name) => [name, table.map(([, values]) => (Number.isFinite(values[name]) ? values[name] : null))]) };
}

/** One row for each class of new hits, and one for each recording that was held out. */
function exampleRows(files) {
  const rows = new Map();
  const add = (title, text, file) => rows.set(title, [...(rows.get(title) ?? []), { text, file }]);
  for (const file of files) {
    const hit = file.match(/^hit-(.+)-(\d+)\.wav$/);
    if (hit) add("new " + hit[1].replace(/-/g, " "), Number(hit[2]) === 0 ? "at the start" : clock(60 * Number(hit[2])), file);
  }
  for (const file of files) {
    const held = file.match(/^held-out-(\d+)-(original|decoded)\.wav$/);
    if (held && Number(held[1]) < MOST_RECORDINGS) add("recording " + (Number(held[1]) + 1), held[2] === "original" ? "as it was" : "as learnt", file);
  }
  return [...rows].map(([title, entries]) => ({ title, entries: entries.sort((a, b) => (a.text === "as it was" ? -1 : b.text === "as it was" ? 1 : 0)) }));
}

let plotLoading = null;
function loadPlot() {
  plotLoading ??= new Promise((done, failed) => {
    document.head.append(el("link", { rel: "stylesheet", href: "uplot.css" }), el("script", { src: "uplot.js", onload: done, onerror: failed }));
  });
  return plotLoading;
}
