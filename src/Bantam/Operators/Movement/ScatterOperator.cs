using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 with the elements of input 2 brought where input 1 says, in their order. Negative indices count from the end; of one outside
/// its axis every run throws an <see cref="AxisIndexException"/>.
/// </summary>
/// <param name="Reduction">What happens to the elements that are there.</param>
public abstract record ScatterOperator(ScatterReduction Reduction) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        var expected = inputs[0] with { Shape = Updates(inputs) };
        if (inputs[2].Element != expected.Element || Shape.Differ(inputs.Shape(2), expected.Shape))
            throw new ShapeException($"updates must be {expected}; they are {inputs[2]}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public sealed override bool Moves(int input) => Reduction == ScatterReduction.None && input != 1;

    /// <inheritdoc/>
    public sealed override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (data, indices, updates) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var (rows, axes) = Rows(data.Shape, indices);
        var scattered = new ScatterRowsInto(Reduction).ApplyOne(
            Positions.Rows(data, axes), rows, updates.Reshape(new Shape([.. rows.Shape, .. data.Shape.Skip(axes)])));
        return [scattered.Reshape(data.Shape)];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Scattered(inputs))];

    /// <inheritdoc/>
    protected sealed override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Scattered(inputs))];

    /// <summary>The shape that updates must have.</summary>
    protected abstract Shape Updates(OperatorInputs inputs);

    /// <summary>The number of the row that each update goes to, and how many leading axes of the data rows are counted along.</summary>
    protected abstract (Tensor Rows, int Axes) Rows(Shape data, Tensor indices);

    /// <summary>The place in the data of an update.</summary>
    protected abstract int[] Place<T>(int[] at, int offset, NdArray<T> data, NdArray<T> indices) where T : struct, INumber<T>;

    private T[] Scattered<T>(IReadOnlyList<NdArray<T>?> inputs) where T : struct, INumber<T>
    {
        var (data, indices, updates) = (inputs[0]!, inputs[1]!, inputs[2]!);
        var result = new NdArray<T>(data.Type, [.. data.Elements]);
        updates.ForEach((at, offset) =>
        {
            ref var element = ref result[Place(at, offset, data, indices)];
            element = ScatterRowsInto.Combine(Reduction, element, updates.Elements[offset]);
        });
        return result.Elements;
    }
}
