using Bantam.Onnx.Reading;
using Bantam.Operators.Pooling;
using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Pooling over images of any number of axes.</summary>
internal static class PoolRows
{
    /// <summary>The version before the one that brought the norm of an image to BFloat16.</summary>
    private const int BeforeSmallFloats = 21;

    public static IEnumerable<OperatorRow> All =>
    [
        Of<MaxPool>((a, op) => new(Pooling(a, op?.Attributes))) with { Read = Largest },
        Of<MaxPoolWithIndices>(
            (a, op) => new(Pooling(a, op?.Attributes), a.Bool("storage_order", false, op?.IsColumnMajor)), since: 8, nameof(MaxPool))
            with { Read = Largest },
        Of<AveragePool>(Average),
        Of<LpPool>((a, op) => new(Pooling(a, op?.Attributes), a.Int("p", 2, op?.P)), since: 2),
        new(nameof(LpPool), 1, node => node.Apply(new LpPool(Pooling(node.Attributes, null), EarlyP(node)))),
        Of<MaxUnpool>(Unpooling, since: 9),
        Of<GlobalAveragePool>(),
        Of<GlobalLpPool>((a, op) => new(a.Int("p", 2, op?.P)), since: 2) with { NewestRun = BeforeSmallFloats },
        new(nameof(GlobalLpPool), 1, node => node.Apply(new GlobalLpPool(EarlyP(node)))),
        new("GlobalMaxPool", 1, GlobalMaxPool),
    ];

    /// <summary>Reads or writes the attributes of average pooling.</summary>
    internal static AveragePool Average(Attributes a, AveragePool? op = null) =>
        new(Pooling(a, op?.Attributes), a.Bool("count_include_pad", false, op?.CountIncludePad));

    /// <summary>Where the places of the largest elements are not named nothing reads them.</summary>
    private static Tensor[] Largest(OnnxNode node)
    {
        var a = node.Attributes;
        var isColumnMajor = a.Bool("storage_order", false, null);
        return node.NamedOutputs == 1 && node.OutputCount == 1 ? node.Apply(new MaxPool(Pooling(a, null)))
            : node.Apply(new MaxPoolWithIndices(Pooling(a, null), isColumnMajor));
    }

    private static PoolAttributes Pooling(Attributes a, PoolAttributes? op)
    {
        var kernel = a.OptionalInts("kernel_shape", op?.Kernel) ?? throw a.Fault("attribute 'kernel_shape' is missing.");
        var isCeiling = a.Bool("ceil_mode", false, op?.CeilMode);
        var window = Window.Read(a, kernel, op?.Strides, op?.Pads, op?.Dilations);
        var dilations = window.Dilations.All(d => d == 1) ? null : window.Dilations;
        return new(window.Kernel, window.Strides, window.Pads, isCeiling, Dilations: dilations);
    }

    private static MaxUnpool Unpooling(Attributes a, MaxUnpool? op)
    {
        var kernel = a.OptionalInts("kernel_shape", op?.Kernel) ?? throw a.Fault("attribute 'kernel_shape' is missing.");
        var window = Window.Read(a, kernel, op?.Strides, op?.Pads, null);
        return new(window.Kernel, window.Strides, window.Pads);
    }

    /// <summary>In version 1 p was a float.</summary>
    private static int EarlyP(OnnxNode node)
    {
        var p = node.Attributes.Float("p", 2);
        return p >= 1 && p <= int.MaxValue && p == MathF.Floor(p) ? (int)p
            : throw new GapException($"attribute 'p' is {p}; Bantam's norms have a whole number from 1 on.");
    }

    private static Tensor[] GlobalMaxPool(OnnxNode node)
    {
        var image = node.Input(0);
        var axes = Enumerable.Range(2, Math.Max(0, image.Shape.Rank - 2)).Select(axis => (long)axis);
        return node.Apply(new ReduceMax(KeepDimensions: true), image, MovementRows.Vector([.. axes]));
    }
}
