using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// min(max(x, least), most). Least and most are inputs 1 and 2, scalars; either may be absent. Where x is on a bound the gradient
/// goes to x. <see href="https://onnx.ai/onnx/operators/onnx__Clip.html"/>
/// </summary>
public sealed record Clip : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        for (var i = 1; i <= 2; i++)
            if (inputs.Optional(i) is { } bound && (bound.Shape.Rank != 0 || bound.Element != inputs[0].Element))
                throw new ShapeException(
                    $"a bound must be a scalar of the input's element type; the input is {inputs[0]}, bound {i} is {bound}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) =>
        AxisMap.Elementwise(Enumerable.Range(0, inputs.Count).Select(i => inputs.Optional(i)?.Shape), inputs.Shape(0));

    /// <summary>The elements stay where they lie.</summary>
    public override LaidOut[] WithAxes(IReadOnlyList<LaidOut?> inputs) =>
        [inputs[0]! with { Physical = ApplyOne([inputs[0]!.Physical, .. inputs.Skip(1).Select(bound => bound?.Physical)]) }];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        if (inputs.ElementAtOrDefault(1) is { } least) x = Tensor.Max(x, least);
        return [inputs.ElementAtOrDefault(2) is { } most ? Tensor.Min(x, most) : x];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var least = inputs.ElementAtOrDefault(1)?.Elements[0] ?? double.NegativeInfinity;
        var most = inputs.ElementAtOrDefault(2)?.Elements[0] ?? double.PositiveInfinity;
        return [inputs[0]!.Map(x => Math.Min(Math.Max(x, least), most))];
    }
}
