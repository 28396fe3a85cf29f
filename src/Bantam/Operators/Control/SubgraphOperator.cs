using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// An operator that runs other graphs. What a body reads of the graph around it, its captures, are inputs of the operator too: the
/// last ones, in the order in which they are the last inputs of the body. So a body is a function of its inputs and of nothing else.
/// </summary>
public abstract record SubgraphOperator : Operator
{
    /// <summary>The graphs that it runs.</summary>
    public abstract IReadOnlyList<Graph> Bodies { get; }

    /// <summary>How many of its inputs come before the captures.</summary>
    public abstract int Given { get; }

    /// <summary>The same operator with other graphs that have the same inputs and outputs.</summary>
    public abstract SubgraphOperator WithBodies(IReadOnlyList<Graph> bodies);

    /// <inheritdoc/>
    public override bool IsDeterministic => Bodies.All(b => b.Nodes.All(n => n.Operator.IsDeterministic));

    /// <inheritdoc/>
    public sealed override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [.. Evaluate([.. inputs.Select(i => i?.ToTensor())]).Select(NdArray.From)];

    /// <summary>Makes sure that inputs have the types of a body's inputs.</summary>
    /// <param name="body">The body.</param>
    /// <param name="given">For each of the body's inputs the type that it is given, and what it is.</param>
    /// <exception cref="ShapeException">One differs.</exception>
    protected static void Check(Graph body, IReadOnlyList<(ValueKind Kind, string What)> given)
    {
        if (body.Inputs.Count != given.Count)
            throw new ShapeException($"the body takes {body.Inputs.Count} inputs; {given.Count} were given.");
        for (var i = 0; i < given.Count; i++)
            if (body.Inputs[i].Kind is var kind && !kind.Takes(given[i].Kind))
                throw new ShapeException($"{given[i].What} is {given[i].Kind}; the body takes {kind}.");
    }
}
