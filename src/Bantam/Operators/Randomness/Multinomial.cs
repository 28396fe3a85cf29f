using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Classes drawn with the probabilities whose logarithms, up to a sum of their own, are the rows of input 0 [batch, classes]: so many
/// of each row, with replacement. <see href="https://onnx.ai/onnx/operators/onnx__Multinomial.html"/>
/// </summary>
/// <param name="Element">The element type of the output, Int32 or Int64.</param>
/// <param name="SampleSize">How many are drawn of each row; the output is [batch, samples].</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record Multinomial(ElementType Element = ElementType.Int32, int SampleSize = 1, int Seed = 0, int Stream = 0)
    : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 1;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (Element is not (ElementType.Int32 or ElementType.Int64))
            throw new ShapeException($"classes are drawn as Int32 or Int64; 'dtype' is {Element}.");
        if (SampleSize < 1) throw new ShapeException($"one class or more is drawn of each row; 'sample_size' is {SampleSize}.");
        Checked(inputs[0].Element);
        return inputs.Shape(0) is { Rank: 2 } shape && (!shape[1].IsKnown || shape[1].Size > 0)
            ? [new TensorType(Element, new Shape([shape[0], SampleSize]))]
            : throw new ShapeException($"input 0 has a row of classes for each sample, [batch, classes]; it is {inputs[0]}.");
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (shape, batch) = (inputs.Shape(0), new AxisLabel());
        AxisPart[][] given = [AxisMap.Axis(batch, shape[0]), AxisMap.Axis(new AxisLabel(AxisKind.Mixed), shape[1])];
        AxisPart[][] drawn = [AxisMap.Axis(batch, shape[0]), AxisMap.Axis(new AxisLabel(), SampleSize)];
        return new AxisMap([given, .. Enumerable.Repeat((AxisPart[][]?)null, inputs.Count - 1)], [drawn]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        // A number from 0 to 1 lies behind as many of the probabilities' sums as its class has others before it. The last sum is left
        // out: it is 1, but for rounding.
        var logits = inputs[0]!.Cast(inputs[0]!.Element == ElementType.Double ? ElementType.Double : ElementType.Float);
        var sums = new CumSum().ApplyOne(logits.Softmax(), Tensor.Scalar(1L)).Slice([1], [0], [-1]);
        var uniform = Uniform(inputs, new Shape([logits.Shape[0], SampleSize]), logits.Element);
        return [(sums.Unsqueeze(1) <= uniform.Unsqueeze(2)).Cast(Element).ReduceSum([2])];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (uniform, logits, classes) = (Uniform(inputs), inputs[0]!.Elements, inputs[0]!.Sizes[1]);
        return [new NdArray(outputs[0], [.. Enumerable.Range(0, outputs[0].Shape.ElementCount).Select(i => (double)Draw(i))])];

        int Draw(int index)
        {
            var row = logits.AsSpan(index / SampleSize * classes, classes);
            var (largest, total) = (double.NegativeInfinity, 0.0);
            foreach (var logit in row) largest = Math.Max(largest, logit);
            foreach (var logit in row) total += Math.Exp(logit - largest);
            var left = uniform(index, 0) * total;
            for (var c = 0; c < classes - 1; c++)
            {
                left -= Math.Exp(row[c] - largest);
                if (left < 0) return c;
            }

            return classes - 1;
        }
    }
}
