"""The networks that torch_peer.py measures, with the architectures of Bantam's.

dense-DxW (D hidden layers of width W), cnn-keras, cnn-convnetjs, resnet-20, mobilenet-v2-96, lstm-128,
transformer-2x128. Those that read symbols have an attribute `symbols`, their number, and give logits
[samples, symbols, steps].
"""

import functools
import re

import torch
from torch import nn
from torch.nn.functional import pad, relu


def dense(depth, width):
    widths = [784] + [width] * depth
    hidden = (layer for i, o in zip(widths, widths[1:]) for layer in (nn.Linear(i, o), nn.ReLU()))
    return nn.Sequential(*hidden, nn.Linear(width, 10))


def cnn_keras():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Linear(128, 10))


def cnn_convnetjs():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, padding="same"), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 5, padding="same"), nn.ReLU(), nn.MaxPool2d(3),
        nn.Flatten(), nn.Linear(16 * 4 * 4, 10))


def convolution(i, o, kernel=3, stride=1, groups=1, activation=None):
    """A convolution, a batch normalization and perhaps an activation."""
    layers = [nn.Conv2d(i, o, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(o)]
    return nn.Sequential(*layers, *([activation(inplace=True)] if activation else []))


class Residual(nn.Module):
    """A block of ResNet-20, whose shortcut has no weights: every second pixel, between channels of zeros."""

    def __init__(self, i, o):
        super().__init__()
        self.stride, self.zeros = (2, (o - i) // 2) if o > i else (1, 0)
        self.branch = nn.Sequential(convolution(i, o, stride=self.stride, activation=nn.ReLU), convolution(o, o))

    def forward(self, x):
        y = self.branch(x)
        if self.zeros:
            x = pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.zeros, self.zeros))
        return relu(y + x, inplace=True)


def resnet_20():
    widths = [16] * 4 + [32] * 3 + [64] * 3
    return nn.Sequential(
        convolution(3, 16, activation=nn.ReLU), *(Residual(i, o) for i, o in zip(widths, widths[1:])),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class InvertedResidual(nn.Module):
    """A block of MobileNet V2."""

    def __init__(self, i, o, expansion, stride):
        super().__init__()
        wide = expansion * i
        self.is_residual = stride == 1 and i == o
        self.branch = nn.Sequential(
            *([convolution(i, wide, 1, activation=nn.ReLU6)] if expansion > 1 else []),
            convolution(wide, wide, 3, stride, groups=wide, activation=nn.ReLU6), convolution(wide, o, 1))

    def forward(self, x):
        return x + self.branch(x) if self.is_residual else self.branch(x)


def mobilenet_v2():
    layers, channels = [convolution(3, 32, stride=2, activation=nn.ReLU6)], 32
    for expansion, width, blocks, stride in (
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)):
        for block in range(blocks):
            layers.append(InvertedResidual(channels, width, expansion, stride if block == 0 else 1))
            channels = width
    return nn.Sequential(
        *layers, convolution(channels, 1280, 1, activation=nn.ReLU6),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(1280, 1000))


class Lstm(nn.Module):
    """What comes after each symbol."""

    def __init__(self, symbols=64, width=64, units=128):
        super().__init__()
        self.symbols = symbols
        self.embedding = nn.Embedding(symbols, width)
        self.lstm = nn.LSTM(width, units, batch_first=True)
        self.scores = nn.Linear(units, symbols)

    def forward(self, x):
        return self.scores(self.lstm(self.embedding(x))[0]).transpose(1, 2)


class Transformer(nn.Module):
    """The same by attention to all symbols before."""

    def __init__(self, symbols=64, steps=64, width=128, heads=4, layers=2):
        super().__init__()
        self.symbols = symbols
        self.embedding = nn.Embedding(symbols, width)
        self.positions = nn.Parameter(torch.randn(steps, width) * 0.02)
        layer = nn.TransformerEncoderLayer(width, heads, 4 * width, dropout=0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers)
        self.scores = nn.Linear(width, symbols)
        self.register_buffer("mask", torch.triu(torch.full((steps, steps), float("-inf")), 1))

    def forward(self, x):
        return self.scores(self.encoder(self.embedding(x) + self.positions, self.mask)).transpose(1, 2)


def network(case):
    """A new model, the shape of one input, and what makes its optimizer."""
    sgd = functools.partial(torch.optim.SGD, lr=0.01)
    if grid := re.fullmatch(r"dense-([1248])x(64|128|256)", case):
        return dense(*map(int, grid.groups())), (784,), sgd
    if case == "cnn-keras":
        return cnn_keras(), (1, 28, 28), functools.partial(torch.optim.Adam, lr=1e-3)
    if case == "cnn-convnetjs":
        return cnn_convnetjs(), (1, 28, 28), sgd
    if case == "resnet-20":
        return resnet_20(), (3, 32, 32), functools.partial(sgd, momentum=0.9)
    if case == "mobilenet-v2-96":
        return mobilenet_v2(), (3, 96, 96), functools.partial(sgd, momentum=0.9)
    if case == "lstm-128":
        return Lstm(), (40,), functools.partial(torch.optim.Adam, lr=1e-3)
    if case == "transformer-2x128":
        return Transformer(), (64,), functools.partial(torch.optim.Adam, lr=1e-3)
    raise ValueError(f"The case '{case}' is unknown to the PyTorch peer.")
