"""Golden values for timbrel.evaluation, from torch, librosa and scipy.

Run from the repository's root: python3 trainer/src/test/python/evaluation_golden.py
It writes trainer/src/test/resources/timbrel/evaluation/golden.json. Made with torch 2.13,
librosa 0.11, scipy 1.17.

auraloss is not used; its MultiResolutionSTFTLoss with default arguments is re-derived here from its
definition: Hann windows, centred spectra of the mirrored sound, magnitude
sqrt(max(re^2 + im^2, 1e-8)), |Y - X|_F / |Y|_F plus the mean of |ln X - ln Y|, mean over resolutions.
The sounds are sums of exact formulas, so that Java can make the same ones.
"""

import json
import os

import librosa
import numpy as np
import scipy.fft
import scipy.linalg
import scipy.spatial
import torch

RATE = 44100


def hit(length, tone, decay, wobble):
    """A decaying tone with a deterministic rattle."""
    n = np.arange(length)
    t = n / RATE
    x = 0.7 * np.sin(2 * np.pi * tone * t) * np.exp(-t / decay)
    x += 0.2 * np.sin(wobble * n * n * 1e-3) * np.exp(-t / (decay / 3))
    return x.astype(np.float32)


def stft(x, fft, hop, window):
    return torch.stft(torch.tensor(x), fft, hop, window, torch.hann_window(window),
                      return_complex=True).abs()


def mss(x, y):
    total = 0
    for fft, hop, window in ((1024, 120, 600), (2048, 240, 1200), (512, 50, 240)):
        a = stft(x, fft, hop, window).square().clamp(min=1e-8).sqrt()
        b = stft(y, fft, hop, window).square().clamp(min=1e-8).sqrt()
        total += torch.linalg.norm(b - a) / torch.linalg.norm(b) + (a.log() - b.log()).abs().mean()
    return float(total / 3)


def lsd(x, y):
    a, b = (torch.log(stft(s, 8192, 64, 8192) ** 2 + 1e-8) for s in (x, y))
    return float(((a - b) ** 2).mean(0).sqrt().mean())


def onset(x, y):
    a, b = (stft(s, 1024, 64, 1024).diff(dim=1).clamp(min=0).sum(0) for s in (x, y))
    return float((a - b).abs().mean())


def mfcc(s):
    power = librosa.feature.melspectrogram(y=s, sr=RATE, n_fft=2048, hop_length=128, n_mels=128,
                                           power=2, htk=True, norm=None, pad_mode="constant")
    db = librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=80)
    return scipy.fft.dct(db, axis=0, type=2, norm="ortho")[:40]


def log_mel(s):
    power = librosa.feature.melspectrogram(y=s, sr=RATE, n_fft=2048, hop_length=512, n_mels=64,
                                           fmin=20, fmax=16000, power=2, htk=True, norm=None,
                                           pad_mode="constant")
    return np.log(np.maximum(power, 1e-4))


def padded(x):
    return np.pad(x, (0, max(0, 8192 - len(x))))


def distances(x, y):
    x, y = padded(x), padded(y)
    return {"mss": mss(x, y), "lsd": lsd(x, y), "onset": onset(x, y),
            "mfcc": float(np.abs(mfcc(x) - mfcc(y)).mean()),
            "logMel": float(np.abs(log_mel(x) - log_mel(y)).mean())}


def lattice(rows, columns, a, b):
    """Numbers that look random and that Java can make too."""
    i, j = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    return np.sin(a * (i + 1) * (j + 2) + b * i * i) + 0.1 * np.cos(b * (i + j))


def frechet(a, b):
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(ca @ cb)
    return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * root.real))


def kernel_distance(reference, a, b):
    d = scipy.spatial.distance.pdist(reference)
    gamma = 1 / (2 * np.median(d) ** 2)
    k = lambda p, q: np.exp(-gamma * scipy.spatial.distance.cdist(p, q, "sqeuclidean"))
    within = lambda m: (m.sum() - np.trace(m)) / (len(m) * (len(m) - 1))
    return float(100 * (within(k(a, a)) + within(k(b, b)) - 2 * k(a, b).mean()))


def inception(p):
    kl = (p * np.log(p / p.mean(0))).sum(1)
    return float(np.exp(kl.mean()))


def main():
    x, y = hit(20000, 180, 0.08, 3.0), hit(20000, 190, 0.06, 5.0)
    short = hit(3000, 400, 0.02, 2.0)
    a, b = lattice(40, 6, 1.3, 0.7), lattice(40, 6, 0.9, 0.4) + 0.3
    p = np.exp(2 * lattice(30, 5, 1.1, 0.3))
    p /= p.sum(1, keepdims=True)
    golden = {
        "long": distances(y, x),
        "short": distances((0.5 * short).astype(np.float32), short),
        "logMelFirstColumns": [float(v) for v in log_mel(x).T[:2].ravel()],
        "frechet": frechet(a, b),
        "kernel": kernel_distance(a, a, b),
        "inception": inception(p),
    }
    out = os.path.join(os.path.dirname(__file__), "../resources/timbrel/evaluation/golden.json")
    with open(out, "w") as file:
        json.dump(golden, file, indent=1)
    print(json.dumps({k: v for k, v in golden.items() if k != "logMelFirstColumns"}, indent=1))


main()
