using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Convolution, pooling and normalization over images of any number of axes.</summary>
internal static class WindowRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Conv>((a, op) => new(Convolution(a, op?.Attributes))).Weights(None, Trained, Trained),
        Of<ConvInteger>((a, op) => new(Convolution(a, op?.Attributes)), since: 10),
        Of<ConvTranspose>(Transposed).Weights(None, Trained, Trained),
        Of<MaxPool>(Maximum) with { Read = LargestAlone },
        Of<AveragePool>(Average),
        Of<GlobalAveragePool>(),
        new("GlobalMaxPool", 1, GlobalMaxPool),
        (Of<BatchNormalization>(Normalization, since: 9) with { LeastOutputs = 1, Read = LateNormalization })
            .Weights(None, Trained, Trained, Kept, Kept),
        new OperatorRow(nameof(BatchNormalization), 1, EarlyNormalization).Weights(None, Trained, Trained, Kept, Kept),
    ];

    /// <summary>Reads or writes the attributes of a convolution.</summary>
    /// <param name="a">The attributes.</param>
    /// <param name="written">What is written.</param>
    /// <param name="weights">Which input is the weights.</param>
    internal static ConvolutionAttributes Convolution(Attributes a, ConvolutionAttributes? written, int weights = 1)
    {
        var window = Window.Read(a, WeightedKernel(a, written is not null, weights), written?.Strides, written?.Pads, written?.Dilations);
        return new ConvolutionAttributes(window.Strides, window.Pads, window.Dilations, Groups(a, written));
    }

    /// <summary>The padding follows from the output's shape where the node says that instead.</summary>
    private static ConvTranspose Transposed(Attributes a, ConvTranspose? op)
    {
        var kernel = WeightedKernel(a, op is not null);
        var group = Groups(a, op?.Attributes);
        var none = Ints.From(new int[kernel.Count]);
        var padding = a.Ints("output_padding", none, op?.OutputPadding);
        if (padding.Count != kernel.Count || padding.Any(p => p < 0))
            throw a.Fault($"attribute 'output_padding' has {kernel.Count} numbers from 0 on; it is {padding}.");
        var written = op?.Attributes;
        var window = Window.Read(
            a, kernel, written?.Strides, written?.Pads, written?.Dilations,
            (axis, size, w) => Length(w, axis, size) - ((long)size * w.Strides[axis]));
        if (a.OptionalInts("output_shape", null) is { } shape)
        {
            if (shape.Count != kernel.Count) throw a.Fault($"attribute 'output_shape' has {kernel.Count} numbers; it is {shape}.");
            var rest = kernel.Select((_, axis) => Length(window, axis, a.Inputs[0]!.Shape[axis + 2].Size) - shape[axis]).ToArray();
            padding = Ints.From(padding.Select((p, axis) => (int)(p + Math.Max(0, -rest[axis]))));
            window = window.Padded(a, axis => rest[axis], isUpper: a.Text("auto_pad", "NOTSET", null) == "SAME_UPPER");
        }

        return new(new ConvolutionAttributes(window.Strides, window.Pads, window.Dilations, group), padding);

        long Length(Window w, int axis, int size) =>
            ((size - 1L) * w.Strides[axis]) + padding[axis] + ((kernel[axis] - 1L) * w.Dilations[axis]) + 1;
    }

    /// <summary>The window's size as the weights have it; the attribute may say it again.</summary>
    private static Ints WeightedKernel(Attributes a, bool isWritten, int input = 1)
    {
        var weights = a.Inputs.ElementAtOrDefault(input)?.Shape ?? throw a.Fault($"input {input} is missing.");
        if (weights.Rank < 3) throw a.Fault($"weights have at least three axes; they are {weights}.");
        var kernel = Ints.From(weights.Skip(2).Select(d => d.Size));
        return a.OptionalInts("kernel_shape", isWritten ? kernel : null) is not { } said || said.Equals(kernel) ? kernel
            : throw a.Fault($"attribute 'kernel_shape' is {said}; the weights are {weights}.");
    }

    private static int Groups(Attributes a, ConvolutionAttributes? op)
    {
        var group = a.Int("group", 1, op?.Group);
        return group >= 1 ? group : throw a.Fault($"attribute 'group' is a number from 1 on; it is {group}.");
    }

    private static Tensor[] LargestAlone(OnnxNode node) => node.OutputCount == 1 ? node.Apply(Maximum(node.Attributes))
        : throw new GapException($"Bantam's {node.Type} has one output; the node has {node.OutputCount}.");

    private static MaxPool Maximum(Attributes a, MaxPool? op = null)
    {
        a.Only("storage_order", 0);
        return new(Pooling(a, op?.Attributes));
    }

    /// <summary>Average pooling with a node's attributes.</summary>
    internal static Tensor AverageOf(OnnxNode node, Tensor image) => Average(node.Attributes).ApplyOne(image);

    private static AveragePool Average(Attributes a, AveragePool? op = null) =>
        new(Pooling(a, op?.Attributes), a.Bool("count_include_pad", false, op?.CountIncludePad));

    private static PoolAttributes Pooling(Attributes a, PoolAttributes? op)
    {
        var kernel = a.OptionalInts("kernel_shape", op?.Kernel) ?? throw a.Fault("attribute 'kernel_shape' is missing.");
        var isCeiling = a.Bool("ceil_mode", false, op?.CeilMode);
        var window = Window.Read(a, kernel, op?.Strides, op?.Pads, null);
        return window.Dilations.All(d => d == 1) ? new(window.Kernel, window.Strides, window.Pads, isCeiling)
            : throw new GapException($"attribute 'dilations' is {window.Dilations}; Bantam pools over windows without gaps only.");
    }

    private static Tensor[] GlobalMaxPool(OnnxNode node)
    {
        var image = node.Input(0);
        var axes = Enumerable.Range(2, Math.Max(0, image.Shape.Rank - 2)).Select(axis => (long)axis);
        return node.Apply(new ReduceMax(KeepDimensions: true), image, MovementRows.Vector([.. axes]));
    }

    private static BatchNormalization Normalization(Attributes a, BatchNormalization? op)
    {
        if (a.Rank(0) < 2) throw a.Fault($"batches have at least two axes; this one is {a.Inputs[0]}.");
        return new(
            a.Float("epsilon", 1e-5f, op?.Epsilon), a.Float("momentum", 0.9f, op?.Momentum),
            a.Bool("training_mode", false, op?.TrainingMode));
    }

    private static Tensor[] LateNormalization(OnnxNode node)
    {
        RequireInference(node);
        return node.Apply(Normalization(node.Attributes, null));
    }

    /// <summary>From version 7 to 13 a node trains where it gives the new statistics too.</summary>
    private static void RequireInference(OnnxNode node)
    {
        if (node.Version is >= 7 and < 14 && node.NamedOutputs > 1)
            throw new GapException(
                $"it trains, as up to version 13 of the standard a node with more than one output does; this one has {node.NamedOutputs}, "
                + "and Bantam's training begins with a model that predicts. Export the model for inference.");
    }

    /// <summary>Before version 9 statistics could be those of every pixel, and before 7 the node said whether it trains.</summary>
    private static Tensor[] EarlyNormalization(OnnxNode node)
    {
        node.Attributes.Only("spatial", 1);
        if (node.Version < 7 && node.OutputCount > 1 && !node.Attributes.Bool("is_test", false, null))
            throw new GapException("it trains, in a way that version 7 of the standard gave up.");

        RequireInference(node);
        return node.Apply(Normalization(node.Attributes, null));
    }
}
