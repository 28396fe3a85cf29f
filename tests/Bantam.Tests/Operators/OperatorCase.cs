using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>An operator on given inputs, and what must come out. Every runtime runs every case.</summary>
/// <param name="Name">A sentence that begins with the operator's name.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">Its inputs; null where an optional one is absent.</param>
public sealed record OperatorCase(string Name, Operator Operator, IReadOnlyList<CaseInput?> Inputs)
{
    /// <summary>The outputs, from the standard or computed elsewhere; null where the reference is the judge.</summary>
    public IReadOnlyList<Tensor>? Expected { get; init; }

    /// <summary>How far a result may be off, relative to its size.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>How far a result may be off in any case.</summary>
    public double Absolute { get; init; } = 1e-6;

    /// <summary>Whether the gradients at these inputs are checked against central differences.</summary>
    public bool IsDifferentiable { get; init; }

    /// <summary>The inputs that are given when the graph runs, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Given => Inputs
        .Select((input, i) => (Input: input, Name: NameOf(i)))
        .Where(p => p.Input is { IsConstant: false })
        .ToDictionary(p => p.Name, p => p.Input!.Tensor);

    /// <summary>The outputs as the reference computes them.</summary>
    public IReadOnlyList<Tensor> Reference() => Operator.Evaluate([.. Inputs.Select(i => i?.Tensor)]);

    /// <summary>A graph of this one operator; its outputs are called y0, y1, ….</summary>
    public Graph Trace() =>
        Graph.Trace([.. Given.Select(g => (g.Key, g.Value.Type))], given => [.. Apply(given).Select((y, i) => ($"y{i}", y))]);

    /// <summary>
    /// A graph of a loss and its gradients: of input x0 the output "d x0", and so on. The loss is the sum of the outputs, each element
    /// times another number, so that none can hide behind another.
    /// </summary>
    public Graph TraceGradients() => Graph.Trace([.. Given.Select(g => (g.Key, g.Value.Type))], given =>
    {
        var loss = Loss(given);
        Tensor[] floating = [.. given.Where(i => i.Element.IsFloating())];
        return [("loss", loss), .. Gradients.Of(loss, floating).Select((g, i) => ($"d {floating[i].Value!.Name}", g))];
    });

    /// <summary>The operator for floats in double precision, where it has graphs whose types say which floats they take.</summary>
    public Operator? Doubled { get; init; }

    /// <summary>The case with all floats in double precision.</summary>
    public OperatorCase InDouble()
    {
        return this with { Operator = Doubled ?? Operator, Inputs = [.. Inputs.Select(Widened)] };

        static CaseInput? Widened(CaseInput? input)
        {
            if (input is not { Tensor.Element: ElementType.Float }) return input;
            var type = input.Tensor.Type with { Element = ElementType.Double };
            return input with { Tensor = Tensor.FromDoubles(type, input.Tensor.ToDoubles()) };
        }
    }

    /// <summary>The sum of the outputs that are floats, each element times a number of its own.</summary>
    public Tensor Loss(IReadOnlyList<Tensor> given) =>
        Tensor.Sum([.. Apply(given).Where(y => y.Element.IsFloating()).Select(Weighted)]);

    /// <summary>Applies the operator to tensors that stand in for the given inputs.</summary>
    public Tensor[] Apply(IReadOnlyList<Tensor> given)
    {
        var next = 0;
        return Operator.Apply([.. Inputs.Select(i => i is { IsConstant: false } ? given[next++] : i?.Tensor)]);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static Tensor Weighted(Tensor y) =>
        (y * Tensor.FromDoubles(y.Type, CaseTensors.Between(-1, 1, y.Shape.Sizes, seed: 5).ToDoubles())).ReduceSum();

    private static string NameOf(int input) => $"x{input}";
}
