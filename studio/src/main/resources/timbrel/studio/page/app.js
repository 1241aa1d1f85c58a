// Puts the page together: views by the address's fragment, the instrument, the theme, the state of sound.

import { el, replace, notice } from "./dom.js";
import { get, part } from "./api.js";
import { Live } from "./live.js";
import { Sound } from "./audio.js";
import { Kit } from "./kit.js";
import { Pads } from "./pads.js";
import { Device } from "./device.js";
import { PlayView } from "./play.js";
import { LearnView } from "./learn.js";
import { ExploreView } from "./explore.js";
import { InsideView } from "./inside.js";
import { LessonsView } from "./lessons.js";
import { PassportView } from "./passport.js";
import { TakeAwayView } from "./takeaway.js";

const VIEWS = [["play", "Play", PlayView], ["learn", "Learn", LearnView], ["explore", "Explore", ExploreView], ["inside", "Inside", InsideView], ["passport", "Passport", PassportView], ["takeaway", "Take away", TakeAwayView], ["lessons", "Lessons", LessonsView]];

const studio = { live: new Live(), sound: new Sound(), kit: new Kit(), instruments: [] };
studio.pads = new Pads(studio.kit, studio.live, studio.sound);
studio.device = studio.pads.device = new Device(studio.kit, studio.live, studio.sound);
window.timbrel = studio; // for whoever is curious, and for the tests

const views = new Map();
const main = document.getElementById("view");
const select = document.getElementById("instrument");

function show() {
  const name = VIEWS.some(([id]) => "#" + id === location.hash) ? location.hash.slice(1) : "play";
  const [, title, View] = VIEWS.find(([id]) => id === name);
  if (!views.has(name)) views.set(name, new View(studio));
  const view = views.get(name);
  views.forEach((other) => { if (other !== view) other.hidden?.(); });
  replace(main, view.element);
  view.shown?.();
  document.title = title + " · Timbrel studio";
  document.body.dataset.view = name;
  document.querySelectorAll("#views a").forEach((link) => {
    if (link.hash === "#" + name) {
      link.setAttribute("aria-current", "page");
      const row = link.closest("ul"); // which scrolls where the window is narrow
      row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
    }
    else link.removeAttribute("aria-current");
  });
}

replace(document.getElementById("views"), ...VIEWS.map(([id, title]) => el("li", {}, el("a", { href: "#" + id }, title))));
addEventListener("hashchange", show);

// --- theme: the system's until somebody chooses
const themeButton = document.getElementById("theme");
const systemDark = matchMedia("(prefers-color-scheme: dark)");
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  themeButton.textContent = theme === "dark" ? "☾" : "☀";
  views.forEach((view) => view.element.isConnected && view.repaint?.());
}
function storedTheme() {
  try { return localStorage.getItem("timbrel.theme"); } catch { return null; }
}
themeButton.addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  try { localStorage.setItem("timbrel.theme", theme); } catch { /* private windows keep nothing */ }
  setTheme(theme);
});
systemDark.addEventListener("change", () => { if (!storedTheme()) setTheme(systemDark.matches ? "dark" : "light"); });
setTheme(storedTheme() ?? (systemDark.matches ? "dark" : "light"));

// --- instruments
export async function refreshInstruments(choose = null) {
  studio.instruments = (await get("/instruments")).filter((entry) => !entry.problem);
  const before = choose ?? studio.kit.instrument;
  replace(select, ...studio.instruments.map((entry) => el("option", { value: entry.id }, entry.id === "starter" ? "Starter (built in)" : entry.name)));
  const chosen = studio.instruments.some((entry) => entry.id === before) ? before : "starter";
  select.value = chosen;
  return chosen;
}
studio.refreshInstruments = refreshInstruments;

studio.openInstrument = function openInstrument(id) {
  const entry = studio.instruments.find((one) => one.id === id);
  if (!entry) return;
  select.value = id;
  studio.kit.open(id, entry.classes);
  try { localStorage.setItem("timbrel.instrument", id); } catch { /* private windows keep nothing */ }
  views.forEach((view) => view.instrumentChanged?.());
};
select.addEventListener("change", () => studio.openInstrument(select.value));

// --- how the sound is doing
const status = document.getElementById("sound-status");
function showStatus() {
  const { sound, live, pads, device } = studio;
  if (!live.isOpen) { status.textContent = "The studio does not answer; trying again …"; return; }
  if (device.on) { status.textContent = device.words(); return; }
  if (sound.isMute) { status.textContent = "The browser makes no sound: it has found no loudspeaker, or keeps this page silent"; return; }
  if (!sound.isOn) { status.textContent = pads.isReady ? "Ready: press a pad" : "Getting the first sounds ready …"; return; }
  const worst = sound.delay(0.95);
  const rest = sound.outputDelay;
  const afterwards = Number.isNaN(rest) ? "" : `, then ${Math.round(rest)} ms to the loudspeaker`;
  const delay = Number.isNaN(worst) ? "" : `Delay ${Math.round(sound.delay(0.5))} ms, p95 ${Math.round(worst)} ms${afterwards} · `;
  const waits = sound.waits === 1 ? "1 hit had to be waited for" : sound.waits + " hits had to be waited for";
  status.textContent = `${delay}${sound.underruns} underruns · ${waits}`;
}
document.querySelector(".status").prepend(studio.device.select);
studio.live.addEventListener("refused", ({ problem }) => notice(problem, true));
setInterval(showStatus, 500);
studio.live.addEventListener("open", showStatus);
studio.live.addEventListener("close", showStatus);

async function begin() {
  let kept = null;
  try { kept = localStorage.getItem("timbrel.instrument"); } catch { /* private windows keep nothing */ }
  show();
  try {
    const sounding = studio.sound.start(44100); // both take their time
    const chosen = await refreshInstruments(kept);
    studio.openInstrument(chosen);
    await Promise.all([sounding, studio.device.adopt()]);
    showStatus();
    views.get(document.body.dataset.view)?.shown?.();
    document.body.dataset.ready = "true";
  } catch (error) {
    notice(error.message, true);
  }
}
begin();
