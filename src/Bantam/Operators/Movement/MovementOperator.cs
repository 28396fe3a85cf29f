using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>An operator whose output has the elements of its input in the same order under another shape.</summary>
public abstract record MovementOperator : Operator
{
    /// <inheritdoc/>
    public sealed override AxisMap? Axes(OperatorInputs inputs) =>
        AxisFactors.Of(inputs.Shape(0), ((TensorType)Infer(inputs)[0]).Shape) is var (from, to) ? new AxisMap([from, null], [to]) : null;

    /// <inheritdoc/>
    public sealed override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs)
    {
        var input = inputs[0]!;
        if (input.Order is null || Axes(LaidOut.Inputs(inputs)) is not { } map) return null;
        return AxisFactors.Reshape(input, map.Inputs[0]!, map.Outputs[0]) is { } result ? [result] : null;
    }

    /// <inheritdoc/>
    public sealed override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], (double[])inputs[0]!.Elements.Clone())];

    /// <summary>Of several shapes one after the other only the last matters.</summary>
    public sealed override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var root = inputs[0]!;
        while (root is { IsSymbolic: true, Value.Producer: { Operator: MovementOperator } producer })
            root = root.Builder!.TensorOf(producer.Inputs[0]!);
        var shape = outputs[0].Shape;
        if (root.Shape.Equals(shape)) return [root];
        return root != inputs[0] && shape.IsKnown ? [root.Reshape(shape)] : null;
    }

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(Autodiff.GradientContext context)
    {
        var gradients = new Tensor?[context.Inputs.Count];
        gradients[0] = context.OutputGradient.Reshape(context.Inputs[0]!.Shape);
        return gradients;
    }
}
