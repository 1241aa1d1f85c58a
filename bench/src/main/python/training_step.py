"""The codec's and the token model's training steps in Python PyTorch, the peer of TrainingBench.

The same networks, losses and steps as timbrel.training, written as a Python user would: tensors by the names
of the instrument file, torch.optim.AdamW for the optimizer.

    python3 training_step.py WEIGHTS_AND_BATCH.safetensors THREADS

Then, line by line: "check codec" answers with a loss without learning, "codec 3" with the seconds a step takes,
a mean of three. Names: codec, adversarial, tokens.
"""

import json
import random
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

FFT, HOP, FINE_FRAMES, RATE, BINS = 512, 128, 4, 44100, 257
FULL_SCALE = FFT / 4
FINE_ENCODER, COARSE_ENCODER = (96, 3, 7), (192, 3, 5)  # channels, blocks, kernel
COARSE_DECODER, FINE_DECODER = (256, 3, 5), (128, 4, 7)
CODEBOOKS, CODEBOOK_SIZE = 8, 256
JUDGED = 4  # sounds of a batch that the discriminator hears
MODEL, LAYERS, HEADS, DROPOUT, END, START = 192, 4, 6, 0.1, 256, 257


def read_safetensors(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.from_numpy(np.frombuffer(data[start:end], "<f4").reshape(entry["shape"]).copy())
    return tensors


def hann(size):
    return torch.hann_window(size, periodic=True)


class Learning:
    """Parameters by name, and an optimizer for them."""

    def __init__(self, tensors, prefix, betas, decay):
        self.all = {n: t.clone().requires_grad_() for n, t in tensors.items() if n.startswith(prefix)}
        self.optimizer = self.adam(self.all, betas, decay)

    @staticmethod
    def adam(parameters, betas, decay):
        matrices = [t for t in parameters.values() if t.dim() > 1]
        others = [t for t in parameters.values() if t.dim() <= 1]
        groups = [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0}]
        return torch.optim.AdamW(groups, lr=1e-5, betas=betas, eps=1e-8)

    def __getitem__(self, name):
        return self.all[name]

    def affine(self, name, x):
        return F.linear(x, self[name + ".weight"], self[name + ".bias"])

    def norm(self, name, x):
        return F.layer_norm(x, x.shape[-1:], self[name + ".weight"], self[name + ".bias"])


