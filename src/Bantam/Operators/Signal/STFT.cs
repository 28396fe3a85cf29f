using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Fourier transforms of frames that a signal of [batch, length, parts] is cut into: [batch, frames, frequencies, 2]. Inputs: the signal;
/// the distance of frames; a window that each is multiplied with, or none; the length of a frame, that of the window where it is absent.
/// <see href="https://onnx.ai/onnx/operators/onnx__STFT.html"/>
/// </summary>
/// <param name="IsOneSided">Whether only the frequencies up to half of the length are given, of a real signal.</param>
public sealed record STFT(bool IsOneSided = true) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (shape, isOne) = (inputs.Shape(0), IsOneSided);
        if (shape.Rank is not (2 or 3) || (shape.Rank == 3 && shape[2].Size is not (1 or 2)) || !inputs[0].Element.IsFloating())
            throw new ShapeException($"the signal must be floats of [batch, length, parts]; it is {inputs[0]}.");
        var length = inputs.Optional(3) is not null ? inputs.Elements(3) is [var given] ? given : inputs.Unknown()
            : inputs.Optional(2)?.Shape is { Rank: 1 } window ? window[0]
            : throw new ShapeException("there must be a window, which is a vector, or a length of frames; there is neither.");
        if (inputs.Optional(2) is { } w && (w.Element != inputs[0].Element || Shape.Differ(w.Shape, new Shape(length))))
            throw new ShapeException($"the window must be {inputs[0].Element} of the frames' length {length}; it is {w}.");
        if (inputs.Constant(1) is { } step && step.ToIntegers()[0] < 1)
            throw new ShapeException($"the distance of frames must be above 0; it is {step.ToIntegers()[0]}.");
        if ((length - shape[1] - 1).IsNonNegative) throw new ShapeException($"frames of {length} do not fit into {shape[1]} samples.");
        var frames = inputs.Elements(1) is [var distance] ? ((shape[1] - length) / distance) + 1 : inputs.Unknown();
        return [inputs[0] with { Shape = new Shape(shape[0], frames, isOne ? (length / 2) + 1 : length, 2) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var signal = inputs[0]!;
        if (inputs[1]!.Constant is null || inputs.ElementAtOrDefault(3) is { Constant: null } || !signal.Shape[1].IsKnown) return null;
        var step = inputs[1]!.ToIntegers()[0];
        var window = inputs.ElementAtOrDefault(2);
        var length = inputs.ElementAtOrDefault(3)?.ToIntegers()[0] ?? window!.Shape[0].Size;
        var count = ((signal.Shape[1].Size - length) / step) + 1;
        var places = Tensor.From<long>(
            [.. from frame in Enumerable.Range(0, count) from i in Enumerable.Range(0, length) select ((long)frame * step) + i],
            Shape.Of(count, length));
        if (signal.Shape.Rank == 2) signal = signal.Unsqueeze(-1);
        var frames = signal.Gather(places, 1);
        if (window is not null) frames *= window.Unsqueeze(-1);
        return [new DFT(IsOneSided: IsOneSided).ApplyOne(frames)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (signal, window, result) = (inputs[0]!, inputs.ElementAtOrDefault(2), new NdArray(outputs[0]));
        var step = inputs[1]!.ToIntegers()[0];
        var length = inputs.ElementAtOrDefault(3)?.ToIntegers()[0] ?? window!.Count;
        var parts = signal.Rank == 2 ? 1 : signal.Sizes[2];
        result.ForEach((at, offset) =>
        {
            var sum = 0.0;
            for (var j = 0; j < length; j++)
            {
                var place = ((at[0] * signal.Sizes[1]) + (at[1] * step) + j) * parts;
                var weight = window?.Elements[j] ?? 1;
                var (sin, cos) = Math.SinCos(-2 * Math.PI * ((long)j * at[2] % length) / length);
                var (re, im) = (signal.Elements[place] * weight, parts < 2 ? 0 : signal.Elements[place + 1] * weight);
                sum += at[3] == 0 ? (re * cos) - (im * sin) : (re * sin) + (im * cos);
            }

            result.Elements[offset] = sum;
        });
        return [result];
    }
}
