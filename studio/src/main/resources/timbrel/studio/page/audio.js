// The page's side of the sound: one AudioContext, one worklet, and what they tell about delay and gaps.

const KEPT_DELAYS = 100;
const PATIENCE = 2000; // ms that a browser may take to start

export class Sound extends EventTarget {
  #context = null;
  #node = null;
  #early = [];
  #delays = [];
  #askedAt = null; // when the browser was first asked to start
  underruns = 0;
  waits = 0;

  /** Makes the audio thread ready; browsers keep it silent until somebody presses something. */
  async start(sampleRate) {
    this.#context = new AudioContext({ sampleRate, latencyHint: "interactive" });
    this.#context.onstatechange = () => { if (this.isOn) this.#askedAt = null; };
    await this.#context.audioWorklet.addModule("worklet.js");
    this.#node = new AudioWorkletNode(this.#context, "timbrel-pads", { numberOfInputs: 0, outputChannelCount: [2] });
    this.#node.port.onmessage = (event) => this.#hear(event.data);
    const limiter = new DynamicsCompressorNode(this.#context, { threshold: -3, knee: 0, ratio: 20, attack: 0.001, release: 0.1 });
    this.#node.connect(limiter).connect(this.#context.destination);
    this.#early.forEach(([message, transfer]) => this.#node.port.postMessage(message, transfer));
    this.#early = [];
  }

  post(message, transfer = []) {
    if (this.#node) this.#node.port.postMessage(message, transfer);
    else this.#early.push([message, transfer]);
  }

  /** To be called from every press: browsers start sound only then. */
  wake() {
    if (this.#context?.state !== "suspended") return;
    this.#askedAt ??= performance.now();
    this.#context.resume();
  }

  get isOn() {
    return this.#context?.state === "running";
  }

  /** Whether the browser was asked to start and does not: it has no loudspeaker, or may not use it. */
  get isMute() {
    return !this.isOn && this.#askedAt !== null && performance.now() - this.#askedAt > PATIENCE;
  }

  get sampleRate() {
    return this.#context?.sampleRate ?? 44100;
  }

  #hear(message) {
    if (message.type === "played" && message.delay !== null) {
      this.#delays.push(message.delay);
      if (this.#delays.length > KEPT_DELAYS) this.#delays.shift();
    }
    if (message.type === "underrun") this.underruns = message.underruns;
    if (message.type === "waits") this.waits++;
    this.dispatchEvent(Object.assign(new Event(message.type), { detail: message }));
  }

  /** Milliseconds from the press to the first sample on the audio thread: 0.5 is the median, 0.95 the p95. */
  delay(share) {
    if (this.#delays.length === 0) return NaN;
    const sorted = [...this.#delays].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  get delayCount() {
    return this.#delays.length;
  }

  /**
   * What the browser adds after the audio thread, in milliseconds; NaN where it does not tell. Firefox is not asked: there
   * outputLatency waits for the sound server, under a lock that the server's own thread may wait for, and the page hangs for
   * good (seen with Firefox 153 and PulseAudio 16).
   */
  get outputDelay() {
    if (!this.#context || navigator.userAgent.includes("Firefox/")) return NaN;
    return 1000 * (this.#context.baseLatency + (this.#context.outputLatency ?? 0));
  }

  /** Plays a sound that belongs to no pad. */
  play(samples, key = null, velocity = 1) {
    this.wake();
    this.post({ type: "stop" });
    this.post({ type: "play", samples, key, velocity });
  }

  /** Decodes WAV, FLAC, MP3 ... to one channel at the instrument's rate. */
  async decode(bytes, sampleRate = 44100) {
    const offline = new OfflineAudioContext(1, 1, sampleRate);
    const buffer = await offline.decodeAudioData(bytes);
    const mono = new Float32Array(buffer.length);
    for (let c = 0; c < buffer.numberOfChannels; c++) {
      const channel = buffer.getChannelData(c);
      for (let t = 0; t < mono.length; t++) mono[t] += channel[t] / buffer.numberOfChannels;
    }
    return mono;
  }
}
