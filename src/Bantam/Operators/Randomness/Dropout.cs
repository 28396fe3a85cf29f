using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// In training each element is set to 0 with a probability, the others are divided by what is left of it (Srivastava and others
/// 2014); otherwise the input. Inputs: data, ratio (a scalar of the data's type, ½ where absent), training_mode (Bool, false where
/// absent). The second output says which elements were kept. <see href="https://onnx.ai/onnx/operators/onnx__Dropout.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record Dropout(int Seed = 0, int Stream = 0) : RandomOperator(Seed, Stream)
{
    private const double DefaultRatio = 0.5;

    /// <inheritdoc/>
    protected override int StandardInputs => 3;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        Checked(inputs[0].Element);
        if (inputs.Optional(1) is { } ratio && (Dimension.Differ(ratio.Shape.Count, 1) || !ratio.Element.IsFloating()))
            throw new ShapeException($"the ratio must be a floating-point scalar; it is {ratio}.");
        if (inputs.Optional(2) is { } mode && (Dimension.Differ(mode.Shape.Count, 1) || mode.Element != ElementType.Bool))
            throw new ShapeException($"training_mode must be a Bool scalar; it is {mode}.");
        return [inputs[0], inputs[0] with { Element = ElementType.Bool }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) =>
        AxisMap.Elementwise([inputs.Shape(0), .. Enumerable.Repeat((Shape?)null, inputs.Count - 1)], inputs.Shape(0), outputs: 2);

    /// <summary>Outside of training the input passes.</summary>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var isTraining = inputs.ElementAtOrDefault(2);
        if (isTraining is not null && isTraining.Constant?.Span<bool>()[0] != false) return null;
        return [inputs[0]!, Tensor.Scalar(true).Expand(inputs[0]!.Shape)];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var ratio = inputs.ElementAtOrDefault(1)?.Reshape(Shape.Scalar).Cast(x.Element) ?? x.Number(DefaultRatio);
        var isTraining = inputs.ElementAtOrDefault(2)?.Reshape(Shape.Scalar) ?? Tensor.Scalar(false);
        if (isTraining is { IsSymbolic: false } && !isTraining.Span<bool>()[0]) return [x, Tensor.Scalar(true).Expand(x.Shape)];
        var isKept = (Uniform(inputs, x.Shape, x.Element) >= ratio) | !isTraining;

        // At a ratio of 1 nothing is kept, and the gradient of what is not kept is 0 times the scale.
        var scale = Tensor.Where(isTraining, Tensor.Where(ratio < 1f, 1f / (1f - ratio), 0f), 1f);
        return [Tensor.Where(isKept, x * scale, 0f), isKept];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var ratio = inputs.ElementAtOrDefault(1)?.Elements[0] ?? DefaultRatio;
        var isTraining = (inputs.ElementAtOrDefault(2)?.Elements[0] ?? 0) != 0;
        var (result, mask) = (new NdArray(outputs[0]), new NdArray(outputs[1]));
        var uniform = Uniform(inputs);
        for (var i = 0; i < result.Count; i++)
        {
            var isKept = !isTraining || uniform(i, 0) >= ratio;
            mask.Elements[i] = isKept ? 1 : 0;
            result.Elements[i] = !isKept ? 0 : isTraining ? inputs[0]!.Elements[i] / (1 - ratio) : inputs[0]!.Elements[i];
        }

        return [result, mask];
    }
}
