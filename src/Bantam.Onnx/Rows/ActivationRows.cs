using Bantam.Onnx.Reading;
using Bantam.Operators.Activation;
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
        Of<Sigmoid>(),
        Of<Tanh>(),
        Of<Softplus>(),
        Of<Gelu>((a, op) => new(a.Choice("approximate", "none", Approximations, op?.Approximate)), since: 20),
        Of<HardSigmoid>((a, op) => new(a.Float("alpha", 0.2f, op?.Alpha), a.Float("beta", 0.5f, op?.Beta))),
        Of<HardSwish>(since: 14),
        Of<Softmax>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 13),
        Of<LogSoftmax>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 13),

        new(nameof(Softmax), 1, node => OverMatrix(node, new Softmax(1))),
        new(nameof(LogSoftmax), 1, node => OverMatrix(node, new LogSoftmax(1))),
    ];

    /// <summary>Before version 13 the sum went over all axes from the given one on, as if the input were a matrix.</summary>
    private static Tensor[] OverMatrix(OnnxNode node, SoftmaxFamily op)
    {
        var input = node.Input(0);
        var axis = node.Attributes.Int("axis", 1);
        return axis == -1 || axis == input.Shape.Rank - 1
            ? node.Apply(op with { Axis = -1 })
            : node.Give(op.ApplyOne(input.Flatten(axis)).Reshape(input.Shape));
    }
}
