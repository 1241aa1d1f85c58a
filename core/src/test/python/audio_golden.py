"""Golden values for timbrel.audio, from numpy 2, scipy 1.17 and librosa 0.11.

Run here: python3 audio_golden.py writes ../resources/timbrel/audio/golden.json
"""

import os

import librosa
import numpy as np
import scipy.fft
import scipy.signal
from signals import drum, noise, save

values = {}
for size in (16, 256):
    spectrum = scipy.fft.rfft(noise(size, size).astype(np.float64))
    values[f"fft{size}.re"] = spectrum.real
    values[f"fft{size}.im"] = spectrum.imag

values["hann9"] = scipy.signal.get_window("hann", 9, fftbins=True)
values["hamming8"] = scipy.signal.get_window("hamming", 8, fftbins=True)

small = noise(203, 7)
stft = dict(n_fft=64, win_length=48, hop_length=17, window="hann")
values["stft.centered"] = np.abs(librosa.stft(small, center=True, pad_mode="constant", **stft)).T
values["stft.inside"] = np.abs(librosa.stft(small, center=False, **stft)).T

values["mel.slaney"] = librosa.filters.mel(sr=16000, n_fft=256, n_mels=10)
values["mel.htk"] = librosa.filters.mel(
    sr=16000, n_fft=256, n_mels=10, fmin=40, fmax=7000, htk=True, norm=None
)

hit = drum(2600, 44100)
mel = librosa.feature.melspectrogram(
    y=hit, sr=44100, n_fft=512, hop_length=256, n_mels=20, pad_mode="constant"
)
values["logmel"] = np.log(np.maximum(1e-7, mel)).T
values["mfcc"] = librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=13).T

# The impulse response of the whole K-weighting at the rate at which BS.1770-4 lists it.
impulse = np.zeros(40)
impulse[0] = 1
shelf = scipy.signal.lfilter(
    [1.53512485958697, -2.69169618940638, 1.19839281085285],
    [1.0, -1.69065929318241, 0.73248077421585],
    impulse,
)
values["k48000"] = scipy.signal.lfilter(
    [1.0, -2.0, 1.0], [1.0, -1.99004745483398, 0.99007225036621], shelf
)

save(os.path.join(os.path.dirname(__file__), "../resources/timbrel/audio/golden.json"), values)
