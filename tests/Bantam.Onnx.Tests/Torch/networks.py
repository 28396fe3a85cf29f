"""Exports two networks with a batch, and with the loss and the gradients that PyTorch computes of it, into one archive.

    networks.py ARCHIVE

Weights are not folded into others, so that they have the names that they have in PyTorch.
"""
import io
import sys
import warnings

import torch
from torch import nn
from torch.nn import functional
from torch.onnx import TrainingMode

from archive import Archive


class SentenceEncoder(nn.Module):
    """Words and their places, two layers of a transformer, the mean over the words, and scores of three classes."""

    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(40, 16), nn.Parameter(torch.randn(7, 16) * 0.1)
        layer = nn.TransformerEncoderLayer(16, 2, dim_feedforward=24, dropout=0.0, batch_first=True)
        self.encoder, self.scores = nn.TransformerEncoder(layer, 2), nn.Linear(16, 3)

    def forward(self, words):
        return self.scores(self.encoder(self.words(words) + self.places).mean(1))


class Recurrent(nn.Module):
    """An LSTM of two layers in both directions, and scores of three classes from its last step."""

    def __init__(self):
        super().__init__()
        self.lstm, self.scores = nn.LSTM(5, 8, 2, batch_first=True, bidirectional=True), nn.Linear(16, 3)

    def forward(self, x):
        return self.scores(self.lstm(x)[0][:, -1])


def export(archive, name, network, x, classes):
    for parameter in network.parameters():  # weights that are equal, such as zeros, would be one in the file
        parameter.data += torch.randn_like(parameter) * 0.05
    loss = functional.cross_entropy(network.train()(x), classes)
    loss.backward()
    file = io.BytesIO()
    torch.onnx.export(
        network.eval(), (x,), file, opset_version=14, input_names=["x"], output_names=["scores"], training=TrainingMode.PRESERVE,
        dynamic_axes={"x": {0: "batch"}, "scores": {0: "batch"}}, do_constant_folding=False)
    archive.exports.append({
        "network": name, "model": archive.model(file.getvalue()), "x": archive.tensor(x), "classes": archive.tensor(classes),
        "loss": loss.item(), "gradients": {n: archive.tensor(p.grad) for n, p in network.named_parameters()}})


def main(path):
    warnings.simplefilter("ignore")
    torch.manual_seed(3)
    archive = Archive()
    classes = torch.tensor([0, 1, 2, 0, 1, 2, 0, 1])
    export(archive, "sentence encoder", SentenceEncoder(), torch.randint(0, 40, (8, 7)), classes)
    export(archive, "lstm", Recurrent(), torch.randn(8, 6, 5), classes)
    archive.write(path, {"torch": torch.__version__})


if __name__ == "__main__":
    main(sys.argv[1])
