using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Operators.Normalization;

/// <summary>
/// Local response normalization (Krizhevsky, Sutskever and Hinton 2012): x / (bias + alpha / size · Σ x²)^beta, summed over a window of
/// channels (axis 1), which sees zeros beyond the first and the last. <see href="https://onnx.ai/onnx/operators/onnx__LRN.html"/>
/// </summary>
/// <param name="Size">The channels of the window; of an even number there is one more behind than before.</param>
/// <param name="Alpha">The factor of the mean.</param>
/// <param name="Beta">The exponent.</param>
/// <param name="Bias">What is added to the mean.</param>
public sealed record LRN(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Operator
{
    private int Before => (Size - 1) / 2;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.Shape(0).Rank < 2) throw new ShapeException($"a batch has at least two axes, [N, C, …]; this one is {inputs.Shape(0)}.");
        return Size >= 1 ? [inputs[0]] : throw new ShapeException($"a window has one channel or more; this one has {Size}.");
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (shape, labels) = (inputs.Shape(0), AxisMap.Labels(inputs.Shape(0)));
        labels[1] = new AxisLabel(AxisKind.Mixed);
        return new AxisMap([AxisMap.Axes(shape, labels)], [AxisMap.Axes(shape, labels)]);
    }

    /// <summary>
    /// The sums are those of pooling along the channels, in the order [N, C, …] of which a pixel is a vector's lane as a channel is that of
    /// ordinary pooling.
    /// </summary>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var squares = (x * x).Reshape(new Shape(x.Shape[0], x.Shape[1], x.Shape.Product(2, x.Shape.Rank))).Transpose(0, 2, 1);
        var window = new PoolAttributes([Size], [1], [Before, Size - 1 - Before]);
        var mean = new AveragePool(window, CountIncludePad: true).ApplyOne(squares).Transpose(0, 2, 1).Reshape(x.Shape);
        return [x * ((mean * Alpha) + Bias).Pow(-Beta)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, result) = (inputs[0]!, new NdArray(outputs[0]));
        x.ForEach((at, offset) =>
        {
            int[] other = [.. at];
            var sum = 0.0;
            for (var c = Math.Max(at[1] - Before, 0); c < Math.Min(at[1] - Before + Size, x.Sizes[1]); c++)
            {
                other[1] = c;
                sum += x[other] * x[other];
            }

            result.Elements[offset] = x.Elements[offset] / Math.Pow(Bias + ((double)Alpha / Size * sum), Beta);
        });
        return [result];
    }
}
