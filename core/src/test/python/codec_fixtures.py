"""Packs the codec fixtures (see codec_golden.py for models of our own) into one file a model.

    python codec_fixtures.py FIXTURES ../resources/timbrel/codec/pretrained

FIXTURES holds folders encodec_24k_tiny, encodec_48k_tiny, encodec_24k_zeropad_trueskip_tiny and dac_44k_tiny, made with
transformers 5.18.0 and the original EnCodec code on random weights. Of each, config.json and model.safetensors are
copied, .ecdc files too, and every case's arrays go into golden.safetensors under their file names.
"""

import pathlib
import shutil
import sys

import numpy
from safetensors.numpy import save_file

MODELS = ["encodec_24k_tiny", "encodec_48k_tiny", "encodec_24k_zeropad_trueskip_tiny", "dac_44k_tiny"]
# Codes are compared unless two entries are about as near: the second best may then be the best.
NEAR_TIE = 1e-4


def samples(path):
    data = numpy.frombuffer(path.read_bytes()[44:], dtype="<i2").astype(numpy.float32) / 32768
    channels = int.from_bytes(path.read_bytes()[22:24], "little")
    return numpy.ascontiguousarray(data.reshape(-1, channels))


def main():
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    for model in MODELS:
        folder = target / model
        folder.mkdir(parents=True, exist_ok=True)
        for name in ["config.json", "model.safetensors"]:
            shutil.copy(source / model / name, folder / name)
        for path in source.joinpath(model).glob("*.ecdc"):
            shutil.copy(path, folder / path.name)
        arrays = {}
        for path in sorted(source.joinpath(model).glob("*.input.wav")):
            arrays[path.name.removesuffix(".wav")] = samples(path)
        for path in sorted(source.joinpath(model).glob("*.npy")):
            name = path.name.removesuffix(".npy")
            kind = name.split(".")[-1]
            if kind in ("codes", "decoded", "scales"):
                arrays[name] = numpy.ascontiguousarray(numpy.load(path))
            if kind == "margins":
                arrays[name] = numpy.ascontiguousarray((numpy.load(path) < NEAR_TIE).astype(numpy.uint8))
        save_file(arrays, folder / "golden.safetensors")


main()
