using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 with the slices of input 2 brought where the rows of input 1 say, each by indices along the leading axes.
/// <see href="https://onnx.ai/onnx/operators/onnx__ScatterND.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record ScatterND(ScatterReduction Reduction = ScatterReduction.None) : ScatterOperator(Reduction)
{
    /// <inheritdoc/>
    protected override Shape Updates(OperatorInputs inputs)
    {
        var depth = GatherND.CheckSlices(inputs.Shape(0), inputs[1], 0);
        return new Shape([.. inputs.Shape(1).SkipLast(1), .. inputs.Shape(0).Skip(depth)]);
    }

    /// <inheritdoc/>
    protected override (Tensor Rows, int Axes) Rows(Shape data, Tensor indices) =>
        (Positions.OfSlices(data, indices, 0), indices.Shape[-1].Size);

    /// <inheritdoc/>
    protected override int[] Place<T>(int[] at, int offset, NdArray<T> data, NdArray<T> indices) => GatherND.Place(at, data, indices, 0);
}
