using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// The discrete Fourier transform along an axis of real or complex numbers, whose parts are the last axis, one or two. Inputs: the signal;
/// its length, to which it is cut or filled with zeros; the axis, −2 where it is absent.
/// <see href="https://onnx.ai/onnx/operators/onnx__DFT.html"/>
/// </summary>
/// <param name="IsInverse">Whether it is the inverse, which is divided by the length.</param>
/// <param name="IsOneSided">
/// Whether of real signals only the frequencies up to half of the length are given; the inverse takes those and gives a real signal.
/// </param>
public sealed record DFT(bool IsInverse = false, bool IsOneSided = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (shape.Rank < 2 || shape[-1].Size is not (1 or 2) || !inputs[0].Element.IsFloating())
            throw new ShapeException($"the last axis must hold the parts of numbers, one or two floats; the input is {inputs[0]}.");
        if (inputs.IsComputed(2)) return [inputs[0] with { Shape = new Shape(inputs.Unknown(shape.Rank)) }];
        var axis = AxisOf(shape, inputs.OptionalIntegers(2, "The axis"));
        if (IsOneSided && !IsInverse && shape[-1].Size == 2)
            throw new ShapeException($"a transform of one side is one of real numbers; the input is {inputs[0]}.");
        var length = inputs.Optional(1) is null ? IsOneSided && IsInverse ? (shape[axis] - 1) * 2 : shape[axis]
            : inputs.Elements(1) is [var given] ? given : inputs.Unknown();
        var sizes = shape.ToArray();
        sizes[axis] = IsOneSided && !IsInverse ? (length / 2) + 1 : length;
        sizes[^1] = IsOneSided && IsInverse ? 1 : 2;
        return [inputs[0] with { Shape = new Shape(sizes) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        if (inputs.Skip(1).Any(i => i is { Constant: null })) return null;
        var axis = AxisOf(x.Shape, inputs.ElementAtOrDefault(2)?.ToIntegers());
        if (!x.Shape[axis].IsKnown) return null;
        var length = LengthOf(x.Shape[axis].Size, inputs.ElementAtOrDefault(1)?.ToIntegers()[0]);
        if (length < 1) return null;

        // The axis is brought to the end; that of the parts goes.
        var rank = x.Shape.Rank;
        int[] order = [.. Enumerable.Range(0, rank - 1).Where(a => a != axis), axis];
        var real = Fit(FourierSteps.Part(x, 0)!, length).Transpose(order);
        var imaginary = FourierSteps.Part(x, 1) is { } part ? Fit(part, length).Transpose(order) : null;
        if (IsOneSided && IsInverse)
            (real, imaginary) = (Mirrored(real, length, 1), imaginary is null ? null : Mirrored(imaginary, length, -1));
        var (re, im) = FourierSteps.Transform(real, imaginary, IsInverse);
        if (IsInverse) (re, im) = (re / (double)length, im / (double)length);
        if (IsOneSided && !IsInverse) (re, im) = (Cut(re), Cut(im));
        int[] back = [.. Enumerable.Range(0, rank - 1).Select(a => Array.IndexOf(order, a))];
        (re, im) = (re.Transpose(back), im.Transpose(back));
        return [IsOneSided && IsInverse ? re.Unsqueeze(-1) : FourierSteps.Complex(re, im)];

        Tensor Fit(Tensor part, int size)
        {
            var (before, after) = (new int[rank - 1], new int[rank - 1]);
            after[axis] = (IsOneSided && IsInverse ? (size / 2) + 1 : size) - x.Shape[axis].Size;
            return part.Pad(before, after);
        }

        Tensor Cut(Tensor part) => part.Slice([rank - 2], [0], [(length / 2) + 1]);
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, result) = (inputs[0]!, new NdArray(outputs[0]));
        var axis = AxisOf(x.Type.Shape, inputs.ElementAtOrDefault(2)?.ToIntegers());
        var length = LengthOf(x.Sizes[axis], inputs.ElementAtOrDefault(1)?.ToIntegers()[0]);
        var isMirrored = IsOneSided && IsInverse;
        result.ForEach((at, offset) =>
        {
            var sum = 0.0;
            for (var j = 0; j < length; j++)
            {
                var isOther = isMirrored && j > length / 2;
                var (from, part) = (isOther ? length - j : j, at[^1]);
                if (from >= x.Sizes[axis]) continue;
                int[] place = [.. at];
                place[axis] = from;
                var (sin, cos) = Math.SinCos((IsInverse ? 2 : -2) * Math.PI * ((long)j * at[axis] % length) / length);
                var re = Part(place, 0);
                var im = x.Sizes[^1] < 2 ? 0 : Part(place, 1) * (isOther ? -1 : 1);
                sum += part == 0 ? (re * cos) - (im * sin) : (re * sin) + (im * cos);
            }

            result.Elements[offset] = IsInverse ? sum / length : sum;
        });
        return [result];

        double Part(int[] place, int part) => x[[.. place[..^1], part]];
    }

    /// <summary>Both sides of the frequencies of a real signal: those above half of the length are conjugates.</summary>
    private static Tensor Mirrored(Tensor half, int length, int sign)
    {
        var axis = half.Shape.Rank - 1;
        var count = length - (length / 2) - 1;
        if (count == 0) return half;
        var other = half.Slice([axis], [count], [0], [-1]);
        return Tensor.Concat(axis, half, sign < 0 ? -other : other);
    }

    private static int AxisOf(Shape shape, int[]? given)
    {
        var axis = shape.Axis(given?[0] ?? -2);
        return axis < shape.Rank - 1 ? axis
            : throw new ShapeException($"the axis must not be the last one, that of the parts; it is {axis} of {shape}.");
    }

    private int LengthOf(int size, int? given) => given ?? (IsOneSided && IsInverse ? (size - 1) * 2 : size);
}
