"""The straight line that says how wide the spectrum of a drum of a given brightness usually is.

Run: python3 richness.py FOLDER, with the recordings that the starter was learnt from.
"""

import pathlib
import sys

import numpy as np
import soundfile
from knobs import FRAME, frames, moments, sounding

points = []
for path in sorted(pathlib.Path(sys.argv[1]).glob("*/*.flac")):
    x, rate = soundfile.read(path)
    assert rate == 44100 and x.ndim == 1, path
    if np.abs(x).max() < 1e-6:
        continue
    x = x / np.abs(x).max()
    powers = np.array(list(frames(x, *sounding(x))))
    powers[:, 0] = 0
    points.append(np.log2(moments(powers.sum(axis=0))))
centroid, bandwidth = np.array(points).T
slope, usual = np.polyfit(centroid, bandwidth, 1)
rest = bandwidth - (usual + slope * centroid)
print(f"{len(points)} sounds: log2 bandwidth = {usual:.4f} + {slope:.4f} log2 centroid")
print(f"correlation {np.corrcoef(centroid, bandwidth)[0, 1]:.3f}, of the rest {np.corrcoef(centroid, rest)[0, 1]:.3f}")
print("rest, percentiles 2, 50, 98:", np.percentile(rest, [2, 50, 98]).round(3))
