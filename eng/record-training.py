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
    nothing = torch.zeros((), dtype=p.dtype)
    distance = [[torch.sqrt(((a - b) ** 2).sum()) if i != j else nothing for j, b in enumerate(p)] for i, a in enumerate(p)]
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
        ("msle", positive, counts, lambda p, t:
            mean_last((torch.log(p.clamp(min=EPSILON) + 1) - torch.log(t.clamp(min=EPSILON) + 1)) ** 2)),
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


# ------------------------------------------------------------------------------------------------------------------------ optimizers

START = tensor([[1.0, -2.0, 0.5], [-0.7, -0.1, 2.0]])
CURVES, GOALS = tensor([[1.0, 0.2, 3.0], [0.5, 2.0, 0.1]]), tensor([[0.2, 0.4, -1.0], [0.3, 1.0, -2.0]])
STEPS = 20


def steps_of(update, clip=lambda g: g):
    """The weights after some steps down a bowl, whose gradient is curve * (weight - goal)."""
    weight, slots, rows = START.clone(), {}, []
    for t in range(1, STEPS + 1):
        weight = update(weight, clip(CURVES * (weight - GOALS)), slots, t)
        if t in (1, 2, STEPS):
            rows.append(flat(weight))
    return rows


def torch_steps(make, clip=lambda g: g):
    weight, rows = START.clone().requires_grad_(), []
    optimizer = make([weight])
    for t in range(1, STEPS + 1):
        weight.grad = clip(CURVES * (weight.detach() - GOALS))
        optimizer.step()
        if t in (1, 2, STEPS):
            rows.append(flat(weight))
    return rows


def moments(g, s, first, second):
    s["m"] = first * s.get("m", 0) + (1 - first) * g
    s["v"] = second * s.get("v", 0) + (1 - second) * g * g
    return s["m"], s["v"]


def adam(w, g, s, t, rate=0.05, first=0.9, second=0.999, decay=0.0, amsgrad=False):
    """Keras adds epsilon to the root before its correction, PyTorch behind it."""
    m, v = moments(g, s, first, second)
    if amsgrad:
        v = s["h"] = torch.maximum(s.get("h", torch.zeros_like(v)), v)
    size = rate * math.sqrt(1 - second ** t) / (1 - first ** t)
    return w * (1 - rate * decay) - size * m / (torch.sqrt(v) + EPSILON)


def adamax(w, g, s, t, rate=0.05, first=0.9, second=0.999):
    s["m"] = first * s.get("m", 0) + (1 - first) * g
    s["u"] = torch.maximum(second * s.get("u", torch.zeros_like(g)), g.abs())
    return w - rate * s["m"] / ((1 - first ** t) * (s["u"] + EPSILON))


def nadam(w, g, s, t, rate=0.05, first=0.9, second=0.999):
    m, v = moments(g, s, first, second)
    now, after = (first * (1 - 0.5 * 0.96 ** i) for i in (t, t + 1))
    s["u"] = s.get("u", 1) * now
    mean = after * m / (1 - s["u"] * after) + (1 - now) * g / (1 - s["u"])
    return w - rate * mean / (torch.sqrt(v / (1 - second ** t)) + EPSILON)


def rmsprop(w, g, s, t, rate=0.02, rho=0.9, momentum=0.0, centered=False):
    m, v = moments(g, s, rho, rho)
    change = rate * g / torch.sqrt(v + EPSILON - (m * m if centered else 0))
    s["p"] = momentum * s.get("p", 0) + change
    return w - s["p"]


def windowgrad(w, g, s, t, rate=0.05, rho=0.95):
    s["v"] = rho * s.get("v", 0) + (1 - rho) * g * g
    return w - rate * g / torch.sqrt(s["v"] + 1e-8)


def lion(w, g, s, t, rate=0.02, first=0.9, second=0.99):
    m = s.get("m", torch.zeros_like(w))
    s["m"] = second * m + (1 - second) * g
    return w - rate * torch.sign(first * m + (1 - first) * g)


def ftrl(w, g, s, t, rate=0.3, power=-0.5, l1=0.0, l2=0.0, shrinkage=0.0, beta=0.0):
    n, z = s.get("n", torch.full_like(w, 0.1)), s.get("z", torch.zeros_like(w))
    after = n + g * g
    z = z + g + 2 * shrinkage * w - (after ** -power - n ** -power) / rate * w
    s["n"], s["z"] = after, z
    return (z.clamp(-l1, l1) - z) / (after ** -power / rate + 2 * (l2 + beta / (2 * rate)))


def lamb(w, g, s, t, rate=0.05, first=0.9, second=0.999):
    m, v = moments(g, s, first, second)
    ratio = m / (1 - first ** t) / (torch.sqrt(v / (1 - second ** t)) + EPSILON)
    return w - rate * w.norm() / ratio.norm() * ratio


