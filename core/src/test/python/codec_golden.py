"""Small EnCodec and DAC models of unusual configurations with random weights, and what transformers makes of sounds with them.

    pip install torch transformers safetensors
    python core/src/test/python/codec_golden.py core/src/test/resources/timbrel/codec/pretrained

Last run with transformers 5.18, torch 2.13. One folder a model: config.json, model.safetensors (weights spelled in one of the
three ways, in one of three number formats, whole or in two files) and golden.safetensors, whose arrays are named as
codec_fixtures.py names them.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file
from transformers import DacConfig, DacModel, EncodecConfig, EncodecModel

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)
NEAR_TIE = 1e-4

SMALL = dict(num_filters=4, hidden_size=8, codebook_size=32, sampling_rate=8000)
ENCODEC = {
    # name: (config, spelling of weights, number format, bandwidths)
    "odd_strides": (
        dict(SMALL, audio_channels=2, upsampling_ratios=[3, 5], use_causal_conv=False, num_residual_layers=3,
             dilation_growth_rate=3, compress=1, kernel_size=5, last_kernel_size=3, residual_kernel_size=5,
             num_lstm_layers=3, target_bandwidths=[2.67, 8.01]), "parametrized", torch.float32, [2.67, 8.01]),
    "causal_group_norm": (
        dict(SMALL, norm_type="time_group_norm", pad_mode="replicate", trim_right_ratio=0.3, chunk_length_s=0.05,
             overlap=0.25, upsampling_ratios=[4, 2, 2], target_bandwidths=[5.0, 10.0]), "plain", torch.float32, [10.0]),
    "whole_and_normalized": (
        dict(SMALL, norm_type="time_group_norm", use_causal_conv=False, pad_mode="constant", normalize=True,
             audio_channels=2, kernel_size=6, last_kernel_size=4, residual_kernel_size=2, upsampling_ratios=[2, 4],
             use_conv_shortcut=False, target_bandwidths=[10.0, 20.0]), "plain", torch.float32, [20.0]),
    "three_chunks_deep": (
        dict(SMALL, trim_right_ratio=0.5, kernel_size=1, chunk_length_s=0.0331, overlap=0.6, normalize=True,
             num_lstm_layers=1, upsampling_ratios=[5, 3, 2], target_bandwidths=[1.34, 4.0]), "hub", torch.float16, [4.0]),
    "like_32khz": (
        dict(SMALL, sampling_rate=32000, num_filters=2, use_causal_conv=False, use_conv_shortcut=False,
             upsampling_ratios=[8, 5, 4, 4], codebook_size=64, target_bandwidths=[1.2]), "hub", torch.bfloat16, [1.2]),
    "no_blocks": (
        dict(SMALL, num_residual_layers=0, upsampling_ratios=[8], target_bandwidths=[10.0], codebook_dim=8),
        "sharded", torch.float32, [10.0]),
}
DAC = {
    "dac_odd_strides": dict(sampling_rate=16000, encoder_hidden_size=2, decoder_hidden_size=48,
                            downsampling_ratios=[2, 4, 5, 3], n_codebooks=5, codebook_size=64, codebook_dim=4),
}


def sound(channels, length, seed):
    generator = torch.Generator().manual_seed(seed)
    t = torch.arange(length) / max(1, length)
    noise = torch.randn(channels, length, generator=generator) * 0.2
    tone = torch.sin(2 * torch.pi * 9 * t) * 0.5 + torch.sin(2 * torch.pi * 40 * t * t) * 0.3
    return ((noise + tone) * torch.exp(-2 * t)).clamp(-1, 1).mul(32768).round().div(32768)


def randomize(model, seed, dtype, gain=1.0):
    """Weights that keep the size of what goes through, rounded to the format that they are stored in."""
    generator = torch.Generator().manual_seed(seed)
    for name, p in list(model.named_parameters()) + list(model.named_buffers()):
        if not p.dtype.is_floating_point or name.endswith("inited"):
            continue
        fan = max(1, p[0].numel()) if p.dim() > 1 else 1
        value = torch.randn(p.shape, generator=generator)
        if name.endswith("original0"):
            value = 0.8 + 0.4 * torch.rand(p.shape, generator=generator)
        elif name.endswith("alpha") or "norm.weight" in name:
            value = 0.5 + torch.rand(p.shape, generator=generator)
        elif p.dim() == 1:
            value = value * 0.1
        elif "embed" in name or "codebook" in name:
            value = value * 0.5
        else:
            value = gain * value / fan**0.5
        p.data.copy_(value.to(dtype).float())
    return model.eval()


def spelled(state, spelling):
    out = {}
    for name, value in state.items():
        if spelling == "hub":
            name = name.replace("parametrizations.weight.original0", "weight_g").replace(
                "parametrizations.weight.original1", "weight_v")
        out[name] = value.contiguous()
    return out


def save(folder, config, state, dtype, shards):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config, indent=1))
    state = {k: v.to(dtype) for k, v in state.items() if v.dtype.is_floating_point}
    if not shards:
        return save_file(state, folder / "model.safetensors")
    names = sorted(state)
    parts = [names[: len(names) // 2], names[len(names) // 2 :]]
    where = {}
    for i, part in enumerate(parts):
        file = f"model-0000{i + 1}-of-00002.safetensors"
        save_file({n: state[n] for n in part}, folder / file)
        where.update({n: file for n in part})
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": where}))


def margins(codebooks, embeddings, count):
    """Whether the second best entry is about as near, [codebooks, frames]."""
    rest = embeddings.double().T
    ties = []
    for book in codebooks[:count]:
        distance = torch.cdist(rest, book.double()) ** 2
        two = distance.topk(2, largest=False)
        ties.append(((two.values[:, 1] - two.values[:, 0]) < NEAR_TIE).to(torch.uint8))
        rest = rest - book.double()[two.indices[:, 0]]
    return torch.stack(ties)


def coded(model, config, x, bandwidth):
    """Chunk by chunk as the model's own encode and decode, which cannot stack more than one chunk that is short."""
    length = x.shape[-1]
    chunk, stride = config.chunk_length or length, config.chunk_stride or length
    frames = [model._encode_frame(x[..., at : at + chunk], bandwidth) for at in range(0, length, stride)]
    decoded = [model._decode_frame(codes, scale) for codes, scale in frames]
    most = max(codes.shape[-1] for codes, _ in frames)
    codes = torch.stack([torch.nn.functional.pad(c, (0, most - c.shape[-1])) for c, _ in frames]).int()
    scales = torch.stack([s.reshape(1) for _, s in frames]) if config.normalize else None
    if config.chunk_length is None:
        return codes, scales, decoded[0]
    return codes, scales, model._linear_overlap_add(decoded, stride)


