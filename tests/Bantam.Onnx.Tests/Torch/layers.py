"""Every layer of torch.nn, with inputs. Their names begin with the class; inputs are named by their axes (see SIZES)."""
import torch
from torch import nn

# What a named axis has in the run that is traced, and in a second one of models with dynamic axes.
SIZES = {"n": (2, 3), "t": (5, 7), "l": (12, 14), "d": (6, 8), "h": (8, 10), "w": (7, 9)}

NOT_LAYERS = {
    "Module": "the base of all layers",
    "Container": "a base that torch gave up",
    "RNNBase": "the base of RNN, LSTM and GRU",
    "RNNCellBase": "the base of RNNCell, LSTMCell and GRUCell",
}


def floats(axes, scale=1.0):
    """Normal numbers, in the shape that the words of a text say: "n 3 h w"."""
    return lambda sizes: torch.randn(shape(axes, sizes)) * scale, axes.split()


def positive(axes):
    """Numbers between 0.05 and 0.95."""
    return lambda sizes: torch.rand(shape(axes, sizes)) * 0.9 + 0.05, axes.split()


def integers(axes, end):
    """Whole numbers below an end."""
    return lambda sizes: torch.randint(0, end, shape(axes, sizes)), axes.split()


def signs(axes):
    """−1 or 1."""
    return lambda sizes: torch.randint(0, 2, shape(axes, sizes)).float() * 2 - 1, axes.split()


def fixed(values):
    """The same tensor in every run."""
    tensor = torch.tensor(values)
    return lambda sizes: tensor, [str(size) for size in tensor.shape]


def shape(axes, sizes):
    return [sizes[word] if word in sizes else int(word) for word in axes.split()]


class Calls(nn.Module):
    """A function of inputs that uses layers."""

    def __init__(self, function, *layers):
        super().__init__()
        self.layers = nn.ModuleList(layers)
        self.function = function

    def forward(self, *inputs):
        return self.function(*self.layers, *inputs)


class OfParameters(nn.Module):
    """x · a + b of parameters in a list or a dictionary."""

    def __init__(self, parameters, keys):
        super().__init__()
        self.parameters_, self.keys = parameters, keys

    def forward(self, x):
        a, b = (self.parameters_[key] for key in self.keys)
        return x @ a + b


def weights():
    return nn.Parameter(torch.randn(4, 3)), nn.Parameter(torch.randn(3))


SPATIAL = {1: "l", 2: "h w", 3: "d h w"}
IMAGES = {rank: floats(f"n 4 {axes}") for rank, axes in SPATIAL.items()}
KNOWN = {1: floats("n 4 12"), 2: floats("n 4 8 12"), 3: floats("n 4 4 8 12")}
MATRIX, SEQUENCE = floats("n 4"), floats("n t 4")


def layers():
    """(name, what makes the module, inputs) for each case."""
    yield "Linear", lambda: nn.Linear(4, 3), [MATRIX]
    yield "Linear of sequences without bias", lambda: nn.Linear(4, 3, bias=False), [SEQUENCE]
    yield "Bilinear", lambda: nn.Bilinear(4, 5, 3), [MATRIX, floats("n 5")]
    yield "Identity", nn.Identity, [MATRIX]
    yield "Flatten", nn.Flatten, [IMAGES[2]]
    yield "Flatten of some axes", lambda: nn.Flatten(2, -1), [IMAGES[2]]
    yield "Unflatten", lambda: nn.Unflatten(1, (2, 2)), [MATRIX]
    yield "Sequential", lambda: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2)), [MATRIX]
    yield "ModuleList", lambda: Calls(lambda a, b, x: b(a(x)), nn.Linear(4, 8), nn.Linear(8, 2)), [MATRIX]
    yield "ModuleDict", lambda: Calls(lambda d, x: d["b"](d["a"](x)), nn.ModuleDict({"a": nn.Linear(4, 3), "b": nn.Tanh()})), [MATRIX]
    yield "ParameterList", lambda: OfParameters(nn.ParameterList(weights()), [0, 1]), [MATRIX]
    yield "ParameterDict", lambda: OfParameters(nn.ParameterDict(dict(zip("ab", weights()))), "ab"), [MATRIX]
    yield "DataParallel", lambda: nn.DataParallel(nn.Linear(4, 3)), [MATRIX]
    yield from convolutions()
    yield from pools()
    yield from activations()
    yield from normalizations()
    yield from recurrences()
    yield from attention()
    yield from lookups()
    yield from losses()


