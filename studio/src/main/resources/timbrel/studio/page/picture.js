// Pictures of sounds: waveform and spectrogram, and the same in words.

const FFT = 1024;
const HALF = FFT / 2;
const FLOOR = -78; // dB
const LOWEST = 40;
const HIGHEST = 16000;

// from night over embers to light; the light theme runs through it the other way round, like ink on paper
const EMBERS = [[18, 15, 20], [58, 26, 72], [140, 38, 86], [216, 78, 56], [244, 158, 64], [255, 236, 190]];
const INK = [[251, 247, 238], [246, 214, 158], [231, 128, 70], [170, 48, 84], [76, 30, 88], [24, 16, 36]];

const COS = Float32Array.from({ length: HALF }, (_, i) => Math.cos((2 * Math.PI * i) / FFT));
const SIN = Float32Array.from({ length: HALF }, (_, i) => Math.sin((2 * Math.PI * i) / FFT));
const WINDOW = Float32Array.from({ length: FFT }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT));

/** Powers of one windowed frame, [513]. Radix-2, in place (Cooley & Tukey 1965). */
function spectrum(samples, start, re, im, out) {
  for (let i = 0; i < FFT; i++) {
    let j = 0;
    for (let bit = 1, k = i; bit < FFT; bit <<= 1, k >>= 1) j = (j << 1) | (k & 1);
    const t = start + i;
    re[j] = t >= 0 && t < samples.length ? samples[t] * WINDOW[i] : 0;
    im[j] = 0;
  }
  for (let size = 2; size <= FFT; size <<= 1) {
    const half = size >> 1;
    const stride = FFT / size;
    for (let from = 0; from < FFT; from += size) {
      for (let k = 0; k < half; k++) {
        const a = from + k;
        const b = a + half;
        const c = COS[k * stride];
        const s = -SIN[k * stride];
        const x = re[b] * c - im[b] * s;
        const y = re[b] * s + im[b] * c;
        re[b] = re[a] - x;
        im[b] = im[a] - y;
        re[a] += x;
        im[a] += y;
      }
    }
  }
  for (let k = 0; k <= HALF; k++) out[k] = re[k] * re[k] + im[k] * im[k];
}

const isLight = () => getComputedStyle(document.documentElement).getPropertyValue("--light").trim() === "1";
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function palette() {
  const stops = isLight() ? INK : EMBERS;
  const table = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    for (let c = 0; c < 3; c++) table[3 * i + c] = stops[stop][c] + (place - stop) * (stops[stop + 1][c] - stops[stop][c]);
  }
  return table;
}

/** Makes the canvas as sharp as the screen; returns its context, width and height in CSS pixels. */
export function fit(canvas) {
  const scale = Math.min(3, devicePixelRatio || 1);
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/** The spectrogram over `seconds`, low frequencies at the bottom, frequencies in octaves. */
export function drawSpectrogram(canvas, samples, sampleRate, seconds) {
  const { context, width, height } = fit(canvas);
  if (width === 0 || height === 0) return;
  const columns = Math.min(400, Math.ceil(width));
  const rows = Math.min(128, Math.ceil(height));
  const image = new ImageData(columns, rows);
  const table = palette();
  const re = new Float32Array(FFT);
  const im = new Float32Array(FFT);
  const power = new Float32Array(HALF + 1);
  const bins = Float32Array.from({ length: rows }, (_, r) =>
    Math.min(HALF - 1, (LOWEST * Math.pow(HIGHEST / LOWEST, 1 - r / (rows - 1)) * FFT) / sampleRate));
  for (let x = 0; x < columns; x++) {
    const middle = Math.round((x / columns) * seconds * sampleRate);
    const sounding = middle < samples.length + HALF;
    if (sounding) spectrum(samples, middle - HALF, re, im, power);
    for (let y = 0; y < rows; y++) {
      const bin = Math.floor(bins[y]);
      const share = bins[y] - bin;
      const value = sounding ? power[bin] + share * (power[bin + 1] - power[bin]) : 0;
      const level = (10 * Math.log10(value / 3600 + 1e-12) - FLOOR) / -FLOOR;
      const index = 3 * Math.max(0, Math.min(255, Math.round(255 * level)));
      image.data.set([table[index], table[index + 1], table[index + 2], 255], 4 * (y * columns + x));
    }
  }
  const small = new OffscreenCanvas(columns, rows);
  small.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(small, 0, 0, width, height);
}

/** The waveform as a filled shape between its lowest and highest samples. */
export function drawWave(canvas, samples, sampleRate, seconds, fill = null) {
  const { context, width, height } = fit(canvas);
  if (width === 0) return;
  const middle = height / 2;
  const perPixel = (seconds * sampleRate) / width;
  context.fillStyle = fill ?? colour("--accent");
  context.globalAlpha = 0.9;
  for (let x = 0; x < width; x++) {
    let low = 0;
    let high = 0;
    const end = Math.min(samples.length, (x + 1) * perPixel);
    for (let t = Math.floor(x * perPixel); t < end; t++) {
      if (samples[t] < low) low = samples[t];
      if (samples[t] > high) high = samples[t];
    }
    const top = middle - high * middle * 0.95;
    context.fillRect(x, top, 1, Math.max(1, middle - low * middle * 0.95 - top));
  }
  context.globalAlpha = 1;
}

/** What the pictures show, in words. */
export function describe(samples, sampleRate) {
  let peak = 0;
  let at = 0;
  let energy = 0;
  for (let t = 0; t < samples.length; t++) {
    const size = Math.abs(samples[t]);
    energy += size * size;
    if (size > peak) { peak = size; at = t; }
  }
  let left = energy;
  let end = 0;
  while (end < samples.length && left > 0.01 * energy) { left -= samples[end] * samples[end]; end++; }
  const re = new Float32Array(FFT);
  const im = new Float32Array(FFT);
  const power = new Float32Array(HALF + 1);
  spectrum(samples, at - HALF / 2, re, im, power);
  let best = 1;
  for (let k = 1; k <= HALF; k++) if (power[k] > power[best]) best = k;
  const hertz = Math.round((best * sampleRate) / FFT);
  const decibels = peak > 0 ? (20 * Math.log10(peak)).toFixed(1) : "−∞";
  return `${(samples.length / sampleRate).toFixed(2)} s long, loudest after ${Math.round((1000 * at) / sampleRate)} ms at ${decibels} dB, ` +
    `strongest near ${hertz < 1000 ? hertz + " Hz" : (hertz / 1000).toFixed(1) + " kHz"}, almost gone after ${Math.round((1000 * end) / sampleRate)} ms`;
}
