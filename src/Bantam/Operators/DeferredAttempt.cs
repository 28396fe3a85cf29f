using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>What is known of the inputs of a graph when it is tried to write it down.</summary>
public sealed class DeferredAttempt
{
    private readonly Func<IReadOnlyList<ValueKind>, IReadOnlyList<Tensor?>, Graph?> _write;
    private readonly ValueKind[] _kinds;
    private readonly Tensor?[] _numbers;

    /// <summary>An attempt that knows what the inputs are and none of their numbers.</summary>
    /// <param name="write">
    /// Given what the inputs are and, of those whose numbers are known, the tensors, it gives the graph of the other inputs; null where
    /// that does not show enough.
    /// </param>
    /// <param name="kinds">What the inputs are.</param>
    public DeferredAttempt(Func<IReadOnlyList<ValueKind>, IReadOnlyList<Tensor?>, Graph?> write, IReadOnlyList<ValueKind> kinds)
        : this(write, [.. kinds], new Tensor?[kinds.Count])
    {
    }

    private DeferredAttempt(
        Func<IReadOnlyList<ValueKind>, IReadOnlyList<Tensor?>, Graph?> write, ValueKind[] kinds, Tensor?[] numbers) =>
        (_write, _kinds, _numbers) = (write, kinds, numbers);

    /// <summary>Whether there is anything about the inputs that a later attempt may know: a size, or numbers that may decide.</summary>
    public bool MayShowMore => _kinds.Zip(_numbers).Any(i =>
        i.First is TensorType type && (!type.Shape.IsKnown || (i.Second is null && ShapeElements.MayDecide(type))));

    /// <summary>
    /// An attempt with other inputs. Of small ones that are constants, which may decide about sizes, the numbers are known.
    /// </summary>
    internal DeferredAttempt With(IReadOnlyList<Tensor?> inputs) => new(
        _write, [.. inputs.Select(i => i!.Kind)],
        [.. inputs.Select(i => i!.Kind is TensorType type && ShapeElements.MayDecide(type) ? i.Constant : null)]);

    /// <summary>Whether anything is known that was not in another attempt.</summary>
    internal bool ShowsMoreThan(DeferredAttempt other) =>
        !_kinds.SequenceEqual(other._kinds) || _numbers.Zip(other._numbers).Any(n => n.First is not null && n.Second is null);

    /// <summary>The graph; null where it cannot be written down still.</summary>
    internal Graph? Graph() => _write(_kinds, _numbers);

    /// <summary>The inputs that the graph takes.</summary>
    internal Tensor[] Open(IReadOnlyList<Tensor?> inputs) => [.. inputs.Where((_, i) => _numbers[i] is null).Select(i => i!)];
}
