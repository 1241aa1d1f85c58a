"""Golden values for timbrel.descriptors: the Neurorack's curves from librosa 0.11 (pitch from the
definition), the knobs from knobs.py.

Run here: python3 descriptors_golden.py writes ../resources/timbrel/descriptors/golden.json
"""

import os

import librosa
import numpy as np
from knobs import knobs
from signals import drum, noise, save, sine

RATE, FRAME, HOP = 44100, 2048, 512


def yin(frame):
    head = frame[:1024]
    d = np.array([np.sum((head - frame[lag : lag + 1024]) ** 2) for lag in range(1025)])
    n = np.ones(1025)
    n[1:] = d[1:] * np.arange(1, 1025) / np.cumsum(d[1:])
    below = np.flatnonzero(n[2:] < 0.1)
    lag = below[0] + 2 if len(below) else np.argmin(n[2:]) + 2
    while len(below) and lag < 1024 and n[lag + 1] < n[lag]:
        lag += 1
    if not 1 < lag < 1024:
        return RATE / lag
    a = n[lag + 1] + n[lag - 1] - 2 * n[lag]
    b = (n[lag + 1] - n[lag - 1]) / 2
    return RATE / (lag if abs(b) >= abs(a) else lag - b / a)


def neurorack(x):
    spectra = np.abs(librosa.stft(x, n_fft=FRAME, hop_length=HOP, pad_mode="constant"))
    padded = np.concatenate([np.zeros(FRAME // 2), x.astype(np.float64), np.zeros(FRAME // 2)])
    pieces = librosa.util.frame(padded, frame_length=FRAME, hop_length=HOP).T
    return np.array(
        [
            librosa.feature.rms(y=x, frame_length=FRAME, hop_length=HOP)[0],
            [np.sum((p[1:] < 0) != (p[:-1] < 0)) / FRAME for p in pieces],
            librosa.feature.spectral_rolloff(S=spectra, sr=RATE)[0],
            librosa.feature.spectral_flatness(S=spectra)[0],
            librosa.feature.spectral_bandwidth(S=spectra, sr=RATE)[0],
            librosa.feature.spectral_centroid(S=spectra, sr=RATE)[0],
            [yin(p) for p in pieces],
        ]
    )


values = {"neurorack": neurorack(drum(6000, RATE))}


def swell(length, seed):
    t = np.arange(length) / length
    return (noise(length, seed) * np.sin(np.pi * t) ** 2).astype(np.float32)


t = np.arange(15000)
sounds = {
    "drum": drum(20000, RATE),
    "quiet late drum": 0.02 * np.concatenate([np.zeros(700, np.float32), drum(9000, RATE, 5)]),
    "noise": noise(9000, 3) * np.exp(-np.arange(9000) / 1500).astype(np.float32),
    "swell": swell(12000, 9),
    "tone": sine(15000, 440, RATE) * np.exp(-t / 3000).astype(np.float32),
    "low tone": sine(15000, 55, RATE) * np.exp(-t / 5000).astype(np.float32),
    "click": np.array([0, 0, 1, -0.5, 0.25, 0], np.float32),
}
for name, sound in sounds.items():
    result = knobs(sound.astype(np.float32).astype(np.float64))
    values["knobs." + name] = [-1e9 if np.isnan(v) else v for v in result]  # JSON knows no NaN

save(os.path.join(os.path.dirname(__file__), "../resources/timbrel/descriptors/golden.json"), values)
