using Bantam.Autodiff;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Windows that are sums of cosines: a₀ − a₁·cos(2πn/N) + a₂·cos(4πn/N) for n below the size, input 0, a scalar. N is the size, or one less
/// for a symmetric window.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="IsPeriodic">Whether N is the size.</param>
public abstract record CosineWindow(ElementType Element, bool IsPeriodic) : Operator
{
    /// <inheritdoc/>
    public sealed override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs[0].Element is not (ElementType.Int32 or ElementType.Int64) || Dimension.Differ(inputs.Shape(0).Count, 1))
            throw new ShapeException($"the size must be one Int32 or Int64; it is {inputs[0]}.");
        return [new TensorType(Element, new Shape(inputs.Elements(0) is [var size] ? size : inputs.Unknown()))];
    }

    /// <inheritdoc/>
    public sealed override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[0]!.Constant is not { } given) return null;
        var size = given.ToIntegers()[0];
        var angle = Positions.Along(Shape.Of(size), 0).Cast(Element.IsFloating() ? Element : ElementType.Double) * Turn(size);
        var (mean, first, second) = Weights;
        var window = mean - (angle.Cos() * first);
        return [(second == 0 ? window : window + ((angle * 2.0).Cos() * second)).Cast(Element)];
    }

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        var turn = Turn(result.Count);
        var (mean, first, second) = Weights;
        for (var n = 0; n < result.Count; n++)
            result.Elements[n] = mean - (first * Math.Cos(n * turn)) + (second * Math.Cos(2 * n * turn));
        return [result];
    }

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(GradientContext context) => [null];

    /// <summary>a₀, a₁ and a₂.</summary>
    protected abstract (double Mean, double First, double Second) Weights { get; }

    /// <summary>The angle from one place to the next; a window of one place has none.</summary>
    private double Turn(int size) => 2 * Math.PI / Math.Max(IsPeriodic ? size : size - 1, 1);
}
