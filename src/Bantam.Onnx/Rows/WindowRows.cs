using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Convolution and normalization over images of any number of axes.</summary>
internal static class WindowRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Conv>((a, op) => new(Convolution(a, op?.Attributes))).Weights(None, Trained, Trained),
        Of<ConvInteger>((a, op) => new(Convolution(a, op?.Attributes)), since: 10),
        Of<ConvTranspose>(Transposed).Weights(None, Trained, Trained),
        Of<Col2Im>((a, op) => new(
            a.OptionalInts("strides", op?.Strides), a.OptionalInts("pads", op?.Pads),
            a.OptionalInts("dilations", op?.Dilations)), since: 18),
        // In training mode a node has three outputs, whether anything reads the new running values or not.
        (Of<BatchNormalization>(Normalization, since: 9) with
        {
            LeastOutputs = 1, NamesAll = op => op is BatchNormalization { TrainingMode: true }, Read = LateNormalization,
        })
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

    private static BatchNormalization Normalization(Attributes a, BatchNormalization? op)
    {
        if (a.Rank(0) < 2) throw a.Fault($"batches have at least two axes; this one is {a.Inputs[0]}.");
        return new(
            a.Float("epsilon", 1e-5f, op?.Epsilon), a.Float("momentum", 0.9f, op?.Momentum),
            a.Bool("training_mode", false, op?.TrainingMode));
    }

    private static Tensor[] LateNormalization(OnnxNode node) =>
        Normalized(node, trains: node.Version < 14 && node.NamedOutputs > 1);

    /// <summary>Before version 9 statistics could be those of every pixel, and before 7 the node said whether it trains.</summary>
    private static Tensor[] EarlyNormalization(OnnxNode node)
    {
        node.Attributes.Only("spatial", 1);
        var isTest = node.Version < 7 && node.Attributes.Bool("is_test", false, null);
        if (!isTest || node.OutputCount == 1) return Normalized(node, trains: node.NamedOutputs > 1);

        // A test may name what only training fills.
        var (mean, variance) = (node.Input(3), node.Input(4));
        return [.. Normalized(node, trains: false), mean, variance, mean, variance];
    }

    /// <summary>Up to version 13 a node that trains also gives the statistics of the batch that it normalized by.</summary>
    private static Tensor[] Normalized(OnnxNode node, bool trains)
    {
        var op = Normalization(node.Attributes, null);
        if (!trains) return node.Apply(op);
        var outputs = node.Apply(op with { TrainingMode = true });
        if (node.NamedOutputs <= outputs.Length) return outputs;
        var x = node.Input(0);
        int[] others = [0, .. Enumerable.Range(2, x.Shape.Rank - 2)];
        var mean = x.ReduceMean(others, keepDimensions: true);
        var centred = x - mean;
        return [.. outputs, mean.Reshape(-1), (centred * centred).ReduceMean(others)];
    }
}
