"""Signals that the tests in Java make in exactly the same way (timbrel.audio.Signals)."""

import numpy as np


def noise(length, seed):
    """White noise from the linear congruential generator of Numerical Recipes, -1 to 1."""
    out = np.zeros(length)
    state = seed
    for t in range(length):
        state = (1664525 * state + 1013904223) % 2**32
        out[t] = (state - 2**32 if state >= 2**31 else state) / 2**31
    return out.astype(np.float32)


def sine(length, hertz, rate):
    return np.sin(2 * np.pi * hertz * np.arange(length) / rate).astype(np.float32)


def drum(length, rate, seed=1):
    """A tone of 180 Hz and noise, both dying away; the noise faster."""
    t = np.arange(length) / rate
    tone = 0.6 * np.exp(-t / 0.08) * np.sin(2 * np.pi * 180 * t)
    return (tone + 0.3 * np.exp(-t / 0.03) * noise(length, seed)).astype(np.float32)


def save(path, values):
    """JSON: a list of numbers for each name, with the digits that a float has."""
    with open(path, "w") as out:
        rows = (
            '  "%s": [%s]' % (name, ", ".join("%.8g" % v for v in np.ravel(array)))
            for name, array in values.items()
        )
        out.write("{\n" + ",\n".join(rows) + "\n}\n")
