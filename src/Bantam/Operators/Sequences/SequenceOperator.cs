using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// An operator on sequences or optionals. Where a graph shows what these hold, it expands at once, while the graph is written down, to
/// the tensors or to operators on them: no sequence is left then, and kernels compute what is.
/// </summary>
public abstract record SequenceOperator : Operator
{
    /// <summary>The most items that a graph shows of a sequence: a chain of insertions takes time for each in each.</summary>
    internal const int MostKnown = 1024;

    /// <summary>Whether it is no more than what it is given, so that each graph may have one of its own.</summary>
    internal virtual bool Constructs => false;

    /// <inheritdoc/>
    public sealed override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        Check(inputs);
        return Known(inputs, MostKnown);
    }

    /// <inheritdoc/>
    internal sealed override Tensor[]? Unfold(IReadOnlyList<Tensor?> inputs) => Expand(inputs);

    /// <inheritdoc/>
    public sealed override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        Check(inputs);
        return Known(inputs, int.MaxValue)!;
    }

    /// <summary>
    /// The outputs where the inputs show enough: always where these are concrete. The type rule has found that the inputs fit.
    /// </summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="most">How many items a sequence may get.</param>
    protected abstract Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most);

    /// <summary>What makes a concrete sequence, or an optional that holds nothing, in a graph, and of which tensors.</summary>
    internal static (SequenceOperator Operator, IReadOnlyList<Tensor> Items) Constructing(Tensor held) => held.Kind switch
    {
        OptionalType optional => (new Optional(optional.Of), []),
        SequenceType { IsEmpty: true } sequence => (new SequenceEmpty(sequence.Element), []),
        _ => (new SequenceConstruct(), held.Items),
    };

    /// <summary>The type of an input that is a sequence.</summary>
    /// <exception cref="ShapeException">It is none.</exception>
    protected static SequenceType Sequence(OperatorInputs inputs, int index = 0) => inputs.Kind(index) as SequenceType
        ?? throw new ShapeException($"input {index} is a sequence; this one is {inputs.Kind(index)}.");

    /// <summary>The items of a sequence; null where only a run shows them.</summary>
    protected static IReadOnlyList<Tensor>? Items(Tensor sequence)
    {
        if (!sequence.IsSymbolic) return sequence.Items;
        var maker = Maker(sequence);
        return maker?.Operator is SequenceConstruct ? [.. maker.Inputs.Select(i => sequence.Builder!.TensorOf(i!))]
            : maker?.Operator is SequenceEmpty ? [] : null;
    }

    /// <summary>The node that made a sequence or an optional, looking through copies.</summary>
    protected static Graphs.Node? Maker(Tensor tensor)
    {
        var node = tensor.Value?.Producer;
        while (node is { Operator: Movement.Identity }) node = node.Inputs[0]!.Producer;
        return node;
    }

    /// <summary>A sequence of items, of which there may be none.</summary>
    protected static Tensor SequenceOf(ElementType element, IReadOnlyList<Tensor> items) =>
        items.Count == 0 ? Tensor.EmptySequence(element) : Tensor.Sequence(items);

    /// <summary>Makes sure that a position is a whole number.</summary>
    /// <exception cref="ShapeException">It is not.</exception>
    protected static void CheckPosition(TensorType? type, int index)
    {
        if (type is not null && (type.Element is not (ElementType.Int32 or ElementType.Int64) || type.Shape.Count != 1))
            throw new ShapeException($"a position is one Int32 or Int64; input {index} is {type}.");
    }

    /// <summary>A place in a sequence; null where only a run shows it.</summary>
    /// <param name="position">The position, which counts from the end where it is negative; null means the last place.</param>
    /// <param name="places">How many places there are.</param>
    /// <param name="wraps">What a negative position is added to.</param>
    /// <exception cref="ShapeException">There is no such place.</exception>
    protected static int? Place(Tensor? position, int places, int wraps)
    {
        if (position is not null && position.IsSymbolic) return null;
        var at = position?.ToNumbers<long>()[0] ?? places - 1;
        var place = at < 0 ? at + wraps : at;
        return place >= 0 && place < places ? (int)place
            : throw new ShapeException($"positions in this sequence are from {-wraps} to {places - 1}; this one is {at}.");
    }

    private void Check(IReadOnlyList<Tensor?> inputs)
    {
        try
        {
            Infer(OperatorInputs.Of(inputs));
        }
        catch (UnknownShapeException)
        {
            // Of a sequence whose items are known each has a shape of its own.
        }
    }
}
