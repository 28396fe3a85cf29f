using System.Numerics;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// ONNX' Range: the numbers from a start (input 0) to before a limit (input 1) by a step (input 2), scalars of one type.
/// <see href="https://onnx.ai/onnx/operators/onnx__Range.html"/>
/// </summary>
public sealed record RangeOf : Operator
{
    /// <inheritdoc/>
    public override string Name => "Range";

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        for (var i = 0; i < 3; i++)
            if (inputs[i].Element != inputs[0].Element || inputs.Shape(i) is not { IsKnown: true, ElementCount: 1 })
                throw new ShapeException(
                    $"start, limit and step are scalars of one type; input 0 is {inputs[0]}, input {i} is {inputs[i]}.");
        if (Enumerable.Range(0, 3).Any(inputs.IsComputed))
            return [new TensorType(inputs[0].Element, new Shape(Count(inputs) ?? inputs.Unknown()))];
        var (start, limit, step) = (inputs.Constant(0)!, inputs.Constant(1)!, inputs.Constant(2)!);
        var count = inputs[0].Element.IsFloating()
            ? Math.Ceiling((First<double>(limit) - First<double>(start)) / NotZero(First<double>(step)))
            : (double)Count(First<Int128>(limit) - First<Int128>(start), NotZero(First<Int128>(step)));
        return count <= int.MaxValue ? [new TensorType(inputs[0].Element, Shape.Of((int)Math.Max(count, 0)))]
            : throw new ShapeException($"a tensor has at most {int.MaxValue} elements; the range has {count}.");
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Numbers(inputs[0]!.Elements[0], inputs[2]!.Elements[0], outputs[0]))];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Numbers(inputs[0]!.Elements[0], inputs[2]!.Elements[0], outputs[0]))];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null, null, null];

    /// <summary>How many numbers there are between expressions, by a known step up.</summary>
    private static Dimension? Count(OperatorInputs inputs) =>
        inputs.Elements(0) is [var start] && inputs.Elements(1) is [var limit] && inputs.Elements(2) is [{ IsKnown: true, Size: > 0 } step]
            ? Dimension.Max((limit - start + step - 1) / step, 0) : null;

    private static T First<T>(Tensor tensor) where T : struct, INumber<T> => tensor.ToNumbers<T>()[0];

    private static T NotZero<T>(T step) where T : struct, INumber<T> =>
        T.IsZero(step) ? throw new ShapeException("the step of a range must not be 0; it is.") : step;

    private static Int128 Count(Int128 distance, Int128 step) => (distance + step - Int128.Sign(step)) / step;

    private static T[] Numbers<T>(T start, T step, TensorType output) where T : struct, INumber<T>
    {
        var numbers = new T[output.Shape.ElementCount];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = start + (T.CreateChecked(i) * step);
        return numbers;
    }
}