def convolutions():
    for rank, x in IMAGES.items():
        conv, transposed = getattr(nn, f"Conv{rank}d"), getattr(nn, f"ConvTranspose{rank}d")
        yield f"Conv{rank}d", lambda: conv(4, 6, 3), [x]
        yield f"Conv{rank}d strided, dilated, padded", lambda: conv(4, 6, 3, stride=2, padding=2, dilation=2, bias=False), [x]
        yield f"Conv{rank}d of groups, same", lambda: conv(4, 8, 3, padding="same", groups=2), [x]
        yield f"Conv{rank}d depthwise", lambda: conv(4, 4, 3, padding=1, groups=4), [x]
        yield f"Conv{rank}d of a padding around", lambda: conv(4, 5, 3, padding=1, padding_mode="circular"), [x]
        yield f"LazyConv{rank}d", lambda: getattr(nn, f"LazyConv{rank}d")(6, 3), [x]
        yield f"ConvTranspose{rank}d", lambda: transposed(4, 6, 3), [x]
        yield (f"ConvTranspose{rank}d strided, of groups",
               lambda: transposed(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2, dilation=2), [x])
        yield f"LazyConvTranspose{rank}d", lambda: getattr(nn, f"LazyConvTranspose{rank}d")(6, 3), [x]
    yield "LazyLinear", lambda: nn.LazyLinear(3), [MATRIX]
    yield "Unfold", lambda: nn.Unfold(3, padding=1, stride=2), [IMAGES[2]]
    yield "Unfold dilated", lambda: nn.Unfold((2, 3), dilation=2), [IMAGES[2]]
    yield "Fold", lambda: nn.Fold((8, 7), 3, padding=1), [floats("n 18 56")]
    yield "PixelShuffle", lambda: nn.PixelShuffle(2), [IMAGES[2]]
    yield "PixelUnshuffle", lambda: nn.PixelUnshuffle(2), [floats("n 4 8 6")]
    yield "ChannelShuffle", lambda: nn.ChannelShuffle(2), [IMAGES[2]]
    yield "Upsample", lambda: nn.Upsample(scale_factor=2), [IMAGES[2]]
    yield "Upsample of sequences to a size", lambda: nn.Upsample(size=17, mode="linear"), [IMAGES[1]]
    yield "Upsample of volumes", lambda: nn.Upsample(scale_factor=2, mode="trilinear", align_corners=True), [IMAGES[3]]
    yield "Upsample bilinear", lambda: nn.Upsample(scale_factor=2, mode="bilinear"), [IMAGES[2]]
    yield "Upsample cubic", lambda: nn.Upsample(scale_factor=2, mode="bicubic"), [IMAGES[2]]
    yield "UpsamplingBilinear2d", lambda: nn.UpsamplingBilinear2d(scale_factor=2), [IMAGES[2]]
    yield "UpsamplingNearest2d", lambda: nn.UpsamplingNearest2d(size=(11, 12)), [IMAGES[2]]
    for rank, x in IMAGES.items():
        some = tuple(range(1, 1 + 2 * rank))[::-1]
        yield f"ConstantPad{rank}d", lambda: getattr(nn, f"ConstantPad{rank}d")(some, 1.5), [x]
        yield f"ReflectionPad{rank}d", lambda: getattr(nn, f"ReflectionPad{rank}d")(tuple(min(3, s) for s in some)), [x]
        yield f"ReplicationPad{rank}d", lambda: getattr(nn, f"ReplicationPad{rank}d")(some), [x]
    yield "ZeroPad2d", lambda: nn.ZeroPad2d((1, 2, 0, -1)), [IMAGES[2]]


