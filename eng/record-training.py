"""Records losses, their gradients, optimizers, schedules and metrics for tests/Bantam.Training.Tests: python3 eng/record-training.py

Needs PyTorch (Debian: python3-torch). What PyTorch computes by Keras' formula it computes; the rest are the formulas of Keras'
documentation, written down here in doubles. Gradients are PyTorch's.
"""
import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F

TARGET = pathlib.Path(__file__).parent.parent / "tests" / "Bantam.Training.Tests" / "Recorded" / "training.json"
EPSILON = 1e-7
random = numpy.random.default_rng(5)


def tensor(values):
    """Doubles that are floats, so that both sides begin with the same numbers."""
    return torch.tensor(numpy.asarray(values, dtype=numpy.float32).astype(numpy.float64))


def flat(values):
    return [float(f"{v:.9g}") for v in numpy.asarray(values.detach() if isinstance(values, torch.Tensor) else values).reshape(-1)]


def record(values):
    return {"shape": list(values.shape), "values": flat(values)}


# ---------------------------------------------------------------------------------------------------------------------------- losses

def mean_last(values):
    return values.mean(-1)


def smooth(t, by, to):
    return t * (1 - by) + by * to


def binary(p, t):
    return -(t * torch.log(p.clamp(EPSILON, 1 - EPSILON)) + (1 - t) * torch.log((1 - p).clamp(EPSILON, 1 - EPSILON)))


def binary_focal(p, t, alpha=None, gamma=2.0):
    right = t * p + (1 - t) * (1 - p)
    values = (1 - right) ** gamma * binary(p, t)
    return values if alpha is None else values * (t * alpha + (1 - t) * (1 - alpha))


def categorical_focal(p, t, alpha=0.25, gamma=2.0):
    p = (p / p.sum(-1, keepdim=True)).clamp(EPSILON, 1 - EPSILON)
    return (alpha * (1 - p) ** gamma * -t * torch.log(p)).sum(-1)


def sparse(values, labels):
    return torch.gather(values, -1, labels[:, None])[:, 0]


def svm(p, labels, margin=1.0):
    return F.multi_margin_loss(p, labels, margin=margin, reduction="none") * p.shape[-1]


def semi_hard(p, labels, margin=1.0):
    """In plain loops, as TensorFlow Addons describes it."""
    total, pairs, count = torch.zeros((), dtype=p.dtype), 0, len(labels)
    distance = [[torch.sqrt(((p[i] - p[j]) ** 2).sum()) if i != j else torch.zeros((), dtype=p.dtype) for j in range(count)] for i in range(count)]
    for a in range(count):
        others = [distance[a][n] for n in range(count) if labels[n] != labels[a]]
        for b in range(count):
            if a == b or labels[a] != labels[b]:
                continue
            farther = [d for d in others if d > distance[a][b]]
            total = total + torch.relu(margin + distance[a][b] - (min(farther) if farther else max(others)))
            pairs += 1
    return total / pairs


def dice(p, t, axes):
    common, both = (p * t), t + p
    common, both = (common.sum(axes), both.sum(axes)) if axes else (common.sum(), both.sum())
    return 1 - 2 * common / (both + EPSILON)


def ctc(p, t, blank, steps=None):
    lengths = (t != blank).sum(1)
    inputs = torch.full((len(t),), p.shape[1]) if steps is None else steps
    return F.ctc_loss(p.log_softmax(-1).transpose(0, 1), t, inputs, lengths, blank=blank, reduction="none")


