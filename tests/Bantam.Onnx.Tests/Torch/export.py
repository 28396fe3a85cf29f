"""Exports every layer of torch.nn to ONNX files, with inputs and what PyTorch computes of them, into one archive.

    export.py ARCHIVE OPSET...

Those that the exporter refuses are listed with its reason.
"""
import io
import multiprocessing
import os
import re
import sys
import warnings

import torch
from torch import nn
from torch.onnx import TrainingMode

from archive import Archive
from layers import NOT_LAYERS, SIZES, layers


def export(archive, name, make, inputs, opset, dynamic, training):
    entry = {"layer": name, "opset": opset, "dynamic": dynamic, "training": training}
    archive.exports.append(entry)
    samples = [[make_input({axis: sizes[run] for axis, sizes in SIZES.items()}) for make_input, _ in seeded(inputs, run)]
               for run in ((0, 1) if dynamic else (0,))]
    try:
        model = made(name, make, samples[0]).train(training)
        names = [f"x{i}" for i in range(len(inputs))]
        axes = {n: {i: axis for i, axis in enumerate(words) if axis in SIZES} for n, (_, words) in zip(names, inputs)}
        file = io.BytesIO()
        torch.onnx.export(
            model, tuple(samples[0]), file, opset_version=opset, input_names=names, dynamic_axes=axes if dynamic else None,
            training=TrainingMode.TRAINING if training else TrainingMode.EVAL, do_constant_folding=not training)
        entry["runs"] = [run(archive, model, names, tensors) for tensors in samples]
        entry["model"] = archive.model(file.getvalue())
    except Exception as error:  # whatever the exporter throws is its answer
        entry["failure"] = f"{type(error).__name__}: {reason(error)}"


def reason(error):
    """What an error says first, without what differs between opsets and where it asks for help."""
    first = next((line for line in str(error).splitlines() if line.strip()), "it says nothing")
    for end in ("Please feel free", ", try exporting", "Support for this operator", "Failed to export a node", "  ["):
        first = first.split(end)[0] or end
    return re.sub(" to ONNX opset version [0-9]+", "", first).strip(" .:(,")


def seeded(inputs, run):
    torch.manual_seed(run)
    return inputs


def made(name, make, sample):
    """The module, with weights that are the same each time."""
    torch.manual_seed(7)
    model = make()
    if type_of(name) not in {type(module).__name__ for module in model.modules()}:
        raise AssertionError(f"{name} is a {type(model).__name__}.")
    if any(isinstance(p, nn.parameter.UninitializedParameter) for p in model.parameters()):
        model.eval()(*sample)
    return model


def type_of(name):
    return name.split(" ")[0]


def run(archive, model, names, tensors):
    with torch.no_grad():
        result = model(*[t.clone() for t in tensors])
    outputs = []
    collect(result, outputs)
    return {"inputs": {n: archive.tensor(t) for n, t in zip(names, tensors)}, "outputs": [archive.tensor(t) for t in outputs]}


def collect(result, outputs):
    """The tensors of a result, as the exporter orders them."""
    if isinstance(result, torch.Tensor):
        outputs.append(result)
    elif isinstance(result, (tuple, list)):
        for item in result:
            collect(item, outputs)


def exported(opset):
    torch.set_num_threads(1)
    archive = Archive()
    for name, make, inputs in layers():
        for dynamic in (False, True):
            for training in (False, True):
                export(archive, name, make, inputs, opset, dynamic, training)
    return archive


def main(path, opsets):
    warnings.simplefilter("ignore")
    classes = [name for name in dir(nn) if isinstance(getattr(nn, name), type) and issubclass(getattr(nn, name), nn.Module)]
    whole = Archive()
    with multiprocessing.Pool(min(len(opsets), os.cpu_count())) as pool:
        for part in pool.imap(exported, opsets, 1):
            whole.merge(part)
    whole.write(path, {"torch": torch.__version__, "classes": classes, "notLayers": NOT_LAYERS})


if __name__ == "__main__":
    main(sys.argv[1], [int(opset) for opset in sys.argv[2:]])