def pools():
    for rank, x in IMAGES.items():
        most, mean = getattr(nn, f"MaxPool{rank}d"), getattr(nn, f"AvgPool{rank}d")
        yield f"MaxPool{rank}d", lambda: most(2), [x]
        yield f"MaxPool{rank}d overlapping", lambda: most(3, stride=2, padding=1, ceil_mode=True), [x]
        yield f"MaxPool{rank}d dilated", lambda: most(2, stride=1, dilation=2), [x]
        yield f"MaxPool{rank}d with places", lambda: most(2, return_indices=True), [x]
        yield f"AvgPool{rank}d", lambda: mean(2), [x]
        yield f"AvgPool{rank}d overlapping", lambda: mean(3, stride=2, padding=1, ceil_mode=True), [x]
        yield f"AvgPool{rank}d without padding", lambda: mean(3, stride=2, padding=1, count_include_pad=False), [x]
        yield f"AdaptiveAvgPool{rank}d", lambda: getattr(nn, f"AdaptiveAvgPool{rank}d")(1), [x]
        yield f"AdaptiveAvgPool{rank}d to a size", lambda: getattr(nn, f"AdaptiveAvgPool{rank}d")(4), [KNOWN[rank]]
        yield f"AdaptiveMaxPool{rank}d", lambda: getattr(nn, f"AdaptiveMaxPool{rank}d")(1), [x]
        yield f"AdaptiveMaxPool{rank}d to a size", lambda: getattr(nn, f"AdaptiveMaxPool{rank}d")(4), [KNOWN[rank]]
        yield (f"MaxUnpool{rank}d", lambda: Calls(
            lambda pool, unpool, x: unpool(*pool(x)), most(2, return_indices=True), getattr(nn, f"MaxUnpool{rank}d")(2)), [KNOWN[rank]])
        if rank < 3:
            power = getattr(nn, f"LPPool{rank}d")
            yield f"LPPool{rank}d", lambda: power(2, 3, stride=2), [x]
            yield f"LPPool{rank}d of the third power", lambda: power(3, 2, ceil_mode=True), [(lambda s, x=x: x[0](s).abs(), x[1])]
        if rank > 1:
            yield f"FractionalMaxPool{rank}d", lambda: getattr(nn, f"FractionalMaxPool{rank}d")(2, output_size=3), [x]


def activations():
    plain = ("CELU ELU GELU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid Mish ReLU ReLU6 SELU SiLU Sigmoid Softplus "
             "Softshrink Softsign Tanh Tanhshrink").split()
    for name in plain:
        yield name, getattr(nn, name), [floats("n 4 t", 3.0)]
    yield "CELU of another alpha", lambda: nn.CELU(0.7), [SEQUENCE]
    yield "ELU of another alpha", lambda: nn.ELU(0.7), [SEQUENCE]
    yield "GELU by tanh", lambda: nn.GELU("tanh"), [SEQUENCE]
    yield "Hardtanh of other bounds", lambda: nn.Hardtanh(-0.3, 0.7), [SEQUENCE]
    yield "Softplus of another beta", lambda: nn.Softplus(2, 1), [SEQUENCE]
    yield "GLU", lambda: nn.GLU(1), [floats("n 4 t")]
    yield "PReLU", nn.PReLU, [SEQUENCE]
    yield "PReLU of channels", lambda: nn.PReLU(4), [IMAGES[2]]
    yield "RReLU", lambda: nn.RReLU(0.2, 0.2), [SEQUENCE]
    yield "Threshold", lambda: nn.Threshold(0.1, -2), [SEQUENCE]
    yield "Threshold at zero", lambda: nn.Threshold(0, 0), [SEQUENCE]
    yield "Softmax", lambda: nn.Softmax(-1), [SEQUENCE]
    yield "Softmax of an inner axis", lambda: nn.Softmax(1), [SEQUENCE]
    yield "Softmax2d", nn.Softmax2d, [IMAGES[2]]
    yield "Softmin", lambda: nn.Softmin(1), [SEQUENCE]
    yield "LogSoftmax", lambda: nn.LogSoftmax(1), [SEQUENCE]
    yield "AdaptiveLogSoftmaxWithLoss", lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 20, [5, 10]), [MATRIX, integers("n", 20)]
    yield ("AdaptiveLogSoftmaxWithLoss of all classes",
           lambda: Calls(lambda m, x: m.log_prob(x), nn.AdaptiveLogSoftmaxWithLoss(4, 20, [5, 10])), [MATRIX])
    for name, x in [("Dropout", SEQUENCE), ("AlphaDropout", SEQUENCE), ("FeatureAlphaDropout", IMAGES[2]),
                    ("Dropout1d", IMAGES[1]), ("Dropout2d", IMAGES[2]), ("Dropout3d", IMAGES[3])]:
        yield name, lambda: getattr(nn, name)(0.0), [x]
    yield "Dropout of a half", lambda: nn.Dropout(0.5), [SEQUENCE]


