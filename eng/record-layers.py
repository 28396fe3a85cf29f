"""Records what PyTorch computes for layers that TensorFlow.js has not or has no gradients of, for tests/Bantam.Training.Tests/Layers.

python3 record-layers.py > …/Recorded/torch-layers.json, with PyTorch 1.13 or later. Inputs and weights are those of the tests, numbers
that follow from their place, in Bantam's order of axes; formulas are those of Keras' pages.
"""
import json
import torch
import torch.nn.functional as F


def numbers(shape, seed, scale=1.0):
    count = 1
    for size in shape:
        count *= size
    values = [((i * 7919 + seed * 104729) % 2003 / 1000 - 1) * scale for i in range(count)]
    return torch.tensor(values, dtype=torch.float32).reshape(shape).double().requires_grad_()


cases = {}


def add(name, function, inputs, weights=()):
    """Inputs are shapes, or integers; the function takes inputs, then weights."""
    given = [torch.tensor(i[1]) if i[0] == "int" else numbers(i, n) for n, i in enumerate(inputs)]
    own = [numbers(w, 10 + n, 0.5) for n, w in enumerate(weights)]
    output = function(*given, *own)
    factors = numbers(list(output.shape), 99).detach()
    (output * factors).sum().backward()
    listed = lambda t: [float(f"{x:.7g}") for x in t.detach().reshape(-1).tolist()]
    slope = lambda t: listed(t.grad if t.grad is not None else torch.zeros_like(t))
    cases[name] = {
        "shape": list(output.shape), "output": listed(output),
        "inputs": [slope(x) for x in given if x.is_floating_point()], "weights": [slope(w) for w in own],
    }


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def gru(x, kernel, recurrent, bias, mask=None):
    u = kernel.shape[1] // 3
    h, outputs = torch.zeros(x.shape[0], u).double(), []
    for t in range(x.shape[1]):
        a = x[:, t] @ kernel[0].T + bias[0, :3 * u]
        b = h @ recurrent[0].T + bias[0, 3 * u:]
        z, r = torch.sigmoid(a[:, :u] + b[:, :u]), torch.sigmoid(a[:, u:2 * u] + b[:, u:2 * u])
        h = z * h + (1 - z) * torch.tanh(a[:, 2 * u:] + r * b[:, 2 * u:])
        outputs.append(h)
    return torch.stack(outputs, 1)


def lstm(x, kernel, recurrent, bias, peepholes=None, h=None, c=None):
    u = kernel.shape[1] // 4
    h = torch.zeros(x.shape[0], u).double() if h is None else h
    c = torch.zeros(x.shape[0], u).double() if c is None else c
    p = torch.zeros(1, 3 * u).double() if peepholes is None else peepholes
    outputs = []
    for t in range(x.shape[1]):
        i, o, f, g = (x[:, t] @ kernel[0].T + h @ recurrent[0].T + bias[0]).split(u, 1)
        new = torch.sigmoid(f + p[0, 2 * u:] * c) * c + torch.sigmoid(i + p[0, :u] * c) * torch.tanh(g)
        h, c = torch.sigmoid(o + p[0, u:2 * u] * new) * torch.tanh(new), new
        outputs.append(h)
    return torch.stack(outputs, 1)


def attend(q, k, v, size, causal=False):
    scores = q @ k.transpose(-1, -2) / size ** 0.5
    if causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:]).triu(1).bool(), -1e30)
    return scores.softmax(-1) @ v


