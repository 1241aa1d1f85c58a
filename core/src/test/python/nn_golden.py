"""Golden values for the layers and file readers of timbrel.nn, made by PyTorch, safetensors and NumPy.

    pip install torch numpy safetensors
    python core/src/test/python/nn_golden.py core/src/test/resources/timbrel/nn

Last run with torch 2.13, numpy 2.4, safetensors 0.8. Signals are channels last: [frames, channels].
"""

import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

out = Path(sys.argv[1])
torch.manual_seed(7)


def noise(*shape):
    return torch.randn(*shape) * 0.5


def save(name, **tensors):
    save_file({k: v.contiguous() for k, v in tensors.items()}, out / name)


def causal(x, weight, bias, stride=1, groups=1):
    """x is [frames, channels]; zeros before the first frame."""
    padded = F.pad(x.T[None], (weight.shape[-1] - stride, 0))
    return F.conv1d(padded, weight, bias, stride=stride, groups=groups)[0].T


# A strided causal convolution, 5 channels to 19, kernel 7, stride 3.
x, w, b = noise(21, 5), noise(19, 5, 7), noise(19)
save("conv.safetensors", **{"in": x, "out": causal(x, w, b, 3), "weight": w, "bias": b})

# A ConvNeXt block, 18 channels, 37 hidden, kernel 7.
d, h, k = 18, 37, 7
x = noise(13, d)
p = {
    "dw.weight": noise(d, 1, k),
    "dw.bias": noise(d),
    "norm.weight": 1 + noise(d),
    "norm.bias": noise(d),
    "up.weight": noise(h, d),
    "up.bias": noise(h),
    "down.weight": noise(d, h),
    "down.bias": noise(d),
    "gamma": noise(d),
}
y = causal(x, p["dw.weight"], p["dw.bias"], groups=d)
y = F.layer_norm(y, (d,), p["norm.weight"], p["norm.bias"])
y = F.gelu(F.linear(y, p["up.weight"], p["up.bias"]), approximate="tanh")
y = x + p["gamma"] * F.linear(y, p["down.weight"], p["down.bias"])
save("conv_next.safetensors", **{"in": x, "out": y}, **p)

# Functions of one value, where they bend and where they end.
x = torch.cat([torch.linspace(-12, 12, 193), torch.tensor([-1e4, -90.0, 0.0, 1e-8, -1e-8, 90.0, 1e4])])
save(
    "activations.safetensors",
    **{
        "in": x,
        "RELU": F.relu(x),
        "ELU": F.elu(x),
        "GELU": F.gelu(x, approximate="tanh"),
        "SILU": F.silu(x),
        "TANH": torch.tanh(x),
        "softmax": torch.softmax(x[:193], 0),
    },
)

# One of every type of number.
values = torch.tensor([[0.0, 1.0, 200.0], [3.0, 64.0, 5.0]])
signed = torch.tensor([[0.5, -1.25, 200.0], [-3.0, 65504.0, 2.0**-14]])
save_file(
    {
        "f64": signed.double(),
        "f32": signed,
        "f16": signed.half(),
        "bf16": torch.tensor([[0.5, -1.25, 200.0], [-3.0, 3.0e38, 2.0**-14]]).bfloat16(),
        "i64": signed.long(),
        "i32": signed.int(),
        "u8": values.to(torch.uint8),
        "empty": torch.zeros(0, 4),
        "scalar": torch.tensor(2.5),
    },
    out / "types.safetensors",
    metadata={"format": "pt", "note": 'quotes " and \u00fcmlauts'},
)

# NumPy arrays, as its versions 1, 2 and 3 of the format.
codes = np.array([[1, -2, 3], [2**31 - 1, 5, -(2**31)]], dtype=np.int32)
np.save(out / "codes.npy", codes)
np.save(out / "codes_int64.npy", codes.astype(np.int64))
np.save(out / "codes_fortran.npy", np.asfortranarray(codes))
np.save(out / "floats.npy", np.array([0.5, -1.25, 3e-8], dtype=np.float32))
np.save(out / "floats_2d.npy", np.arange(6, dtype=np.float32).reshape(2, 3))
for version in (2, 3):
    with open(out / f"codes_v{version}.npy", "wb") as file:
        np.lib.format.write_array(file, codes, version=(version, 0))
