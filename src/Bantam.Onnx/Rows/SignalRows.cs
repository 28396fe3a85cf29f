using Bantam.Onnx.Reading;
using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Fourier transforms and what goes with them.</summary>
internal static class SignalRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<DFT>((a, op) => new(a.Bool("inverse", false, op?.IsInverse), a.Bool("onesided", false, op?.IsOneSided)), since: 20),
        Of<STFT>((a, op) => new(a.Bool("onesided", true, op?.IsOneSided)), since: 17),
        Of<HannWindow>((a, op) => new(Element(a, op?.Element), IsPeriodic(a, op)), since: 17),
        Of<HammingWindow>((a, op) => new(Element(a, op?.Element), IsPeriodic(a, op)), since: 17),
        Of<BlackmanWindow>((a, op) => new(Element(a, op?.Element), IsPeriodic(a, op)), since: 17),
        Of<MelWeightMatrix>((a, op) => new(Element(a, op?.Element)), since: 17),

        new(nameof(DFT), 17, WithAxis),
    ];

    private static ElementType Element(Attributes a, ElementType? present) => a.Element("output_datatype", ElementType.Float, present);

    private static bool IsPeriodic(Attributes a, CosineWindow? op) => a.Bool("periodic", true, op?.IsPeriodic);

    /// <summary>Before version 20 the axis was an attribute.</summary>
    private static Tensor[] WithAxis(OnnxNode node)
    {
        var a = node.Attributes;
        var op = new DFT(a.Bool("inverse", false, null), a.Bool("onesided", false, null));
        return node.Apply(op, node.Input(0), node.Optional(1), Tensor.Scalar((long)a.Int("axis", 1)));
    }
}