def heads(query, value, key, weights, n, m, size, vsize, causal):
    wq, bq, wk, bk, wv, bv, wo, bo = weights
    split = lambda x, count, width: x.reshape(*x.shape[:2], count, width).transpose(1, 2)
    q, k, v = split(query @ wq + bq, n, size), split(key @ wk + bk, m, size), split(value @ wv + bv, m, vsize)
    k, v = k.repeat_interleave(n // m, 1), v.repeat_interleave(n // m, 1)
    return attend(q, k, v, size, causal).transpose(1, 2).flatten(2) @ wo + bo


def headed(d, e, f, n, m, size, vsize):
    return [[d, n * size], [n * size], [f, m * size], [m * size], [e, m * vsize], [m * vsize], [n * vsize, d], [d]]


def unshared(x, kernel, bias, size, strides):
    rank = len(size)
    patches = x
    for axis in range(rank):
        patches = patches.unfold(1 + axis, size[axis], strides[axis])
    out = list(patches.shape[1:1 + rank])
    order = [0, *range(1, 1 + rank), *range(2 + rank, 2 + 2 * rank), 1 + rank]
    rows = patches.permute(order).reshape(x.shape[0], kernel.shape[0], -1)
    return torch.einsum("bpk,pkf->bpf", rows, kernel).reshape(x.shape[0], *out, -1) + bias


for name, function in {
    "elu": F.elu, "selu": F.selu, "relu": F.relu, "relu6": F.relu6, "gelu": F.gelu, "silu": F.silu, "mish": F.mish, "softplus": F.softplus,
    "softsign": F.softsign, "hard_sigmoid": F.hardsigmoid, "hard_silu": F.hardswish, "exponential": torch.exp, "celu": F.celu,
    "sigmoid": torch.sigmoid, "tanh": torch.tanh, "log_sigmoid": F.logsigmoid, "tanh_shrink": F.tanhshrink, "soft_shrink": F.softshrink,
    "hard_shrink": F.hardshrink, "hard_tanh": lambda x: x.clamp(-1, 1), "leaky_relu": lambda x: F.leaky_relu(x, 0.2),
    "softmax": lambda x: x.softmax(-1), "log_softmax": lambda x: x.log_softmax(-1), "linear": lambda x: x * 1,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
}.items():
    add(f"activation_{name}", lambda x, f=function: f(x * 1), [[2, 9]])

add("conv1d_causal", lambda x, w, b: last(F.conv1d(F.pad(first(x), (4, 0)), w, b, dilation=2)), [[2, 9, 2]], [[3, 2, 3], [3]])
add("conv1d_groups", lambda x, w, b: last(F.conv1d(first(x), w, b, groups=2)), [[2, 9, 4]], [[6, 2, 3], [6]])
add("conv3d_groups", lambda x, w, b: last(F.conv3d(first(x), w, b, groups=2)), [[1, 3, 4, 3, 2]], [[2, 1, 2, 2, 2], [2]])
add("depthwise_conv1d", lambda x, w, b: last(F.conv1d(first(x), w, b, groups=3)), [[2, 7, 3]], [[6, 1, 3], [6]])
add("separable_conv1d", lambda x, d, p, b: last(F.conv1d(F.conv1d(first(x), d, groups=3, padding=1), p, b)), [[2, 7, 3]],
    [[3, 1, 3], [4, 3, 1], [4]])
add("conv1d_transpose", lambda x, w, b: last(F.conv_transpose1d(first(x), w, b, stride=2)), [[2, 5, 2]], [[2, 3, 3], [3]])
# The length of "same" is the stride times that of the input.
add("conv1d_transpose_same", lambda x, w, b: last(F.conv_transpose1d(first(x), w, b, stride=2))[:, :10], [[2, 5, 2]], [[2, 3, 3], [3]])
add("conv2d_transpose_output_padding", lambda x, w, b: last(F.conv_transpose2d(first(x), w, b, stride=3, output_padding=1)),
    [[1, 3, 2, 2]], [[2, 3, 2, 2], [3]])
add("conv3d_transpose_number", lambda x, w, b: last(F.conv_transpose3d(first(x), w, b, stride=2, padding=1)), [[1, 3, 2, 3, 2]],
    [[2, 1, 3, 3, 3], [1]])
for rank, out, shape in ((1, [3], [2, 7, 2]), (2, [2, 3], [1, 5, 6, 2]), (3, [2, 1, 2], [1, 3, 2, 4, 2])):
    for kind, short in (("average", "avg"), ("max", "max")):
        pool = getattr(F, f"adaptive_{short}_pool{rank}d")
        add(f"adaptive_{kind}_pooling{rank}d", lambda x, p=pool, o=out: last(p(first(x), o)), [shape])
add("global_average_pooling3d", lambda x: x.mean((1, 2, 3)), [[2, 2, 3, 2, 3]])
add("global_max_pooling3d", lambda x: x.amax((1, 2, 3)), [[2, 2, 3, 2, 3]])
add("zero_padding1d", lambda x: F.pad(x, (0, 0, 2, 1)), [[2, 3, 2]])
add("zero_padding3d", lambda x: F.pad(x, (0, 0, 1, 1, 2, 2, 0, 0)), [[1, 2, 2, 2, 2]])
add("cropping1d", lambda x: x[:, 1:-2], [[2, 5, 2]])
add("cropping3d", lambda x: x[:, 1:-1, :, 2:-2], [[1, 4, 2, 5, 2]])
add("up_sampling1d", lambda x: x.repeat_interleave(3, 1), [[2, 3, 2]])
add("up_sampling3d", lambda x: x.repeat_interleave(2, 1).repeat_interleave(1, 2).repeat_interleave(3, 3), [[1, 2, 2, 2, 1]])
add("locally_connected1d", lambda x, k, b: unshared(x, k, b, [3], [2]), [[2, 7, 2]], [[3, 6, 4], [3, 4]])
add("locally_connected2d", lambda x, k, b: unshared(x, k, b, [2, 3], [1, 2]), [[2, 4, 5, 2]], [[6, 12, 3], [3, 2, 3]])

recurrent = [[1, 12, 3], [1, 12, 4], [1, 24]]
add("gru", lambda x, *w: gru(x, *w)[:, -1], [[2, 5, 3]], recurrent)
add("gru_sequences", gru, [[2, 5, 3]], recurrent)
add("lstm_state", lambda x, h, c, *w: lstm(x, *w, h=h, c=c), [[2, 5, 3], [2, 4], [2, 4]], [[1, 16, 3], [1, 16, 4], [1, 16]])
add("peephole_lstm", lstm, [[2, 5, 3]], [[1, 16, 3], [1, 16, 4], [1, 16], [1, 12]])

for rank, shape in ((1, [2, 3, 6]), (2, [2, 3, 2, 6]), (3, [1, 2, 3, 2, 6])):
    add(f"group_normalization{rank}d", lambda x, g, b: last(F.group_norm(first(x), 3, g, b, 1e-3)), [shape], [[6], [6]])
    add(f"instance_normalization{rank}d", lambda x, g, b: last(F.group_norm(first(x), 6, g, b, 1e-3)), [shape], [[6], [6]])
add("rms_normalization", lambda x, g: x / (x.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt() * g, [[2, 3, 5]], [[5]])
add("unit_normalization", lambda x: x / x.norm(dim=-1, keepdim=True), [[2, 3, 5]])
add("unit_normalization_axes", lambda x: x / x.pow(2).sum((1, 2), True).sqrt(), [[2, 3, 5]])
add("thresholded_re_lu_torch", lambda x: F.threshold(x, 0.3, 0), [[2, 7]])
add("re_lu_all", lambda x: torch.where(x >= 0.2, x, 0.1 * (x - 0.2)).clamp(max=0.5), [[2, 9]])
add("maxout", lambda x, w, b: (x @ w + b).reshape(3, 4, 2).amax(1), [[3, 5]], [[5, 8], [8]])
add("einsum_dense", lambda x, w, b: torch.tanh(torch.einsum("abc,cde->abde", x, w) + b), [[2, 3, 4]], [[4, 2, 5], [2, 5]])
add("einsum_dense_axis", lambda x, w, b: torch.einsum("abc,bd->adc", x, w) + b, [[2, 3, 4]], [[3, 5], [5, 1]])
add("position_embedding", lambda x, e: e[:3].expand(2, 3, 4) + 0 * x, [[2, 3, 4]], [[5, 4]])
add("up_sampling2d_bilinear", lambda x: last(F.interpolate(first(x), scale_factor=(2, 3), mode="bilinear")), [[1, 3, 3, 2]])
add("resizing", lambda x: last(F.interpolate(first(x), (4, 6), mode="bilinear")), [[1, 3, 5, 2]])
add("resizing_nearest", lambda x: last(F.interpolate(first(x), (4, 3), mode="nearest-exact")), [[1, 3, 5, 2]])
add("normalization", lambda x: (x - torch.tensor([1.0, 2.0, 3.0])) / torch.tensor([4.0, 9.0, 0.25]).sqrt(), [[2, 3]])
add("subtract", lambda a, b: a - b, [[2, 5], [2, 5]])
add("embedding_float", lambda i, e: e[i], [("int", [[1, 4, 0], [2, 2, 3]])], [[5, 3]])

query, key = [2, 4, 3], [2, 5, 3]
add("attention", lambda q, v: attend(q, v, v, 1), [query, key])
add("attention_causal", lambda q, v, k: attend(q, k, v, 1, True), [query, [2, 5, 2], key])
add("attention_concat", lambda q, v, s, w: ((q[:, :, None] + v[:, None]).mul(s).tanh().sum(-1) * w).softmax(-1) @ v, [query, key], [[], []])
add("additive_attention", lambda q, v, s: (s * (q[:, :, None] + v[:, None]).tanh()).sum(-1).softmax(-1) @ v, [query, key], [[3]])
add("multi_head_attention", lambda q, v, k, *w: heads(q, v, k, w, 2, 2, 3, 4, False), [[2, 4, 6], [2, 5, 4], [2, 5, 3]],
    headed(6, 4, 3, 2, 2, 3, 4))
add("multi_head_attention_causal", lambda q, *w: heads(q, q, q, w, 2, 2, 3, 3, True), [[2, 4, 6]], headed(6, 6, 6, 2, 2, 3, 3))
add("grouped_query_attention", lambda q, v, *w: heads(q, v, v, w, 4, 2, 3, 3, False), [[2, 4, 6], [2, 5, 4]], headed(6, 4, 4, 4, 2, 3, 3))

text = json.dumps({"torch": torch.__version__.split("+")[0], "cases": cases}, separators=(",", ":"))
print(text.replace('},"', '},\n"'))
