// The line to the hit makers: wishes go out as JSON, sounds come in as binary messages.

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 5000;

/** A WebSocket that comes back by itself; events "open", "close" and "hit". */
export class Live extends EventTarget {
  #socket = null;
  #pause = FIRST_PAUSE;
  #next = 1;
  #waiting = new Map();

  constructor() {
    super();
    this.#connect();
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #connect() {
    const socket = new WebSocket(`ws://${location.host}/api/v1/live`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#pause = FIRST_PAUSE;
      this.dispatchEvent(new Event("open"));
    };
    socket.onmessage = (event) => this.#take(event.data);
    socket.onclose = () => {
      for (const [, entry] of this.#waiting) entry.reject(new Error("the studio does not answer"));
      this.#waiting.clear();
      this.dispatchEvent(new Event("close"));
      setTimeout(() => this.#connect(), this.#pause);
      this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    };
    this.#socket = socket;
  }

  /**
   * Asks for one hit. A later round of the same slot makes the earlier ones void: their promises never settle.
   * @returns {Promise<{header: object, samples: Float32Array}>}
   */
  ask(instrument, hit, { slot, round, urgency = 0, codes = false, first = false }) {
    if (!this.isOpen) return Promise.reject(new Error("the studio does not answer"));
    const id = this.#next++;
    for (const [key, entry] of this.#waiting) {
      if (entry.slot === slot && entry.round < round) this.#waiting.delete(key);
    }
    this.#socket.send(JSON.stringify({ id, slot, round, urgency, codes, first, instrument, hit }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, slot, round }));
  }

  /** Says something that is not answered unless it makes no sense. */
  tell(message) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ id: this.#next++, ...message }));
  }

  #take(data) {
    if (typeof data === "string") {
      const { id, problem, struck, velocity } = JSON.parse(data);
      if (struck !== undefined) {
        this.dispatchEvent(Object.assign(new Event("struck"), { pad: struck, velocity }));
      } else if (this.#waiting.has(id)) {
        this.#waiting.get(id).reject(new Error(problem));
        this.#waiting.delete(id);
      } else {
        this.dispatchEvent(Object.assign(new Event("refused"), { problem }));
      }
      return;
    }
    const length = new DataView(data).getUint32(0, true);
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length)));
    const entry = this.#waiting.get(header.id);
    this.#waiting.delete(header.id);
    entry?.resolve({ header, samples: new Float32Array(data, 4 + length) });
  }
}

export const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];
