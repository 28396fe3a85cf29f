"""Exports what PyTorch writes with several nodes and is one operator, with weights and dynamic axes, at some opsets, into one archive.

    patterns.py ARCHIVE OPSET...
"""
import io
import sys
import warnings

import torch
from torch import nn
from torch.nn import functional

from archive import Archive


class Calls(nn.Module):
    """A function of an input that uses layers."""

    def __init__(self, function, *layers):
        super().__init__()
        self.layers, self.function = nn.ModuleList(layers), function

    def forward(self, x):
        return self.function(*self.layers, x)


def resized(**options):
    return Calls(lambda x: functional.interpolate(x, **options))


def doubled(x):
    return functional.interpolate(x, size=(x.shape[2] * 2, x.shape[3] * 2), mode="bilinear", align_corners=False)


def patterns():
    sequence, image = (torch.randn(2, 5, 12), {0: "n", 1: "t"}), (torch.randn(1, 3, 6, 8), {0: "n", 2: "h", 3: "w"})
    attention = nn.MultiheadAttention(12, 2, batch_first=True)
    yield "LayerNorm", nn.LayerNorm(12), *sequence
    yield "LayerNorm of two axes", nn.LayerNorm([5, 12]), torch.randn(2, 5, 12), {0: "n"}
    yield "GELU", nn.GELU(), *sequence
    yield "GELU by tanh", nn.GELU("tanh"), *sequence
    yield "SiLU", nn.SiLU(), *sequence
    yield "Hardswish", nn.Hardswish(), *sequence
    yield "Hardswish by ReLU6", Calls(lambda x: x * functional.relu6(x + 3) / 6), *sequence
    yield "MultiheadAttention", Calls(lambda m, x: m(x, x, x, need_weights=False)[0], attention), *sequence
    yield "interpolate", resized(scale_factor=2.0), *image
    yield "interpolate bilinear", resized(scale_factor=2.0, mode="bilinear", align_corners=False), *image
    yield "interpolate by computed sizes", resized(scale_factor=2.0, mode="nearest", recompute_scale_factor=True), *image
    yield "interpolate to sizes", Calls(doubled), *image


def main(path, opsets):
    warnings.simplefilter("ignore")
    torch.manual_seed(3)
    archive = Archive()
    for name, model, x, axes in patterns():
        for parameter in model.parameters():  # at first scales are 1 and biases 0, which exporters or we might leave out
            parameter.data += torch.rand_like(parameter) * 0.5
        for opset in opsets:
            file = io.BytesIO()
            torch.onnx.export(
                model.eval(), (x,), file, opset_version=opset, input_names=["x"], output_names=["y"], dynamic_axes={"x": axes})
            with torch.no_grad():
                y = model(x)
            archive.exports.append({
                "layer": name, "opset": opset, "model": archive.model(file.getvalue()), "dynamic": True, "training": False,
                "runs": [{"inputs": {"x": archive.tensor(x)}, "outputs": [archive.tensor(y)]}]})
    archive.write(path, {"torch": torch.__version__})


if __name__ == "__main__":
    main(sys.argv[1], [int(opset) for opset in sys.argv[2:]])
