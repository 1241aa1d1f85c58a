// Runs on the browser's audio thread: holds the next hits of each pad, plays them the moment a pad is pressed,
// counts the steps of the sequencer in samples, and tells the page what sounded and how late.

const PADS = 16;
const STEPS = 16;
const MOST_VOICES = 48;
const FADE = 0.004; // seconds that a choked voice takes to go
const ACCENT = [0, 0.72, 1];
const SOFTER = 0.6; // strokes below are played with what was made for soft ones
const TILT = 1.5; // octaves of gain at the high end for a stroke that is 1 harder than the hit was made for
const TILT_HZ = 900;
const LATE = 25; // ms by which the clock must fall behind before that is called an underrun

class Pads extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queues = Array.from({ length: PADS }, () => []); // for hard strokes
    this.soft = Array.from({ length: PADS }, () => []); // for soft ones
    this.pole = 1 - Math.exp((-2 * Math.PI * TILT_HZ) / sampleRate);
    this.last = new Array(PADS).fill(null);
    this.settings = Array.from({ length: PADS }, () => ({ level: 1, pan: 0, keep: false, choke: 0 }));
    this.voices = [];
    this.owed = []; // presses that wait for their sound
    this.started = []; // voices whose first block is the next one
    this.pattern = Array.from({ length: PADS }, () => new Uint8Array(STEPS));
    this.tempo = 110;
    this.swing = 0;
    this.playing = false;
    this.step = 0;
    this.untilStep = 0;
    this.master = 0.8;
    this.remote = false; // somebody else makes the sound: the sequencer only counts
    this.lag = Infinity;
    this.lagNow = Infinity;
    this.lagBlocks = 0;
    this.underruns = 0;
    this.port.onmessage = (event) => this.take(event.data);
  }

  take(message) {
    switch (message.type) {
      case "load": return this.load(message);
      case "clear":
        this.queues[message.pad] = [];
        this.soft[message.pad] = [];
        if (message.forget) this.last[message.pad] = null;
        return;
      case "hit": return this.press(message.pad, message.velocity, message.at, -1);
      case "play": return this.add({ pad: -1, samples: message.samples, key: message.key }, message.velocity ?? 1, 0, -1);
      case "stop": for (const voice of this.voices) voice.fade = voice.fade || 1; return;
      case "pad": Object.assign(this.settings[message.pad], message.settings); return;
      case "pattern": this.pattern = message.pattern.map((row) => Uint8Array.from(row)); return;
      case "remote": this.remote = message.on; return;
      case "tempo": this.tempo = message.tempo; this.swing = message.swing; return;
      case "master": this.master = message.level; return;
      case "transport":
        this.playing = message.playing;
        this.step = 0;
        this.untilStep = 0;
    }
  }

  load(sound) {
    (sound.soft ? this.soft : this.queues)[sound.pad].push(sound);
    const owed = this.owed.findIndex((press) => press.pad === sound.pad);
    if (owed >= 0) {
      const [press] = this.owed.splice(owed, 1);
      this.press(press.pad, press.velocity, press.at, -1);
    }
  }

  press(pad, velocity, at, step) {
    // of the other kind rather than none: the filter makes up for most of the difference
    const [first, second] = velocity < SOFTER ? [this.soft, this.queues] : [this.queues, this.soft];
    const queue = first[pad].length > 0 ? first[pad] : second[pad];
    let sound = queue[0] ?? null;
    const fresh = sound !== null;
    if (fresh && !this.settings[pad].keep) queue.shift();
    if (!fresh && step < 0) {
      // somebody waits for this one: it sounds as soon as it is there
      this.owed.push({ pad, velocity, at });
      this.port.postMessage({ type: "waits", pad });
      return;
    }
    sound ??= this.last[pad];
    if (!sound) return;
    this.last[pad] = sound;
    this.add(sound, velocity, at, step, fresh);
  }

  add(sound, velocity, at, step, fresh = true) {
    const own = sound.pad >= 0 ? this.settings[sound.pad] : { level: 1, pan: 0, choke: 0 };
    for (const voice of this.voices) {
      if (own.choke > 0 && voice.choke === own.choke) voice.fade = voice.fade || 1;
    }
    if (this.voices.length >= MOST_VOICES) this.voices.shift();
    const gain = Math.pow(velocity, 1.5) * own.level; // half as hard is 9 dB less, as in `play`
    const tilt = sound.velocity === undefined ? 0 : TILT * (velocity - sound.velocity);
    const angle = ((own.pan + 1) * Math.PI) / 4;
    const voice = {
      samples: sound.samples, at: 0, fade: 0, choke: own.choke, lowPassed: 0, low: Math.pow(2, -tilt / 2), high: Math.pow(2, tilt),
      left: gain * Math.cos(angle) * Math.SQRT2, right: gain * Math.sin(angle) * Math.SQRT2,
    };
    this.voices.push(voice);
    this.started.push({ pad: sound.pad, key: sound.key, at, step, fresh, velocity });
  }

  process(inputs, outputs) {
    const left = outputs[0][0];
    const right = outputs[0][1] ?? left;
    let from = 0;
    while (from < left.length) {
      if (this.playing && this.untilStep <= 0) this.nextStep();
      const until = this.playing ? Math.min(left.length, from + Math.max(1, Math.ceil(this.untilStep))) : left.length;
      this.render(left, right, from, until);
      if (this.playing) this.untilStep -= until - from;
      from = until;
    }
    this.report();
    this.watch();
    return true;
  }

  render(left, right, from, until) {
    const fall = 1 / (FADE * sampleRate);
    for (const voice of this.voices) {
      const samples = voice.samples;
      for (let i = from; i < until && voice.at < samples.length; i++) {
        const dry = samples[voice.at++];
        voice.lowPassed += (dry - voice.lowPassed) * this.pole;
        let sample = (voice.low * voice.lowPassed + voice.high * (dry - voice.lowPassed)) * this.master;
        if (voice.fade > 0) {
          sample *= voice.fade;
          voice.fade -= fall;
          if (voice.fade <= 0) voice.at = samples.length;
        }
        left[i] += sample * voice.left;
        if (right !== left) right[i] += sample * voice.right;
      }
    }
    this.voices = this.voices.filter((voice) => voice.at < voice.samples.length);
  }

  nextStep() {
    for (let pad = 0; pad < PADS; pad++) {
      const accent = this.pattern[pad][this.step];
      if (accent === 0) continue;
      if (this.remote) this.port.postMessage({ type: "strike", pad, velocity: ACCENT[accent] });
      else this.press(pad, ACCENT[accent], 0, this.step);
    }
    this.port.postMessage({ type: "step", step: this.step });
    const sixteenth = (60 / this.tempo / 4) * sampleRate;
    this.untilStep += sixteenth * (this.step % 2 === 0 ? 1 + this.swing : 1 - this.swing);
    this.step = (this.step + 1) % STEPS;
  }

  report() {
    if (this.started.length === 0) return;
    const now = Date.now();
    for (const hit of this.started) {
      this.port.postMessage({ type: "played", ...hit, delay: hit.at > 0 ? Math.max(0, now - hit.at) : null });
    }
    this.started.length = 0;
  }

  // The sound card waits for nobody: when this thread is late, what it renders falls behind the clock for good.
  watch() {
    const lag = Date.now() - currentTime * 1000;
    this.lagNow = Math.min(this.lagNow, lag);
    if (++this.lagBlocks < 128) return;
    if (this.lagNow > this.lag + LATE) {
      this.underruns++;
      this.port.postMessage({ type: "underrun", underruns: this.underruns, milliseconds: this.lagNow - this.lag });
    }
    this.lag = this.lagNow;
    this.lagNow = Infinity;
    this.lagBlocks = 0;
  }
}

registerProcessor("timbrel-pads", Pads);
