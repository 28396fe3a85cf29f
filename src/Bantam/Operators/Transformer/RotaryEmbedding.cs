using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Transformer;

/// <summary>
/// Rotary position embedding (Su and others 2021): pairs of features are turned by angles that grow with the place. Inputs: x [batch,
/// heads, seq, width] or [batch, seq, heads·width]; the cosines and sines of the angles [batch, seq, turned/2], or [places, turned/2]
/// where input 3 gives the place of each, Int64 [batch, seq].
/// <see href="https://onnx.ai/onnx/operators/onnx__RotaryEmbedding.html"/>
/// </summary>
/// <param name="IsInterleaved">Whether a pair is two neighbours; else it is one of the first half and one of the second.</param>
/// <param name="Turned">How many features of a head are turned, the first ones; 0 for all.</param>
/// <param name="HeadCount">How many heads lie side by side; 0 where they have an axis.</param>
public sealed record RotaryEmbedding(bool IsInterleaved = false, int Turned = 0, int HeadCount = 0) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var x = inputs.Shape(0);
        if (x.Rank is not (3 or 4)) throw new ShapeException($"x has three axes or four; it is {inputs[0]}.");
        if (x.Rank == 3 && (HeadCount < 1 || Dimension.DivideEvenly(x[2], HeadCount) is null))
            throw new ShapeException($"x is {inputs[0]}; a number of heads divides the last of three axes, and {HeadCount} is given.");
        var width = x.Rank == 3 ? x[2] / HeadCount : x[3];
        var turned = Turned > 0 ? Turned : width;
        if (Turned < 0 || (turned % 2 is { IsKnown: true } rest && rest.Size != 0)
            || (width.IsKnown && turned.IsKnown && turned.Size > width.Size))
            throw new ShapeException($"an even number of a head's {width} features is turned; it is {turned}.");
        Dimension[] places = inputs.Optional(3) is null ? [x[0], x.Rank == 3 ? x[1] : x[2]] : [inputs.Shape(1)[0]];
        var expected = inputs[0] with { Shape = new Shape([.. places, turned / 2]) };
        for (var i = 1; i < 3; i++)
            if (inputs[i].Element != expected.Element || Shape.Differ(inputs.Shape(i), expected.Shape))
                throw new ShapeException($"cosines and sines are {expected}; input {i} is {inputs[i]}.");
        if (inputs.Optional(3) is { } ids && Shape.Differ(ids.Shape, new Shape(x[0], x.Rank == 3 ? x[1] : x[2])))
            throw new ShapeException($"each sample and place of x has a place in input 3; x is {inputs[0]}, input 3 is {ids}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var given = inputs[0]!;

        // Heads that lie side by side stay where they are: [batch, seq, heads, width].
        var isPacked = given.Shape.Rank == 3;
        var x = isPacked ? given.Reshape(new Shape(given.Shape[0], given.Shape[1], HeadCount, given.Shape[2] / HeadCount)) : given;
        var (cosines, sines) = (Angles(inputs[1]!), Angles(inputs[2]!));
        var width = x.Shape[-1];
        var isWhole = Turned == 0 || width.Equals(Turned);
        var turned = isWhole ? x : x.Slice([3], [0], [Turned]);
        var half = (isWhole ? width : Turned) / 2;
        var (first, second) = IsInterleaved ? Neighbours(turned) : Halves(turned);
        var (real, imaginary) = ((first * cosines) - (second * sines), (first * sines) + (second * cosines));
        var result = IsInterleaved
            ? Tensor.Concat(4, real.Unsqueeze(4), imaginary.Unsqueeze(4)).Reshape(turned.Shape)
            : Tensor.Concat(3, real, imaginary);
        if (!isWhole) result = Tensor.Concat(3, result, x.Slice([3], [Turned], [int.MaxValue]));
        return [isPacked ? result.Reshape(given.Shape) : result];

        Tensor Angles(Tensor cache) =>
            (inputs.ElementAtOrDefault(3) is { } ids ? cache.Gather(ids) : cache).Unsqueeze(isPacked ? 2 : 1);

        (Tensor, Tensor) Halves(Tensor t)
        {
            if (half is { IsKnown: true, Size: var size }) return (t.Slice([3], [0], [size]), t.Slice([3], [size], [2 * size]));
            var parts = new Split(3, 2).Apply(t);
            return (parts[0], parts[1]);
        }

        (Tensor, Tensor) Neighbours(Tensor t)
        {
            var pairs = t.Reshape(new Shape([.. t.Shape.Take(3), half, 2]));
            return (pairs.Gather(Tensor.Scalar(0L), 4), pairs.Gather(Tensor.Scalar(1L), 4));
        }
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, result) = (inputs[0]!, new NdArray(outputs[0], [.. inputs[0]!.Elements]));
        var width = x.Rank == 3 ? x.Sizes[2] / HeadCount : x.Sizes[3];
        var turned = Turned > 0 ? Turned : width;
        result.ForEach((at, offset) =>
        {
            var (place, feature) = x.Rank == 3 ? (at[1], at[2] % width) : (at[2], at[3]);
            if (feature >= turned) return;
            var isFirst = IsInterleaved ? feature % 2 == 0 : feature < turned / 2;
            var pair = IsInterleaved ? feature / 2 : feature % (turned / 2);
            var other = x.Elements[offset + ((isFirst ? 1 : -1) * (IsInterleaved ? 1 : turned / 2))];
            var (cosine, sine) = (Angle(inputs[1]!), Angle(inputs[2]!));
            result.Elements[offset] = (x.Elements[offset] * cosine) + (isFirst ? -other * sine : other * sine);

            double Angle(NdArray cache) => inputs.ElementAtOrDefault(3) is { } ids
                ? cache[Positions.Checked(ids[at[0], place], cache.Sizes[0]), pair]
                : cache[at[0], place, pair];
        });
        return [result];
    }
}
