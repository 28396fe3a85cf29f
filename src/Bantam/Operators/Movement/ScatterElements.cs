using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Input 0 with each element of input 2 brought to its own place, but along one axis where input 1 says.
/// <see href="https://onnx.ai/onnx/operators/onnx__ScatterElements.html"/>
/// </summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="Reduction">What happens to the elements that are there.</param>
public sealed record ScatterElements(int Axis = 0, ScatterReduction Reduction = ScatterReduction.None) : ScatterOperator(Reduction)
{
    /// <inheritdoc/>
    protected override Shape Updates(OperatorInputs inputs)
    {
        GatherElements.CheckPlaces(inputs.Shape(0), inputs[1], Axis);
        return inputs.Shape(1);
    }

    /// <inheritdoc/>
    protected override (Tensor Rows, int Axes) Rows(Shape data, Tensor indices) => (Positions.OfElements(data, indices, Axis), data.Rank);

    /// <inheritdoc/>
    protected override int[] Place<T>(int[] at, int offset, NdArray<T> data, NdArray<T> indices) =>
        GatherElements.Place(at, data, double.CreateSaturating(indices.Elements[offset]), Axis);
}
