using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The axes in another order: output axis i is input axis Permutation[i].
/// <see href="https://onnx.ai/onnx/operators/onnx__Transpose.html"/>
/// </summary>
/// <param name="Permutation">The order.</param>
public sealed record Transpose(Ints Permutation) : Operator
{
    /// <summary>The permutation that undoes this one.</summary>
    public Ints Inverse => Ints.From(Enumerable.Range(0, Permutation.Count).OrderBy(i => Permutation[i]));

    /// <summary>Whether it exchanges the last two axes and leaves the others.</summary>
    internal bool SwapsLast => Permutation.Count >= 2
        && Permutation.SequenceEqual([.. Enumerable.Range(0, Permutation.Count - 2), Permutation.Count - 1, Permutation.Count - 2]);

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (!Permutation.Order().SequenceEqual(Enumerable.Range(0, shape.Rank)))
            throw new ShapeException($"a permutation names each axis once; {Permutation} does not for {shape}.");
        return [inputs[0] with { Shape = new Shape(Permutation.Select(axis => shape[axis])) }];
    }

    /// <summary>Two orders of axes, one after the other, are one.</summary>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        if (Permutation.SequenceEqual(Enumerable.Range(0, Permutation.Count))) return [input];
        if (input is not { IsSymbolic: true, Value.Producer: { Operator: Transpose before } producer }) return null;
        return [input.Builder!.TensorOf(producer.Inputs[0]!).Transpose([.. Permutation.Select(axis => before.Permutation[axis])])];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var axes = AxisMap.Axes(inputs.Shape(0), AxisMap.Labels(inputs.Shape(0)));
        return new AxisMap([axes], [[.. Permutation.Select(axis => axes[axis])]]);
    }

    /// <summary>The input as it lies: only the names of its axes change.</summary>
    public override LaidOut[] WithAxes(IReadOnlyList<LaidOut?> inputs) =>
        [LaidOut.Of(inputs[0]!.Physical, Permutation.Select(inputs[0]!.Place))];

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var input = inputs[0]!;
        var result = new NdArray(outputs[0]);
        var source = new int[input.Rank];
        result.ForEach((indices, offset) =>
        {
            for (var i = 0; i < source.Length; i++) source[Permutation[i]] = indices[i];
            result.Elements[offset] = input[source];
        });
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [context.OutputGradient.Transpose([.. Inverse])];
}
