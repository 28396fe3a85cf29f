using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>A function of each element of one input that is a composition of elementwise operators.</summary>
public abstract record CompositeActivation : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs) => [inputs[0]];

    /// <inheritdoc/>
    public sealed override AxisMap Axes(OperatorInputs inputs) => AxisMap.Elementwise([inputs.Shape(0)], inputs.Shape(0));

    /// <summary>The elements stay where they lie.</summary>
    public sealed override LaidOut[] WithAxes(IReadOnlyList<LaidOut?> inputs) =>
        [inputs[0]! with { Physical = ApplyOne(inputs[0]!.Physical) }];
}