def average(w, g, s, t, rate=0.1, momentum=0.9, every=4):
    w = w - rate * g
    s["a"] = w if t == 1 else momentum * s["a"] + (1 - momentum) * w
    return s["a"] if t % every == 0 else w


def optimizers():
    o = torch.optim
    rows = {
        "sgd": torch_steps(lambda w: o.SGD(w, 0.1)),
        "sgd, nesterov": torch_steps(lambda w: o.SGD(w, 0.05, momentum=0.8, nesterov=True)),
        "adam": steps_of(adam), "adamw": steps_of(lambda *a: adam(*a, decay=0.04)),
        "amsgrad": steps_of(lambda *a: adam(*a, rate=0.5, first=0.5, second=0.7, amsgrad=True)),
        "adamax": steps_of(adamax), "nadam": steps_of(nadam),
        "adagrad": torch_steps(lambda w: o.Adagrad(w, 0.2, initial_accumulator_value=0.1, eps=1e-10)),
        "adadelta": torch_steps(lambda w: o.Adadelta(w, 1, rho=0.95, eps=EPSILON)),
        "rmsprop": steps_of(rmsprop),
        "rmsprop, centered": steps_of(lambda *a: rmsprop(*a, rate=0.01, rho=0.8, momentum=0.5, centered=True)),
        "windowgrad": steps_of(windowgrad), "lion": steps_of(lion), "lamb": steps_of(lamb), "ftrl": steps_of(ftrl),
        "ftrl, regularized": steps_of(lambda *a: ftrl(*a, power=-0.7, l1=0.3, l2=0.2, shrinkage=0.1, beta=0.4)),
        "clipped by value": torch_steps(lambda w: o.SGD(w, 0.1), lambda g: g.clamp(-0.4, 0.4)),
        "clipped by norm": torch_steps(lambda w: o.SGD(w, 0.1), lambda g: g * min(1, 0.8 / float(g.norm()))),
        "averaged": steps_of(average),
    }
    return [{"name": name, "weights": weights} for name, weights in rows.items()]


# ------------------------------------------------------------------------------------------------------------------------- schedules

def polynomial(t, first=0.1, steps=50, end=0.01, power=2.0, cycle=False):
    steps, t = (steps * max(1, math.ceil(t / steps)), t) if cycle else (steps, min(t, steps))
    return (first - end) * (1 - t / steps) ** power + end


def restarts(t, first=0.1, steps=20, longer=2.0, lower=0.5, alpha=0.1):
    done = t / steps
    if longer == 1:
        times, done = math.floor(done), done - math.floor(done)
    else:
        times = math.floor(math.log(1 - done * (1 - longer)) / math.log(longer) + 1e-12)
        done = (done - (1 - longer ** times) / (1 - longer)) / longer ** times
    return first * ((1 - alpha) * 0.5 * lower ** times * (1 + math.cos(math.pi * done)) + alpha)


def cosine(t, first=0.01, steps=60, alpha=0.05, warmup=10, target=0.2):
    if t < warmup:
        return first + (target - first) * t / warmup
    done = min(t - warmup, steps) / steps
    return target * ((1 - alpha) * 0.5 * (1 + math.cos(math.pi * done)) + alpha)


def one_cycle():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1)
    schedule, rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.4, total_steps=100, cycle_momentum=False), []
    for _ in range(100):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        if len(rates) < 100:
            schedule.step()
    return rates


def schedules():
    cycle = one_cycle()
    rows = {
        "polynomial": polynomial, "polynomial, cyclic": lambda t: polynomial(t, power=1, cycle=True),
        "inverse time": lambda t: 0.1 / (1 + 0.5 * t / 20), "inverse time, stairs": lambda t: 0.1 / (1 + 0.5 * math.floor(t / 20)),
        "piecewise": lambda t: 0.1 if t <= 10 else 0.05 if t <= 30 else 0.001,
        "restarts": restarts, "restarts, equal": lambda t: restarts(t, longer=1.0), "cosine with warmup": cosine,
        "one cycle": lambda t: cycle[t],
    }
    places = [0, 1, 5, 10, 11, 20, 25, 30, 31, 49, 50, 51, 59, 60, 70, 99]
    return [{"name": name, "steps": places, "rates": [float(f"{rate(t):.9g}") for t in places]} for name, rate in rows.items()]


# --------------------------------------------------------------------------------------------------------------------------- metrics