def normalizations():
    for rank, x in IMAGES.items():
        yield f"BatchNorm{rank}d", lambda: lively(getattr(nn, f"BatchNorm{rank}d")(4)), [x]
        yield f"BatchNorm{rank}d plain", lambda: getattr(nn, f"BatchNorm{rank}d")(4, affine=False, momentum=0.3), [x]
        yield f"BatchNorm{rank}d of the batch", lambda: getattr(nn, f"BatchNorm{rank}d")(4, track_running_stats=False), [x]
        yield f"LazyBatchNorm{rank}d", lambda: getattr(nn, f"LazyBatchNorm{rank}d")(), [x]
        yield f"InstanceNorm{rank}d", lambda: getattr(nn, f"InstanceNorm{rank}d")(4), [x]
        yield f"InstanceNorm{rank}d with weights", lambda: lively(getattr(nn, f"InstanceNorm{rank}d")(4, affine=True)), [x]
        yield (f"InstanceNorm{rank}d with statistics",
               lambda: lively(getattr(nn, f"InstanceNorm{rank}d")(4, affine=True, track_running_stats=True)), [x])
        yield f"LazyInstanceNorm{rank}d", lambda: getattr(nn, f"LazyInstanceNorm{rank}d")(), [x]
    yield "BatchNorm1d of rows", lambda: lively(nn.BatchNorm1d(4)), [MATRIX]
    yield "SyncBatchNorm", lambda: lively(nn.SyncBatchNorm(4)), [IMAGES[2]]
    yield "GroupNorm", lambda: lively(nn.GroupNorm(2, 4)), [IMAGES[2]]
    yield "GroupNorm plain", lambda: nn.GroupNorm(4, 4, affine=False), [IMAGES[1]]
    yield "LayerNorm", lambda: lively(nn.LayerNorm(4)), [SEQUENCE]
    yield "LayerNorm of two axes", lambda: lively(nn.LayerNorm([5, 4])), [floats("n 5 4")]
    yield "LayerNorm plain", lambda: nn.LayerNorm(4, elementwise_affine=False), [SEQUENCE]
    yield "LocalResponseNorm", lambda: nn.LocalResponseNorm(3), [IMAGES[2]]
    yield "CrossMapLRN2d", lambda: nn.CrossMapLRN2d(3), [IMAGES[2]]


def lively(module):
    """Weights and statistics that are not 0 and 1."""
    for tensor in [*module.parameters(), *module.buffers()]:
        if tensor.is_floating_point():
            tensor.data.uniform_(0.5, 1.5)
    return module


