using System.Numerics;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// The rows of input 0, to which those of input 2 are brought in the order of their indices, input 1: what scatters of ONNX consist of.
/// Inputs: data [rows, …], indices of any shape, updates [indices' shape, …]. Internal: it is never saved.
/// </summary>
/// <param name="Reduction">What happens to the elements that are there.</param>
public sealed record ScatterRowsInto(ScatterReduction Reduction) : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (data, indices, updates) = (inputs[0], inputs[1], inputs[2]);
        Positions.CheckIndices(indices);
        var expected = new Shape([.. indices.Shape, .. data.Shape.Skip(1)]);
        if (data.Element != updates.Element || Shape.Differ(expected, updates.Shape))
            throw new ShapeException($"updates must be {data with { Shape = expected }}; they are {updates}.");
        return [data];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => Reduction == ScatterReduction.None && input != 1;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Scattered(inputs))];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Scattered(inputs))];

    /// <summary>
    /// Of several updates of one element that are the extremum each gets the gradient, unless the data has it too; of several that
    /// replace it each gets it, though the last alone counts.
    /// </summary>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (data, indices, updates) = (context.Inputs[0]!, context.Inputs[1]!, context.Inputs[2]!);
        var (result, g) = (context.Outputs[0], context.OutputGradient);
        var taken = g.Gather(indices);
        switch (Reduction)
        {
            case ScatterReduction.None:
                return [ApplyOne(g, indices, updates * 0f), null, taken];
            case ScatterReduction.Add:
                return [g, null, taken];
            case ScatterReduction.Mul:
                // The product of the other factors: of all that are not 0, if no other one is.
                var (zeroData, zeroUpdates) = (Tensor.Equal(data, 0), Tensor.Equal(updates, 0));
                var (ownData, ownUpdates) = (Tensor.Where(zeroData, 1f, data), Tensor.Where(zeroUpdates, 1f, updates));
                var product = ApplyOne(ownData, indices, ownUpdates);
                var (isZero, areZero) = (zeroData.Cast(data.Element), zeroUpdates.Cast(data.Element));
                var zeros = new ScatterRowsInto(ScatterReduction.Add).ApplyOne(isZero, indices, areZero);
                return
                [
                    g * Tensor.Where(Tensor.Equal(zeros, isZero), product / ownData, 0f), null,
                    taken * Tensor.Where(Tensor.Equal(zeros.Gather(indices), areZero), product.Gather(indices) / ownUpdates, 0f),
                ];
            default:
                var isOld = Tensor.Equal(data, result);
                return
                [
                    Tensor.Where(isOld, g, 0f), null,
                    Tensor.Where(Tensor.Equal(updates, result.Gather(indices)), Tensor.Where(isOld, 0f, g).Gather(indices), 0f),
                ];
        }
    }

    /// <summary>Two numbers of one element.</summary>
    internal static T Combine<T>(ScatterReduction reduction, T old, T update) where T : struct, INumber<T> => reduction switch
    {
        ScatterReduction.Add => old + update,
        ScatterReduction.Mul => old * update,
        ScatterReduction.Max => T.Max(old, update),
        ScatterReduction.Min => T.Min(old, update),
        _ => update,
    };

    private T[] Scattered<T>(IReadOnlyList<NdArray<T>?> inputs) where T : struct, INumber<T>
    {
        var (data, indices, updates) = (inputs[0]!, inputs[1]!, inputs[2]!);
        T[] elements = [.. data.Elements];
        var inner = elements.Length / Math.Max(data.Sizes[0], 1);
        for (var i = 0; i < indices.Count; i++)
        {
            var row = Positions.Checked(double.CreateSaturating(indices.Elements[i]), data.Sizes[0]);
            for (var j = 0; j < inner; j++)
            {
                ref var element = ref elements[(row * inner) + j];
                element = Combine(Reduction, element, updates.Elements[(i * inner) + j]);
            }
        }

        return elements;
    }
}
