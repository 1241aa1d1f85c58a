"""Golden values for MinimumPhaseFilterTest: the filter of minimum phase by the folded cepstrum, in double precision, and its
convolution with a sound. Run: python minimum_phase_golden.py > ../resources/timbrel/audio/minimum_phase_golden.json"""
import json

import numpy as np
from scipy.signal import oaconvolve

SIZE = 4096
x = np.arange(SIZE // 2 + 1) / 2048
decibels = 12 * np.cos(3 * np.pi * x) + 10 * np.cos(np.pi * x) + 6 * np.cos(12 * np.pi * x)
cepstrum = np.fft.irfft(decibels * np.log(10) / 20)
fold = np.zeros(SIZE)
fold[0] = fold[SIZE // 2] = 1
fold[1 : SIZE // 2] = 2
taps = np.fft.irfft(np.exp(np.fft.rfft(cepstrum * fold)))[: SIZE // 2]
# All zeros inside the unit circle: the phase of a filter of minimum phase comes back to where it began.
phase = np.unwrap(np.angle(np.fft.rfft(taps, 1 << 16)))
assert abs(phase[-1] - phase[0]) < 1e-3, phase[-1]
# The magnitudes are the wanted ones.
assert np.max(np.abs(20 * np.log10(np.abs(np.fft.rfft(taps, SIZE))) - decibels)) < 1e-3
fade = np.arange(512, 0, -1) / 512
taps[-512:] *= fade**2 * (3 - 2 * fade)
sound = np.round(np.random.default_rng(7).standard_normal(300), 4)
filtered = oaconvolve(sound, taps)[:400]
print(json.dumps({"taps": np.round(taps[:200], 7).tolist(), "sound": sound.tolist(), "filtered": np.round(filtered, 6).tolist()}))