def area(p, t, curve, count=200):
    """Keras' AUC: thresholds at equal distances, trapezoids or interpolated counts."""
    thresholds = [-EPSILON] + [float(numpy.float32(i / (count - 1))) for i in range(1, count - 1)] + [1 + EPSILON]
    p, t = p.reshape(-1), t.reshape(-1) > 0.5
    right = numpy.array([float(((p > x) & t).sum()) for x in thresholds])
    wrong = numpy.array([float(((p > x) & ~t).sum()) for x in thresholds])
    positives, negatives = float(t.sum()), float((~t).sum())
    if curve == "ROC":
        x, y = wrong / negatives, right / positives
        return float(((x[:-1] - x[1:]) * (y[:-1] + y[1:]) / 2).sum())
    predicted = right + wrong
    more, steps = right[:-1] - right[1:], predicted[:-1] - predicted[1:]
    slope = numpy.divide(more, steps, out=numpy.zeros_like(more), where=steps > 0)
    intercept = right[1:] - slope * predicted[1:]
    both = (predicted[:-1] > 0) & (predicted[1:] > 0)
    ratio = numpy.where(both, predicted[:-1] / numpy.maximum(predicted[1:], 1e-300), 1)
    return float((slope * (more + intercept * numpy.log(ratio)) / positives).sum())


def counts(p, t):
    return float((p * t).sum()), float(p.sum()), float(t.sum())


def f1(p, t, average):
    scores = [2 * r / (q + w) if q + w else 0.0 for r, q, w in (counts(p[:, c], t[:, c]) for c in range(t.shape[1]))]
    if average == "micro":
        r, q, w = counts(p, t)
        return 2 * r / (q + w)
    return float(numpy.average(scores, weights=t.sum(0).numpy() if average == "weighted" else None))


def overlap(p, t, classes):
    parts = []
    for c in classes:
        union = int(((p == c) | (t == c)).sum())
        if union:
            parts.append(int(((p == c) & (t == c)).sum()) / union)
    return sum(parts) / len(parts)


def r2(p, t):
    return float((1 - ((t - p) ** 2).sum(0) / ((t - t.mean(0)) ** 2).sum(0)).mean())


def metrics():
    size = 23
    labels = torch.tensor(random.integers(0, 4, size))
    one_hot = torch.nn.functional.one_hot(labels, 4).double()
    scores = tensor(random.uniform(0, 1, (size, 4))) + 0.3 * one_hot
    scores = tensor((scores / scores.sum(1, keepdim=True)).numpy())
    highest = torch.nn.functional.one_hot(scores.argmax(1), 4).double()
    truths = tensor(random.integers(0, 2, (size, 4)))
    chances = tensor(numpy.clip(random.uniform(0, 1, (size, 4)) * 0.7 + truths.numpy() * 0.3, 0, 1))
    single, of_single = chances[:, :1], truths[:, :1]
    far = tensor(random.normal(size=(size, 2)) + [1000, -5])
    near = tensor(far.numpy() + 0.5 * random.normal(size=(size, 2)))
    above = lambda p, x=0.5: (p > x).double()
    rows = [
        ("top 2", scores, labels, float((scores.argsort(1, descending=True)[:, :2] == labels[:, None]).any(1).double().mean())),
        ("precision", chances, truths, counts(above(chances), truths)[0] / counts(above(chances), truths)[1]),
        ("precision of class 2", scores, labels, float((above(scores, 0.3) * one_hot)[:, 2].sum() / above(scores, 0.3)[:, 2].sum())),
        ("recall", chances, truths, counts(above(chances, 0.7), truths)[0] / counts(above(chances, 0.7), truths)[2]),
        ("f1, macro", scores, labels, f1(highest, one_hot, "macro")), ("f1, micro", chances, truths, f1(above(chances), truths, "micro")),
        ("f1, weighted", scores, labels, f1(highest, one_hot, "weighted")),
        ("f1, single", single, of_single, f1(above(single), of_single, "macro")),
        ("auc", chances, truths, area(chances, truths, "ROC")), ("auc, pr", chances, truths, area(chances, truths, "PR")),
        ("auc of few", single, of_single, area(single, of_single, "ROC", 7)),
        ("mean iou", scores, labels, overlap(scores.argmax(1), labels, range(4))),
        ("iou", scores, labels, overlap(scores.argmax(1), labels, [1, 3])),
        ("iou, single", single, of_single, overlap(above(single), of_single, [0, 1])),
        ("rmse", near, far, math.sqrt(float(((near - far) ** 2).mean()))), ("r2", near, far, r2(near, far)),
        ("mse", near, far, float(((near - far) ** 2).mean())), ("mae", near, far, float((near - far).abs().mean())),
        ("cosine", scores, truths, float(F.cosine_similarity(scores, truths, dim=-1).mean())),
    ]
    return [
        {"name": name, "prediction": record(p), "target": record(t), "whole": not t.is_floating_point(), "value": float(f"{v:.9g}")}
        for name, p, t, v in rows
    ]


TARGET.parent.mkdir(exist_ok=True)
recorded = {
    "losses": [recorded_loss(*case) for case in losses()], "optimizers": optimizers(), "schedules": schedules(), "metrics": metrics(),
}
lines = ",\n".join(f'"{key}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]" for key, rows in recorded.items())
TARGET.write_text("{\n" + lines + "\n}\n")
