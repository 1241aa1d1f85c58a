"""Small WAV files as libsndfile (soundfile 0.14) writes them: two channels, seven frames.

Run here: python3 wav_golden.py writes ../resources/timbrel/audio/wav/*.wav
"""

import os

import numpy as np
import soundfile

folder = os.path.join(os.path.dirname(__file__), "../resources/timbrel/audio/wav")
os.makedirs(folder, exist_ok=True)
left = np.arange(-3, 4) / 4
sound = np.stack([left, -left / 2], axis=1)
for container in ("WAV", "WAVEX", "RF64"):
    for subtype in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"):
        path = os.path.join(folder, f"{container}-{subtype}.wav".lower())
        soundfile.write(path, sound, 44100, subtype=subtype, format=container)