def recurrences():
    x, first = floats("t n 4"), floats("n t 4")
    for name in ["RNN", "LSTM", "GRU"]:
        network = getattr(nn, name)
        yield name, lambda: network(4, 5), [x]
        yield f"{name} both ways, of two layers", lambda: network(4, 5, 2, bidirectional=True, dropout=0.0), [x]
        yield f"{name} batch first, without bias", lambda: network(4, 5, bias=False, batch_first=True), [first]
        states = [floats("1 n 5")] * (2 if name == "LSTM" else 1)
        yield (f"{name} from a state",
               lambda: Calls(lambda r, x, *h: r(x, h if len(h) > 1 else h[0]), network(4, 5)), [x, *states])
        cell = getattr(nn, f"{name}Cell")
        yield f"{name}Cell", lambda: cell(4, 5), [MATRIX]
        states = [floats("n 5")] * len(states)
        yield f"{name}Cell from a state", lambda: Calls(lambda r, x, *h: r(x, h if len(h) > 1 else h[0]), cell(4, 5)), [MATRIX, *states]
    yield "RNN of rectifiers", lambda: nn.RNN(4, 5, nonlinearity="relu"), [x]
    yield "LSTM with a projection", lambda: nn.LSTM(4, 5, proj_size=3), [x]


def attention():
    x, memory, first = floats("t n 8"), floats("l n 8"), floats("n t 8")
    options = {"dim_feedforward": 12, "dropout": 0.0}
    masks = fixed(torch.full((5, 5), float("-inf")).triu(1).tolist())
    yield "MultiheadAttention", lambda: Calls(lambda m, q, k: m(q, k, k), nn.MultiheadAttention(8, 2)), [x, memory]
    yield ("MultiheadAttention batch first, of itself",
           lambda: Calls(lambda m, x: m(x, x, x, need_weights=False), nn.MultiheadAttention(8, 4, batch_first=True)), [first])
    yield ("MultiheadAttention of other sizes",
           lambda: Calls(lambda m, q, k, v: m(q, k, v), nn.MultiheadAttention(8, 2, kdim=3, vdim=5, add_bias_kv=True)),
           [x, floats("l n 3"), floats("l n 5")])
    yield ("MultiheadAttention masked",
           lambda: Calls(lambda m, x, mask: m(x, x, x, attn_mask=mask), nn.MultiheadAttention(8, 2)), [floats("5 n 8"), masks])
    yield "TransformerEncoderLayer", lambda: nn.TransformerEncoderLayer(8, 2, **options), [x]
    yield ("TransformerEncoderLayer norm first, by gelu",
           lambda: nn.TransformerEncoderLayer(8, 2, batch_first=True, norm_first=True, activation="gelu", **options), [first])
    yield "TransformerDecoderLayer", lambda: nn.TransformerDecoderLayer(8, 2, **options), [x, memory]
    yield "TransformerEncoder", lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, **options), 2, nn.LayerNorm(8)), [x]
    yield "TransformerDecoder", lambda: nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, **options), 2), [x, memory]
    yield "Transformer", lambda: nn.Transformer(8, 2, 1, 1, **options), [memory, x]


def lookups():
    words = integers("n t", 10)
    yield "Embedding", lambda: nn.Embedding(10, 4), [words]
    yield "Embedding padded", lambda: nn.Embedding(10, 4, padding_idx=0), [words]
    yield "Embedding of a largest norm", lambda: nn.Embedding(10, 4, max_norm=1.0), [words]
    for mode in ["mean", "sum", "max"]:
        yield f"EmbeddingBag by {mode}", lambda: nn.EmbeddingBag(10, 4, mode=mode), [integers("7", 10), fixed([0, 2, 5])]
        yield f"EmbeddingBag of rows by {mode}", lambda: nn.EmbeddingBag(10, 4, mode=mode), [integers("3 4", 10)]
    yield "CosineSimilarity", lambda: nn.CosineSimilarity(1), [SEQUENCE, SEQUENCE]
    yield "PairwiseDistance", nn.PairwiseDistance, [MATRIX, MATRIX]
    yield "PairwiseDistance of the first power", lambda: nn.PairwiseDistance(1, keepdim=True), [MATRIX, MATRIX]


