using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The gradient of <see cref="Gather"/> with respect to its data: each slice of the gradient is added where it was taken from, in the
/// order of the indices. Internal: it is never saved. Inputs: the data, of which only the type counts, the indices, the gradient.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record GatherGradient(int Axis) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var gathered = new Gather(Axis).Axes(inputs);
        return new AxisMap([null, gathered.Inputs[1], gathered.Outputs[0]], [gathered.Inputs[0]!]);
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (data, indices, gradient) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var axis = data.Type.Shape.Axis(Axis);
        var result = new NdArray(outputs[0]);
        gradient.ForEach((at, offset) => result[Gather.Source(at, data, indices, axis)] += gradient.Elements[offset]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [null, null, context.OutputGradient.Gather(context.Inputs[1]!, Axis)];
}
