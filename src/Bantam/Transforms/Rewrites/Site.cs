using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// Where a pattern may match: an operator on its inputs, which is about to be written down or was already, and the way back to the
/// operators that gave the inputs.
/// </summary>
internal sealed class Site(Operator op, IReadOnlyList<Tensor?> inputs, Readers readers)
{
    /// <summary>The operator.</summary>
    public Operator Operator => op;

    /// <summary>What it is applied to; null where an optional input is absent.</summary>
    public IReadOnlyList<Tensor?> Inputs => inputs;

    /// <summary>The type of the first output.</summary>
    public TensorType Type => (TensorType)op.Infer(OperatorInputs.Of(inputs))[0];

    /// <summary>An input that is not absent.</summary>
    public Tensor this[int index] => inputs[index]!;

    /// <summary>An input that may be absent.</summary>
    public Tensor? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>The site that gave a tensor; null of inputs, constants and variables.</summary>
    public Site? Of(Tensor tensor) => tensor.Value?.Producer is not { } node ? null
        : new Site(node.Operator, [.. node.Inputs.Select(i => i is null ? null : tensor.Builder!.TensorOf(i))], readers);

    /// <summary>The site that gave a tensor for this one alone: a rewrite may change it.</summary>
    public Site? OwnOf(Tensor tensor) => readers.IsReadOnce(tensor) ? Of(tensor) : null;

    /// <summary>The same operator on another first input.</summary>
    public Site On(Tensor first) => new(op, [first, .. inputs.Skip(1)], readers);

    /// <summary>Whether a tensor follows from constants, so that computing with it costs nothing when the model runs.</summary>
    public bool IsKnown(Tensor? tensor) => tensor is not null && readers.IsKnown(tensor);

    /// <summary>Of two inputs the one that is known, and the other one; null where it is none or both.</summary>
    public (Tensor Known, Tensor Other)? Sides() => (IsKnown(inputs[0]), IsKnown(inputs[1])) switch
    {
        (true, false) => (this[0], this[1]),
        (false, true) => (this[1], this[0]),
        _ => null,
    };

    /// <summary>The only element of a constant; null where it has more or is not known yet.</summary>
    public static double? Number(Tensor? tensor) =>
        tensor?.Constant is { Shape.ElementCount: 1 } constant ? constant.ToDoubles()[0] : null;

    /// <summary>Whether two tensors are one.</summary>
    public static bool IsSame(Tensor a, Tensor b) => a.Value is { } value && value == b.Value;

    /// <summary>Whether a number of constants is another one, within what rounding the constants to their type makes of it.</summary>
    public static bool IsNear(double number, double expected, ElementType element) => Math.Abs(number - expected) <= Math.Abs(expected)
        * element switch { ElementType.Float16 => 1e-3, ElementType.BFloat16 => 8e-3, _ => 1e-6 };

    /// <summary>
    /// A tensor to write arithmetic with: also of constants it is written down, and computed at once only where that is cheap. The
    /// rest is for <see cref="FoldConstants"/>.
    /// </summary>
    public static Tensor Written(Tensor tensor) =>
        tensor.IsSymbolic ? tensor : new Tensor(GraphBuilder.Current!.ValueOf(tensor), GraphBuilder.Current);
}