class SpectralLoss:
    def __init__(self, window, hop, mel):
        self.window, self.hop, self.mel, self.hann = window, hop, mel, hann(window)

    def magnitudes(self, sound):
        padded = F.pad(sound, (self.window // 2, self.window // 2))
        spectra = torch.stft(padded, self.window, self.hop, self.window, self.hann, center=False, return_complex=True)
        magnitude = (spectra.abs() * (4 / self.window)).transpose(1, 2).contiguous()
        return magnitude if self.mel is None else magnitude @ self.mel

    def loss(self, sound, target):
        a, b = self.magnitudes(sound), self.magnitudes(target)
        log = ((a + 3e-5).log() - (b + 3e-5).log()).abs().mean()
        return log + ((a - b).abs().mean((1, 2)) / (b.mean((1, 2)) + 3e-5)).mean()


class Discriminator:
    WINDOWS, CHANNELS, DILATIONS = (1024, 512, 256), 8, (1, 2, 4)

    def __init__(self):
        c, weights = self.CHANNELS, {}
        for window in self.WINDOWS:
            shapes = {"in": (c, 2, 3, 9), "mix": (c, c, 3, 3), "out": (1, c, 3, 3)}
            shapes.update({str(i): (c, c, 3, 9) for i in range(3)})
            for name, shape in shapes.items():
                fan_in = shape[1] * shape[2] * shape[3]
                weights[f"{window}.{name}.weight"] = torch.randn(shape) / fan_in**0.5
                weights[f"{window}.{name}.bias"] = torch.zeros(shape[0])
        self.weights = Learning(weights, "", (0.5, 0.9), 0)
        self.hann = {window: hann(window) for window in self.WINDOWS}

    def convolve(self, name, x, dilation, stride, side):
        w = self.weights
        return F.conv2d(x, w[name + ".weight"], w[name + ".bias"], (1, stride), (dilation, side), (dilation, 1))

    def spectrogram(self, sound, window):
        padded = F.pad(sound, (window // 2, window // 2))
        spectra = torch.stft(
            padded, window, window // 4, window, self.hann[window], center=False, return_complex=True)
        parts = torch.view_as_real(spectra) * (4 / window)
        power = parts.square().sum(-1, keepdim=True) + 1e-8
        return (parts / power.sqrt().sqrt()).permute(0, 3, 2, 1).contiguous()

    def judge(self, sound):
        scores, features = [], []
        for window in self.WINDOWS:
            x = F.leaky_relu(self.convolve(f"{window}.in", self.spectrogram(sound, window), 1, 1, 4), 0.2)
            features.append(x)
            for i, dilation in enumerate(self.DILATIONS):
                x = F.leaky_relu(self.convolve(f"{window}.{i}", x, dilation, 2, 4), 0.2)
                features.append(x)
            x = F.leaky_relu(self.convolve(f"{window}.mix", x, 1, 1, 1), 0.2)
            features.append(x)
            scores.append(self.convolve(f"{window}.out", x, 1, 1, 1))
        return scores, features

    def learn(self, real, fake):
        self.weights.optimizer.zero_grad()
        pairs = zip(self.judge(real)[0], self.judge(fake.detach())[0])
        loss = sum((1 - r).relu().mean() + (1 + f).relu().mean() for r, f in pairs) / len(self.WINDOWS)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights.all.values(), 10)
        self.weights.optimizer.step()
        self.weights.optimizer.zero_grad()
        return loss.item()

    def loss(self, real, fake):
        wanted, (scores, features) = self.judge(real)[1], self.judge(fake)
        fooled = -sum(score.mean() for score in scores) / len(scores)
        distance = 0
        for ours, theirs in zip(features, wanted):
            theirs = theirs.detach()
            distance = distance + (ours - theirs).abs().mean() / (theirs.abs().mean() + 1e-5)
        return distance / len(wanted) + fooled


class Quantizer:
    def __init__(self, tensors):
        self.words = [tensors[f"codec.quantizer.codebooks.{q}"].clone() for q in range(CODEBOOKS)]
        self.sums = [words.clone() for words in self.words]
        self.counts = [torch.ones(CODEBOOK_SIZE) for _ in self.words]

    def __call__(self, latents, learn, dropout):
        batch, frames, dim = latents.shape
        depth = [CODEBOOKS if not dropout or random.random() < 0.5 else random.randint(1, CODEBOOKS)
                 for _ in range(batch)]
        flat = latents.reshape(-1, dim)
        total, kept = torch.zeros_like(flat).detach(), torch.zeros(batch, frames, dim)
        commitment = torch.zeros(1)
        for q in range(CODEBOOKS):
            residual = flat - total
            words = self.look_up(q, residual.detach(), learn)
            commitment = commitment + (residual - words).square().mean()
            mask = torch.tensor([float(q < d) for d in depth]).view(-1, 1, 1)
            kept = kept + words.view(batch, frames, dim) * mask
            total = total + words
        return latents + (kept - latents).detach(), commitment / CODEBOOKS

    @torch.no_grad()
    def look_up(self, q, residual, learn):
        words = self.words[q]
        codes = (residual @ words.t() * 2 - words.square().sum(1)).argmax(1)
        found = words.index_select(0, codes)
        if learn:
            self.follow(q, residual, codes)
        return found

    def follow(self, q, residual, codes):
        words, sums, counts = self.words[q], self.sums[q], self.counts[q]
        used = torch.zeros(CODEBOOK_SIZE).index_add_(0, codes, torch.ones(len(codes)))
        moved = torch.zeros_like(sums).index_add_(0, codes, residual)
        counts.mul_(0.99).add_(used, alpha=0.01)
        sums.mul_(0.99).add_(moved, alpha=0.01)
        mean = counts.mean().item()
        dead = (counts < 0.05 * mean).nonzero().flatten()
        if len(dead):
            fresh = residual.index_select(0, torch.randint(len(residual), (len(dead),)))
            sums.index_copy_(0, dead, fresh * mean)
            counts.index_fill_(0, dead, mean)
        total = counts.sum().item()
        smoothed = (counts + 1e-5) * (total / (total + CODEBOOK_SIZE * 1e-5))
        words.copy_(sums / smoothed.unsqueeze(1))


class Codec:
    def __init__(self, tensors):
        network = {n: t for n, t in tensors.items() if ".quantizer." not in n}
        self.weights = Learning(network, "codec.", (0.8, 0.99), 1e-3)
        decoder = {n: t for n, t in self.weights.all.items() if n.startswith("codec.decoder.")}
        self.decoder_optimizer = Learning.adam(decoder, (0.8, 0.99), 1e-3)
        self.decoder = list(decoder.values())
        self.quantizer, self.discriminator = Quantizer(tensors), Discriminator()
        self.window, self.onset_window = hann(FFT), hann(128)
        self.spectral = [SpectralLoss(64, 16, tensors["mel.64"]), SpectralLoss(256, 64, tensors["mel.256"]),
                         SpectralLoss(512, 128, None), SpectralLoss(1024, 256, tensors["mel.1024"]),
                         SpectralLoss(2048, 512, None)]
        self.batch = torch.stack([tensors[f"sound.{i}"] for i in range(16)])
        self.norms, self.norm_weights = {}, {}

    def stack(self, prefix, config, x):
        channels, blocks, kernel = config
        w = self.weights
        for i in range(blocks):
            name = f"{prefix}.{i}"
            time_first = F.pad(x.transpose(1, 2), (kernel - 1, 0))
            y = F.conv1d(time_first, w[name + ".dw.weight"], w[name + ".dw.bias"], groups=channels)
            y = w.norm(name + ".norm", y.transpose(1, 2).contiguous())
            y = F.gelu(w.affine(name + ".up", y), approximate="tanh")
            x = x + w.affine(name + ".down", y) * w[name + ".gamma"]
        return x

    def spectra(self, sound):
        padded = F.pad(sound, (FFT - HOP, 0))
        spectra = torch.stft(padded, FFT, HOP, FFT, self.window, center=False, return_complex=True)
        parts = torch.view_as_real(spectra) * (1 / FULL_SCALE)
        power = parts.square().sum(-1, keepdim=True) + 1e-10
        fourth = power.sqrt().sqrt()
        parts = parts / (fourth * fourth.sqrt())
        return torch.cat((parts[..., 0], parts[..., 1]), 1).transpose(1, 2).contiguous()

    def encode(self, sound):
        w = self.weights
        x = self.stack("codec.encoder.fine", FINE_ENCODER, w.affine("codec.encoder.front", self.spectra(sound)))
        x = F.conv1d(x.transpose(1, 2), w["codec.encoder.down.weight"], w["codec.encoder.down.bias"], FINE_FRAMES)
        x = self.stack("codec.encoder.coarse", COARSE_ENCODER, x.transpose(1, 2).contiguous())
        return w.affine("codec.encoder.latent", w.norm("codec.encoder.norm", x))

    def decode(self, latents):
        w = self.weights
        x = self.stack("codec.decoder.coarse", COARSE_DECODER, w.affine("codec.decoder.latent", latents))
        x = w.affine("codec.decoder.up", x)
        x = self.stack("codec.decoder.fine", FINE_DECODER, x.reshape(len(x), -1, FINE_DECODER[0]))
        x = w.affine("codec.decoder.head", w.norm("codec.decoder.norm", x))
        magnitude = x[..., :BINS].clamp_max(2).exp() * FULL_SCALE
        pieces = torch.fft.irfft(torch.polar(magnitude, x[..., BINS:]), FFT) * (self.window * (2 / 3))
        quarters = pieces.reshape(len(x), -1, 4, HOP)
        total = quarters[:, :, 3]
        for i in range(3):
            later = 3 - i
            total = total + F.pad(quarters[:, later:, i], (0, 0, 0, later))
        return total.reshape(len(x), -1)

    @staticmethod
    def waveform(sound, target):
        total = torch.zeros(1)
        for width in (1, 16, 64):
            a, b = sound, target
            if width > 1:
                a = F.avg_pool1d(a.unsqueeze(1), width, width // 4)[:, 0]
                b = F.avg_pool1d(b.unsqueeze(1), width, width // 4)[:, 0]
            total = total + ((a - b).abs().mean(1) / (b.abs().mean(1) + 1e-3)).mean()
        return total / 3

    def spectrum(self, sound, target):
        return sum(scale.loss(sound, target) for scale in self.spectral) / len(self.spectral)

    def flux(self, sound):
        start = F.pad(sound[:, : round(0.025 * RATE)], (128, 0))
        magnitude = torch.stft(start, 128, 16, 128, self.onset_window, center=False, return_complex=True).abs()
        return (magnitude[..., 1:] - magnitude[..., :-1]).relu()

    def onset(self, sound, target):
        wanted = self.flux(target)
        return ((self.flux(sound) - wanted).abs().mean((1, 2)) / (wanted.mean((1, 2)) + 1e-3)).mean()

    def balanced_backward(self, sound, leaf, losses):
        total = sum(weight for _, weight in losses.values())
        balanced = torch.zeros_like(leaf)
        for name, (loss, weight) in losses.items():
            leaf.grad = None
            loss.backward()
            norm = leaf.grad.norm().item()
            self.norms[name] = 0.999 * self.norms.get(name, 0) + 0.001 * norm
            self.norm_weights[name] = 0.999 * self.norm_weights.get(name, 0) + 0.001
            average = self.norms[name] / self.norm_weights[name]
            balanced = balanced + leaf.grad * (weight / total / max(average, 1e-12))
        sound.backward(balanced)

    def step(self, adversarial):
        real = self.batch.clone()
        with torch.set_grad_enabled(not adversarial):
            latents = self.encode(real)
        quantized, commitment = self.quantizer(latents, not adversarial, True)
        fake = self.decode(quantized)
        leaf = fake.detach().requires_grad_()
        losses = {"wave": (self.waveform(leaf, real), 0.4), "spectrum": (self.spectrum(leaf, real), 1.0),
                  "onset": (self.onset(leaf, real), 0.15)}
        if adversarial:
            self.discriminator.learn(real[:JUDGED], leaf[:JUDGED])
            losses["features"] = (self.discriminator.loss(real[:JUDGED], leaf[:JUDGED]), 1.0)
        self.weights.optimizer.zero_grad()
        if not adversarial:
            commitment.item()
            (commitment * 0.25).backward(retain_graph=True)
        self.balanced_backward(fake, leaf, losses)
        learning = self.decoder if adversarial else self.weights.all.values()
        norm = torch.nn.utils.clip_grad_norm_(learning, 10).item()
        (self.decoder_optimizer if adversarial else self.weights.optimizer).step()
        return norm, [loss.item() for loss, _ in losses.values()]

    @torch.no_grad()
    def check(self):
        latents, _ = self.quantizer(self.encode(self.batch), False, False)
        return self.spectrum(self.decode(latents), self.batch).item()


class TokenModel:
    def __init__(self, tensors):
        self.weights = Learning(tensors, "lm.", (0.9, 0.95), 0.1)
        self.averaged = {name: t.detach().clone() for name, t in self.weights.all.items()}
        self.examples = []
        while f"example.{len(self.examples)}.codes" in tensors:
            name = f"example.{len(self.examples)}."
            self.examples.append((tensors[name + "codes"].numpy().astype(np.int64),
                                  tensors[name + "features"].numpy(), tensors[name + "classes"].numpy()))
        half = MODEL // HEADS // 2
        angles = torch.arange(184).double().unsqueeze(1) * 10000.0 ** (-torch.arange(half).double() / half)
        self.cosines, self.sines = angles.cos().float().view(-1, 1, 1, half), angles.sin().float().view(-1, 1, 1, half)

    def make_batch(self, onset_weight, hide):
        sounds = len(self.examples)
        steps = max(codes.shape[1] for codes, _, _ in self.examples) + CODEBOOKS - 1
        tokens = np.full((CODEBOOKS, sounds, steps), START, np.int64)
        features = np.stack([f for _, f, _ in self.examples])
        classes = np.stack([c for _, _, c in self.examples])
        targets = []
        for i, (codes, _, _) in enumerate(self.examples):
            frames = codes.shape[1]
            for k in range(CODEBOOKS):
                tokens[k, i, 1 + k : 1 + k + frames] = codes[k][: steps - 1 - k]
                if 1 + k + frames < steps:
                    tokens[k, i, 1 + k + frames :] = START
                    tokens[k, i, 1 + k + frames] = END
            if hide:
                self.hide(features[i], classes[i])
        for k in range(CODEBOOKS):
            rows, wanted, weights = [], [], []
            for i, (codes, _, _) in enumerate(self.examples):
                row = codes[k] if k else np.append(codes[k], END)
                rows.append(i * steps + k + np.arange(len(row)))
                wanted.append(row)
                weight = np.ones(len(row), np.float32)
                weight[:2] = onset_weight
                weights.append(weight)
            targets.append([torch.from_numpy(np.concatenate(part)) for part in (rows, wanted, weights)])
        return torch.from_numpy(tokens), torch.from_numpy(features), torch.from_numpy(classes), targets

    @staticmethod
    def hide(features, classes):
        nothing, keep = random.random() < 0.15, random.random()
        if nothing or random.random() < 0.1:
            classes[:] = 0
        no_knobs = random.random() < 0.3
        for knob in range(7):
            if nothing or no_knobs or random.random() >= keep:
                features[knob] = features[8 + knob] = 0
        if nothing or random.random() < 0.4:
            features[7] = features[15] = 0

    def hidden(self, tokens, features, classes, dropout):
        w = self.weights
        up = F.gelu(w.affine("lm.condition.up", features), approximate="tanh")
        x = (w.affine("lm.condition.down", up) + classes @ w["lm.condition.classes.weight"]).unsqueeze(1)
        for k in range(CODEBOOKS):
            x = x + F.embedding(tokens[k], w[f"lm.embed.{k}.weight"])
        x = F.dropout(x, dropout)
        for layer in range(LAYERS):
            block = f"lm.blocks.{layer}."
            x = x + F.dropout(self.attention(w.norm(block + "attention_norm", x), block), dropout)
            inner = F.gelu(F.linear(w.norm(block + "mlp_norm", x), w[block + "mlp.up.weight"]), approximate="tanh")
            x = x + F.dropout(F.linear(inner, w[block + "mlp.down.weight"]), dropout)
        return w.norm("lm.norm", x).view(-1, MODEL)

    def attention(self, x, block):
        sounds, steps, _ = x.shape
        qkv = F.linear(x, self.weights[block + "attention.qkv.weight"]).view(sounds, steps, 3, HEADS, -1)
        a, b = qkv[:, :, :2].chunk(2, -1)
        cosine, sine = self.cosines[:steps], self.sines[:steps]
        turned = torch.cat((a * cosine - b * sine, b * cosine + a * sine), -1)
        attended = F.scaled_dot_product_attention(
            turned[:, :, 0].transpose(1, 2), turned[:, :, 1].transpose(1, 2), qkv[:, :, 2].transpose(1, 2),
            is_causal=True)
        return F.linear(attended.transpose(1, 2).reshape(x.shape), self.weights[block + "attention.out.weight"])

    def losses(self, batch, dropout):
        tokens, features, classes, targets = batch
        hidden = self.hidden(tokens, features, classes, dropout)
        for k, (rows, wanted, weights) in enumerate(targets):
            logits = F.linear(hidden.index_select(0, rows), self.weights[f"lm.heads.{k}.weight"])
            yield (F.cross_entropy(logits, wanted, reduction="none") * weights).sum() / weights.sum()

    def step(self):
        total = torch.zeros(1)
        for loss in self.losses(self.make_batch(3, True), DROPOUT):
            loss.item()
            total = total + loss
        self.weights.optimizer.zero_grad()
        (total / CODEBOOKS).backward()
        torch.nn.utils.clip_grad_norm_(self.weights.all.values(), 1).item()
        self.weights.optimizer.step()
        with torch.no_grad():
            for name, mean in self.averaged.items():
                mean.lerp_(self.weights[name], 0.002)

    @torch.no_grad()
    def check(self):
        return sum(loss.item() for loss in self.losses(self.make_batch(1, False), 0)) / CODEBOOKS


def main():
    torch.set_num_threads(int(sys.argv[2]))
    tensors = read_safetensors(sys.argv[1])
    codec, tokens = Codec(tensors), TokenModel(tensors)
    checks = {"codec": codec.check, "tokens": tokens.check}
    steps = {"codec": lambda: codec.step(False), "adversarial": lambda: codec.step(True), "tokens": tokens.step}
    for line in sys.stdin:
        what, how = line.split()
        if what == "check":
            print(checks[how](), flush=True)
            continue
        start = time.perf_counter()
        for _ in range(int(how)):
            steps[what]()
        print((time.perf_counter() - start) / int(how), flush=True)


main()
