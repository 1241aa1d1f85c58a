// Web MIDI: notes play pads. General MIDI's drum notes go where those drums are, others go round.

import { notice } from "./dom.js";

const FIRST_NOTE = 36;
const NOTE_ON = 0x90;

/** Asks the browser for MIDI; `press(pad, velocity, at)` is called for every note. */
export async function connectMidi(press, pads) {
  if (!navigator.requestMIDIAccess) {
    notice("This browser has no Web MIDI: Chromium and Firefox have.", true);
    return;
  }
  let access;
  try {
    access = await navigator.requestMIDIAccess();
  } catch {
    notice("The browser did not allow MIDI.", true);
    return;
  }
  const listen = () => access.inputs.forEach((input) => {
    input.onmidimessage = ({ data, timeStamp }) => {
      const [status, note, velocity] = data;
      if ((status & 0xf0) !== NOTE_ON || velocity === 0) return;
      const pad = (((note - FIRST_NOTE) % pads) + pads) % pads;
      press(pad, velocity / 127, performance.timeOrigin + timeStamp);
    };
  });
  access.onstatechange = listen;
  listen();
  notice(access.inputs.size === 0
    ? "MIDI is on; no device is there yet. Plug one in."
    : "MIDI: " + [...access.inputs.values()].map((input) => input.name).join(", ") + ". Note 36 is pad 1.");
}
