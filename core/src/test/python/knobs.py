"""The knob definitions of timbrel.descriptors, written a second time, plainly, in numpy doubles.

A signal is a float64 array at 44.1 kHz. The golden values of KnobAnalyzerTest come from here.
"""

import numpy as np
import scipy.signal

RATE = 44100
FRAME, HOP = 2048, 1024


def sounding(x):
    loud = np.flatnonzero(np.abs(x) >= np.float64(np.float32(0.01)))
    return loud[0], loud[-1] + 1


def loudness(x, start, end):
    """ITU-R BS.1770-4, the filter by the bilinear transform of its analogue prototype."""

    def prototype(hertz, q, numerator):
        w = 2 * RATE * np.tan(np.pi * hertz / RATE)  # prewarped
        return scipy.signal.bilinear(numerator(w, q), [1, w / q, w * w], RATE)

    gain = 10 ** (3.999843853973347 / 20)
    middle = gain**0.4996667741545416
    shelf = prototype(
        1681.974450955533, 0.7071752369554196, lambda w, q: [gain, middle * w / q, w * w]
    )
    high_pass = prototype(38.13547087602444, 0.5003270373238773, lambda w, q: [1, 0, 0])
    high_pass = (high_pass[0] / high_pass[0][0], high_pass[1])
    y = scipy.signal.lfilter(*high_pass, scipy.signal.lfilter(*shelf, x))[start:end]
    return -0.691 + 10 * np.log10(np.sum(y**2) / max(len(y), RATE // 10))


def envelope(x, start, end):
    energy = np.convolve(x**2, np.ones(88))[: len(x)]
    top = energy[start:end].max()
    rise = start + np.argmax(energy[start:] >= 0.01 * top)
    risen = rise + np.argmax(energy[rise:] >= 0.64 * top)
    left = np.cumsum(x[risen:end][::-1] ** 2)[::-1]
    below = np.flatnonzero(left <= 0.01 * left[0])
    decay = below[0] if len(below) else end - risen
    return max(0.1, (risen - rise) / 44.1), max(1.0, decay / 44.1)


def frames(x, start, end):
    padded = np.concatenate([np.zeros(FRAME), x, np.zeros(FRAME)])
    window = scipy.signal.get_window("hann", FRAME)
    for middle in range(start, end, HOP):
        at = middle + FRAME // 2
        yield np.abs(np.fft.rfft(window * padded[at : at + FRAME]))[: FRAME // 2] ** 2


def spectrum(x, start, end):
    """Centroid in Hz, bandwidth in Hz, noise to tone in dB."""
    powers = np.array(list(frames(x, start, end)))
    powers[:, 0] = powers[:, 1]
    noise = 0.0
    for p in powers:
        for k in range(1, len(p)):
            around = np.sort(p[max(0, k - 12) : k + 13])
            noise += min(p[k], 3 * around[(len(around) - 1) // 2])
    powers[:, 0] = 0
    total = powers.sum()
    share = np.clip(noise / total, 1e-4, 1 - 1e-4)
    return *moments(powers.sum(axis=0)), 10 * np.log10(share / (1 - share))


def moments(power):
    magnitude = np.sqrt(np.where(power < 1e-6 * power.max(), 0, power))
    p = magnitude / magnitude.sum()
    k = np.arange(len(p))
    centroid = np.sum(p * k)
    hertz = RATE / FRAME
    return centroid * hertz, np.sqrt(np.sum(p * (k - centroid) ** 2)) * hertz


def pitch(x, start, end):
    """YIN on the definition of de Cheveigne and Kawahara 2002, without transforms."""
    padded = np.concatenate([np.zeros(10), x, np.zeros(10)])
    triangle = np.convolve(np.ones(11), np.ones(11)) / 121
    low = np.convolve(padded, triangle, mode="valid")[start:end:4]
    if 4 * np.sum(low**2) < 0.1 * np.sum(x[start:end] ** 2):
        return np.nan
    count = min(16, max(1, -(-len(low) // 256)))
    low = np.concatenate([low, np.zeros(16 * 256 + 2048)])
    found, energies = np.full(count, np.nan), np.zeros(count)
    for i in range(count):
        frame = low[i * 256 : i * 256 + 512 + 552]
        head = frame[:512]
        energies[i] = np.sum(head**2)
        d = np.array([np.sum((head - frame[lag : lag + 512]) ** 2) for lag in range(553)])
        n = np.ones(553)
        n[1:] = d[1:] * np.arange(1, 553) / np.cumsum(d[1:])
        below = np.flatnonzero(n[2:] < 0.4)
        if len(below):
            lag = below[0] + 2
            while lag < 552 and n[lag + 1] < n[lag]:
                lag += 1
            place = lag
            if 1 < lag < 552:
                a = n[lag + 1] + n[lag - 1] - 2 * n[lag]
                b = (n[lag + 1] - n[lag - 1]) / 2
                place = lag if abs(b) >= abs(a) else lag - b / a
            hertz = RATE / 4 / place
            if 20 <= hertz <= 2000:
                found[i] = hertz
    voiced = ~np.isnan(found)
    if not voiced.any() or energies[voiced].sum() < 0.5 * energies.sum():
        return np.nan
    order = np.argsort(found[voiced])
    sums = np.cumsum(energies[voiced][order])
    return found[voiced][order][np.argmax(sums >= sums[-1] / 2)]


# The line that richness.py finds, as in KnobAnalyzer.
USUAL_BANDWIDTH, BANDWIDTH_SLOPE = 4.756, 0.583


def knobs(x):
    peak = np.abs(x).max()
    x = x / peak
    start, end = sounding(x)
    centroid, bandwidth, noise = spectrum(x, start, end)
    usual = USUAL_BANDWIDTH + BANDWIDTH_SLOPE * np.log2(centroid)
    return [
        loudness(x, start, end) + 20 * np.log10(peak),
        pitch(x, start, end),
        *envelope(x, start, end),
        centroid,
        noise,
        np.log2(bandwidth) - usual,
    ]
