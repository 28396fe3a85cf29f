using Bantam.Onnx.Reading;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Activations.</summary>
internal static class ActivationRows
{
    private static readonly (string, GeluApproximation)[] Approximations =
        [("none", GeluApproximation.None), ("tanh", GeluApproximation.Tanh)];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<Relu>(),
        Of<LeakyRelu>((a, op) => new(a.Float("alpha", 0.01f, op?.Alpha))),
        Of<Elu>((a, op) => new(a.Float("alpha", 1, op?.Alpha))),
        Of<Celu>((a, op) => new(a.Float("alpha", 1, op?.Alpha)), since: 12),
        Of<Selu>((a, op) => new(a.Float("alpha", 1.67326319f, op?.Alpha), a.Float("gamma", 1.05070102f, op?.Gamma)), since: 6),
        Of<PRelu>(since: 7),
        Of<ThresholdedRelu>((a, op) => new(a.Float("alpha", 1, op?.Alpha))),
        Of<Shrink>((a, op) => new(a.Float("bias", 0, op?.Bias), a.Float("lambd", 0.5f, op?.Lambda)), since: 9),
        Of<Softsign>(),
        Of<Mish>(since: 18),
        Of<Swish>((a, op) => new(a.Float("alpha", 1, op?.Alpha)), since: 24),
        Of<Sigmoid>(),
        Of<Tanh>(),
        Of<Softplus>(),
        Of<Gelu>((a, op) => new(a.Choice("approximate", "none", Approximations, op?.Approximate)), since: 20),
        Of<HardSigmoid>((a, op) => new(a.Float("alpha", 0.2f, op?.Alpha), a.Float("beta", 0.5f, op?.Beta))),
        Of<HardSwish>(since: 14),
        Of<Softmax>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 13),
        Of<LogSoftmax>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 13),
        Of<Hardmax>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 13),

        new(nameof(Softmax), 1, node => OverMatrix(node, new Softmax(1))),
        new(nameof(LogSoftmax), 1, node => OverMatrix(node, new LogSoftmax(1))),
        new(nameof(Hardmax), 1, node => OverMatrix(node, new Hardmax(1))),
        new("SwiGLU", 27, SwiGlu),
        new(nameof(Selu), 1, RoundedSelu),
        new(nameof(PRelu), 1, SlopeOfChannels),
    ];

    /// <summary>Before version 6 the numbers had fewer digits.</summary>
    private static Tensor[] RoundedSelu(OnnxNode node) =>
        node.Apply(new Selu(node.Attributes.Float("alpha", 1.6732f), node.Attributes.Float("gamma", 1.0507f)));

    /// <summary>Swish of input 0 times input 1 (Shazeer 2020).</summary>
    private static Tensor[] SwiGlu(OnnxNode node) =>
        node.Apply(new Mul(), new Swish(node.Attributes.Float("alpha", 1)).ApplyOne(node.Input(0)), node.Input(1));

    /// <summary>Before version 7 the slope was one number, or one for each channel.</summary>
    private static Tensor[] SlopeOfChannels(OnnxNode node)
    {
        var (x, slope) = (node.Input(0), node.Input(1));
        if (slope.Shape.Rank == 1 && slope.Shape[0] != 1 && x.Shape.Rank > 2)
            slope = slope.Unsqueeze([.. Enumerable.Range(1, x.Shape.Rank - 2)]);
        return node.Apply(new PRelu(), x, slope);
    }

    /// <summary>Before version 13 the sum went over all axes from the given one on, as if the input were a matrix.</summary>
    private static Tensor[] OverMatrix(OnnxNode node, AlongAxisOperator op)
    {
        var input = node.Input(0);
        var axis = node.Attributes.Int("axis", 1);
        return axis == -1 || axis == input.Shape.Rank - 1
            ? node.Apply(op with { Axis = -1 })
            : node.Give(op.ApplyOne(input.Flatten(axis)).Reshape(input.Shape));
    }
}