def encodec(name, fields, spelling, dtype, bandwidths, out):
    config = EncodecConfig(**fields)
    model = randomize(EncodecModel(config), sum(map(ord, name)), dtype)
    fields = dict(fields, model_type="encodec")
    save(out / name, fields, spelled(model.state_dict(), spelling), dtype, spelling == "sharded")
    golden = {}
    hop = config.hop_length
    lengths = {"tiny": 3, "hop": hop, "odd": 7 * hop + 5, "long": 6 * (config.chunk_length or 4 * hop) + 1}
    for label, length in lengths.items():
        x = sound(config.audio_channels, length, length)
        golden[f"{label}.input"] = x.T.contiguous()
        for bandwidth in bandwidths:
            codes, scales, decoded = coded(model, config, x[None], bandwidth)
            key = f"{label}.bw{bandwidth}"
            golden[f"{key}.codes"] = codes
            if config.normalize:
                golden[f"{key}.scales"] = scales
            golden[f"{key}.decoded"] = decoded[0].contiguous()
        first = x[None, :, : config.chunk_length] if config.chunk_length else x[None]
        if config.normalize:
            first = first / (first.mean(1, keepdim=True).pow(2).mean(-1, keepdim=True).sqrt() + 1e-8)
        books = [layer.codebook.embed for layer in model.quantizer.layers]
        golden[f"{label}.margins"] = margins(books, model.encoder(first)[0], codes.shape[2])
    save_file(golden, out / name / "golden.safetensors")
    print(name, {k: tuple(v.shape) for k, v in golden.items() if k.endswith("codes")},
          "peak", max(float(v.abs().max()) for k, v in golden.items() if k.endswith("decoded")))


def dac(name, fields, out):
    config = DacConfig(**fields)
    model = randomize(DacModel(config), 5, torch.float32, gain=0.5)
    save(out / name, dict(fields, model_type="dac"), spelled(model.state_dict(), "plain"), torch.float32, False)
    golden = {}
    hop = config.hop_length
    for label, length in {"hop": hop, "odd": 7 * hop}.items():
        x = sound(1, length, length)
        golden[f"{label}.input"] = x.T.contiguous()
        for count in (1, config.n_codebooks):
            encoded = model.encode(x[None], n_quantizers=count)
            codes = encoded.audio_codes
            golden[f"{label}.nq{count}.codes"] = codes[0].int()
            golden[f"{label}.nq{count}.decoded"] = model.decode(audio_codes=codes).audio_values.reshape(-1)
    save_file({k: v.contiguous() for k, v in golden.items()}, out / name / "golden.safetensors")
    print(name, {k: tuple(v.shape) for k, v in golden.items()})


with torch.no_grad():
    target = pathlib.Path(sys.argv[1])
    for model_name, (settings, how, kind, rates) in ENCODEC.items():
        encodec(model_name, settings, how, kind, rates, target)
    for model_name, settings in DAC.items():
        dac(model_name, settings, target)
