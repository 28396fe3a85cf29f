using Bantam.Graphs;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// What the gradient of a <see cref="Scan"/> needs of the rounds that were run: the states before each, and results of products, which
/// would take long to compute again. In a trace the scan gives these too.
/// </summary>
internal sealed class ScanMemory
{
    private ScanMemory(IReadOnlyList<Tensor> before, IReadOnlyList<Value> products, IReadOnlyList<Tensor> results) =>
        (Before, Products, Results) = (before, products, results);

    /// <summary>The states before each round, in the order of the rounds.</summary>
    public IReadOnlyList<Tensor> Before { get; }

    /// <summary>Values of the body that are remembered.</summary>
    public IReadOnlyList<Value> Products { get; }

    /// <summary>What they were in each round, in the order of the rounds.</summary>
    public IReadOnlyList<Tensor> Results { get; }

    /// <summary>
    /// The memory of a scan that is a node of a trace. States that the body also gives as slices of an output are there already; for the
    /// rest the node is made to give more.
    /// </summary>
    /// <param name="scan">The scan.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="outputs">Its outputs.</param>
    public static ScanMemory Of(Scan scan, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs)
    {
        var body = scan.BodyGraph;
        var places = States(scan);
        if (outputs[0] is not { Builder: { } builder, Value.Producer: { } node } || node.Operator != scan)
            return new(places is null ? Again(scan, inputs) : Known(scan, inputs, outputs, places), [], []);
        Value[] products = [.. body.Nodes.Where(IsProduct).Select(n => Sum(body, n.Outputs[0])).Distinct()];
        Value[] more = places is null ? [.. body.Inputs.Take(scan.States), .. products] : products;
        if (more.Length == 0) return new(Known(scan, inputs, outputs, places!), [], []);
        var length = inputs[scan.States].Shape[0];
        var extended = Graph.Trace(
            [.. body.Inputs.Select(i => (i.Name, i.Kind))],
            given => [.. body.Inline(given, [.. body.Outputs, .. more]).Select((tensor, i) => ($"output{i}", tensor))]);
        var given = builder.Extend(
            node, scan with { BodyGraph = extended, ReversedOutputs = [.. scan.ReversedOutputs, .. more.Select(_ => 0)] },
            [.. more.Select(m => m.Type with { Shape = new Shape([length, .. m.Type.Shape]) })]);
        return places is null ? new([.. given.Take(scan.States)], products, [.. given.Skip(scan.States)])
            : new(Known(scan, inputs, outputs, places), products, given);
    }

    /// <summary>For each state the output whose slices are its new values; null where one has none.</summary>
    private static int[]? States(Scan scan)
    {
        var body = scan.BodyGraph;
        var places = Enumerable.Range(0, scan.States).Select(
            state => Enumerable.Range(scan.States, body.Outputs.Count - scan.States)
                .FirstOrDefault(o => Source(body.Outputs[o]) == Source(body.Outputs[state]), -1)).ToArray();
        return places.Contains(-1) ? null : places;
    }

    private static Tensor[] Known(Scan scan, IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs, int[] places) =>
        [.. places.Select((o, i) => Shifted(inputs[i], outputs[o], scan.ReversedOutputs[o - scan.States] != 0))];

    /// <summary>The states of the scan run once more.</summary>
    private static Tensor[] Again(Scan scan, IReadOnlyList<Tensor> inputs)
    {
        Tensor[] sequences = [.. inputs.Skip(scan.States).Take(scan.Sequences)];
        var results = ControlFlow.Scan(
            [.. inputs.Take(scan.States)], sequences, [.. inputs.Skip(scan.States + scan.Sequences)], [.. scan.Reversed],
            [.. Enumerable.Repeat(0, scan.States)],
            taken => [.. scan.BodyGraph.Inline(taken).Take(scan.States), .. taken.Take(scan.States)]);
        return results[scan.States..];
    }

    /// <summary>The initial state before all but the last of the states after each round.</summary>
    private static Tensor Shifted(Tensor initial, Tensor after, bool isReversed)
    {
        if (isReversed) after = after.Slice([0], [-1], [int.MinValue], [-1]);
        return Tensor.Concat(0, initial.Unsqueeze(0), after.Slice([0], [0], [-1]));
    }

    /// <summary>What a product is added to is what a step goes on with: the sum is remembered in the product's place.</summary>
    private static Value Sum(Graph body, Value product)
    {
        while (true)
        {
            if (body.Outputs.Contains(product)) return product;
            Node[] readers = [.. body.Nodes.Where(n => n.Inputs.Contains(product))];
            if (readers is not [{ Operator: Add } sum] || sum.Outputs[0].Kind != product.Kind) return product;
            product = sum.Outputs[0];
        }
    }

    private static bool IsProduct(Node node) => node.Operator is MatMul or Gemm or Conv;

    /// <summary>What a value is a copy of.</summary>
    public static Value Source(Value value)
    {
        while (value.Producer is { Operator: Movement.Identity } copy) value = copy.Inputs[0]!;
        return value;
    }
}
