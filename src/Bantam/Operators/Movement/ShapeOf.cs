using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// ONNX' Shape: the sizes of the axes from <paramref name="Start"/> to before <paramref name="End"/>, as Int64. Where they are known
/// it is a constant of the graph. <see href="https://onnx.ai/onnx/operators/onnx__Shape.html"/>
/// </summary>
/// <param name="Start">The first axis; negative ones count from the end, and those outside are clamped.</param>
/// <param name="End">The exclusive last axis; null for all.</param>
public sealed record ShapeOf(int Start = 0, int? End = null) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Shape";

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) =>
        [new TensorType(ElementType.Int64, Shape.Of(Axes(inputs.Shape(0)).Count()))];

    /// <inheritdoc/>
    public override Dimension[][] Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs) => [[.. Axes(inputs.Shape(0))]];

    /// <summary>The sizes as they lie, where they lie side by side.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        var (start, end) = Range(input.Rank);
        var first = start < end ? input.Place(start) : 0;
        for (var axis = start; axis < end; axis++)
            if (input.Place(axis) != first + axis - start)
                return null;
        return [new LaidOut(new ShapeOf(first, first + Math.Max(end - start, 0)).ApplyOne(input.Physical))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], [.. Axes(inputs[0]!.Type.Shape).Select(d => (double)d.Size)])];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];

    private IEnumerable<Dimension> Axes(Shape shape)
    {
        var (start, end) = Range(shape.Rank);
        return shape.Skip(start).Take(Math.Max(end - start, 0));
    }

    private (int Start, int End) Range(int rank)
    {
        return (Clamp(Start), Clamp(End ?? rank));

        int Clamp(int axis) => Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
    }
}