def losses():
    numbers, goals = tensor(random.normal(size=(4, 3)) * 1.5), tensor(random.normal(size=(4, 3)) * 1.5)
    positive, counts = tensor(random.uniform(0.1, 3, (4, 3))), tensor(random.integers(0, 4, (4, 3)))
    signs = tensor(random.choice([-1, 1], (4, 3)))
    chances, soft = tensor(random.uniform(0.05, 0.95, (4, 3))), tensor(random.uniform(0, 1, (4, 3)))
    truths = tensor(random.integers(0, 2, (4, 3)))
    shares = random.uniform(0.1, 1, (4, 3))
    shares, wanted = tensor(shares / shares.sum(1, keepdims=True)), tensor(numpy.eye(3)[[2, 0, 1, 1]])
    labels = torch.tensor([2, 0, 1, 1])
    deep, path = tensor(random.normal(size=(3, 6, 4))), torch.tensor([[1, 2, 2], [3, 1, 0], [2, 0, 0]])
    steps = torch.tensor([6, 4, 1])
    triplets, points = tensor(random.normal(size=(4, 3, 5))), tensor(random.normal(size=(6, 3)) * 0.6)
    groups = torch.tensor([0, 1, 0, 1, 2, 0])
    image, mask = tensor(random.uniform(0, 1, (2, 3, 3, 1))), tensor(random.integers(0, 2, (2, 3, 3, 1)))
    a, b, c = (lambda x, i=i: x[:, i] for i in range(3))

    def one_hot_smooth(t, by):
        return smooth(t, by, 1 / t.shape[-1])

    return [
        ("mse", numbers, goals, lambda p, t: mean_last(F.mse_loss(p, t, reduction="none"))),
        ("mae", numbers, goals, lambda p, t: mean_last(F.l1_loss(p, t, reduction="none"))),
        ("mape", numbers, goals, lambda p, t: mean_last(100 * torch.abs((t - p) / t.abs().clamp(min=EPSILON)))),
        ("msle", positive, counts, lambda p, t: mean_last((torch.log(p.clamp(min=EPSILON) + 1) - torch.log(t.clamp(min=EPSILON) + 1)) ** 2)),
        ("huber", numbers, goals, lambda p, t: mean_last(F.huber_loss(p, t, reduction="none"))),
        ("huber 0.4", numbers, goals, lambda p, t: mean_last(F.huber_loss(p, t, reduction="none", delta=0.4))),
        ("log cosh", numbers, goals, lambda p, t: mean_last(torch.log(torch.cosh(p - t)))),
        ("poisson", positive, counts, lambda p, t: mean_last(F.poisson_nll_loss(p, t, log_input=False, eps=EPSILON, reduction="none"))),
        ("hinge", numbers, signs, lambda p, t: mean_last(torch.relu(1 - t * p))),
        ("hinge", numbers, truths, lambda p, t: mean_last(torch.relu(1 - (2 * t - 1) * p))),
        ("squared hinge", numbers, signs, lambda p, t: mean_last(torch.relu(1 - t * p) ** 2)),
        ("categorical hinge", numbers, wanted, lambda p, t: torch.relu(((1 - t) * p).max(-1).values - (t * p).sum(-1) + 1)),
        ("kl divergence", shares, soft, lambda p, t: F.kl_div(torch.log(p), t.clamp(EPSILON, 1), reduction="none").sum(-1)),
        ("cosine similarity", numbers, goals, lambda p, t: -F.cosine_similarity(p, t, dim=-1)),
        ("cosine similarity of columns", numbers, goals, lambda p, t: -F.cosine_similarity(p, t, dim=0)),
        ("binary", chances, soft, lambda p, t: mean_last(F.binary_cross_entropy(p, t, reduction="none"))),
        ("binary from logits, smooth", numbers, truths, lambda p, t:
            mean_last(F.binary_cross_entropy_with_logits(p, smooth(t, 0.2, 0.5), reduction="none"))),
        ("categorical", shares, wanted, lambda p, t: F.cross_entropy(torch.log(p), t, reduction="none")),
        ("categorical from logits, smooth", numbers, wanted, lambda p, t: F.cross_entropy(p, t, reduction="none", label_smoothing=0.2)),
        ("sparse", shares, labels, lambda p, t: -sparse(torch.log(p / p.sum(-1, keepdim=True)), t)),
        ("sparse from logits", numbers, labels, lambda p, t: F.cross_entropy(p, t, reduction="none")),
        ("binary focal", chances, truths, lambda p, t: mean_last(binary_focal(p, t))),
        ("binary focal, balanced", chances, truths, lambda p, t: mean_last(binary_focal(p, smooth(t, 0.1, 0.5), 0.3, 1.5))),
        ("binary focal from logits", numbers, truths, lambda p, t: mean_last(binary_focal(torch.sigmoid(p), t))),
        ("categorical focal", shares, wanted, categorical_focal),
        ("categorical focal from logits", numbers, wanted, lambda p, t:
            categorical_focal(p.softmax(-1), one_hot_smooth(t, 0.1), 0.5, 3)),
        ("dice", image, mask, lambda p, t: dice(p, t, None)),
        ("dice of images", image, mask, lambda p, t: dice(p, t, (1, 2, 3))),
        ("ctc", deep, path, lambda p, t: ctc(p, t, 0)),
        ("ctc, last class blank", deep, torch.tensor([[1, 2, 2], [0, 1, 3], [3, 3, 3]]), lambda p, t: ctc(p, t, 3)),
        ("ctc with lengths", deep, torch.cat([steps[:, None], path], 1), lambda p, t: ctc(p, t[:, 1:], 0, t[:, 0])),
        ("svm", numbers, labels, svm),
        ("svm 0.5", numbers, labels, lambda p, t: svm(p, t, 0.5)),
        ("triplet", triplets, labels, lambda p, t: F.triplet_margin_loss(a(p), b(p), c(p), reduction="none")),
        ("triplet, swapped", triplets, labels, lambda p, t:
            F.triplet_margin_loss(a(p), b(p), c(p), margin=0.7, p=1, swap=True, reduction="none")),
        ("semi-hard triplets", points, groups, semi_hard),
    ]


def recorded_loss(name, prediction, target, loss):
    prediction = prediction.clone().requires_grad_()
    values = loss(prediction, target)
    values.mean().backward()
    return {
        "name": name, "prediction": record(prediction), "target": record(target), "whole": not target.is_floating_point(),
        "values": flat(values), "loss": float(values.mean()), "gradient": flat(prediction.grad),
    }


TARGET.parent.mkdir(exist_ok=True)
recorded = {"losses": [recorded_loss(*case) for case in losses()]}
lines = ",\n".join(f'"{key}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for key, rows in recorded.items())
TARGET.write_text("{\n" + lines + "\n}\n")