def losses():
    x, p, classes, pixels = MATRIX, positive("n 4"), integers("n", 4), integers("n h w", 4)
    logs, counts = (lambda s: x[0](s).log_softmax(1), x[1]), (lambda s: torch.randint(0, 5, (s["n"], 4)).float(), x[1])
    for reduction in ["mean", "sum", "none"]:
        r = {"reduction": reduction}
        of = "" if reduction == "mean" else f" by {reduction}"
        for name in ["L1Loss", "MSELoss", "SmoothL1Loss", "HuberLoss"]:
            yield f"{name}{of}", lambda: getattr(nn, name)(**r), [x, x]
        yield f"BCELoss{of}", lambda: nn.BCELoss(**r), [p, p]
        yield f"BCEWithLogitsLoss{of}", lambda: nn.BCEWithLogitsLoss(pos_weight=torch.tensor(1.5), **r), [x, p]
        yield f"NLLLoss{of}", lambda: nn.NLLLoss(weight=torch.tensor([1, 2, 0.5, 1]), **r), [logs, classes]
        yield f"NLLLoss2d{of}", lambda: nn.NLLLoss2d(ignore_index=1, **r), [IMAGES[2], pixels]
        yield f"CrossEntropyLoss{of}", lambda: nn.CrossEntropyLoss(**r), [x, classes]
        yield f"CrossEntropyLoss of pixels{of}", lambda: nn.CrossEntropyLoss(torch.rand(4), ignore_index=2, **r), [IMAGES[2], pixels]
        yield f"CrossEntropyLoss smoothed{of}", lambda: nn.CrossEntropyLoss(label_smoothing=0.1, **r), [x, classes]
        yield f"CrossEntropyLoss of probabilities{of}", lambda: nn.CrossEntropyLoss(**r), [x, (lambda s: x[0](s).softmax(1), x[1])]
        yield f"KLDivLoss{of}", lambda: nn.KLDivLoss(**r), [logs, p]
        yield f"PoissonNLLLoss{of}", lambda: nn.PoissonNLLLoss(full=True, **r), [x, counts]
        yield f"GaussianNLLLoss{of}", lambda: nn.GaussianNLLLoss(**r), [x, x, p]
        yield f"SoftMarginLoss{of}", lambda: nn.SoftMarginLoss(**r), [x, signs("n 4")]
        yield f"HingeEmbeddingLoss{of}", lambda: nn.HingeEmbeddingLoss(**r), [x, signs("n 4")]
        yield f"CosineEmbeddingLoss{of}", lambda: nn.CosineEmbeddingLoss(margin=0.2, **r), [x, x, signs("n")]
        yield f"MarginRankingLoss{of}", lambda: nn.MarginRankingLoss(margin=0.2, **r), [floats("n"), floats("n"), signs("n")]
        yield f"MultiLabelMarginLoss{of}", lambda: nn.MultiLabelMarginLoss(**r), [floats("2 4"), fixed([[3, 0, -1, 1], [2, -1, 0, 0]])]
        yield f"MultiLabelSoftMarginLoss{of}", lambda: nn.MultiLabelSoftMarginLoss(**r), [x, integers("n 4", 2)]
        yield f"MultiMarginLoss{of}", lambda: nn.MultiMarginLoss(**r), [x, classes]
        yield f"TripletMarginLoss{of}", lambda: nn.TripletMarginLoss(swap=True, **r), [x, x, x]
        yield f"TripletMarginWithDistanceLoss{of}", lambda: nn.TripletMarginWithDistanceLoss(**r), [x, x, x]
        yield (f"CTCLoss{of}", lambda: nn.CTCLoss(**r),
               [(lambda s: torch.randn(5, 2, 4).log_softmax(2), ["5", "2", "4"]), fixed([[1, 2], [3, 1]]), fixed([5, 4]), fixed([2, 1])])
