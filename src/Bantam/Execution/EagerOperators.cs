using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Sequences;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Runs operators that are applied to concrete tensors with compiled kernels, where these are so large that it pays. An operator is
/// compiled when it is first applied to tensors of these types, and the last ones are kept; integers that may decide about shapes are a
/// part of it.
/// </summary>
internal static class EagerOperators
{
    /// <summary>Fewer elements are computed by reference in less time than it takes to find the kernels.</summary>
    private const long FewestElements = 1 << 14;

    private const int MostKept = 64;

    /// <summary>What works on more memory is not kept.</summary>
    private const long MostKeptBytes = 64 << 20;

    private static readonly Lock Changing = new();
    private static readonly Dictionary<string, List<Compiled>> Known = [];
    private static readonly Queue<Compiled> Order = [];

    /// <summary>Lets <see cref="Operator.Apply"/> find this class, which it must not know.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Operators on concrete tensors are fast from the first use on, in any app.")]
    internal static void Install()
    {
        if (RuntimeFeature.IsDynamicCodeCompiled) Operator.Compiled = Run;
    }

    /// <summary>The outputs; null where the operator is to be evaluated by reference.</summary>
    [RequiresDynamicCode("Emits IL.")]
    private static Tensor[]? Run(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        if (!op.IsDeterministic || op is SubgraphOperator or UnknownOperator or SequenceOperator) return null;
        if (inputs.Any(i => i is { Kind: not TensorType })) return null;
        var outputs = op.InferFor(inputs);
        TensorType[] types = [.. inputs.OfType<Tensor>().Select(i => i.Type), .. outputs];
        if (types.Any(t => !t.Shape.IsKnown || t.Element.Info() is { HasKernels: false })) return null;
        if (types.Sum(t => (long)t.Shape.ElementCount) < FewestElements || !Given(inputs).Any()) return null;

        var results = Find(op, inputs, types).Run(Given(inputs).ToDictionary(g => g.Name, g => g.Tensor));
        return [.. outputs.Select((_, i) => results[Name(i)])];
    }

    [RequiresDynamicCode("Emits IL.")]
    private static GraphRunner Find(Operator op, IReadOnlyList<Tensor?> inputs, TensorType[] types)
    {
        var deciding = inputs.Select(i => i is not null && Decides(i) ? Convert.ToHexString(i.Bytes) : "");
        var absent = inputs.Select(i => i is null);
        var key = $"{op.Name} {string.Join(' ', types.AsEnumerable())} {string.Join(' ', absent)} {string.Join(' ', deciding)}";
        lock (Changing)
        {
            if (Known.TryGetValue(key, out var alike) && alike.Find(c => c.Operator.Equals(op)) is { } known) return known.Runner;
        }

        var graph = Graph.Trace([.. Given(inputs).Select(g => (g.Name, g.Tensor.Type))], given =>
        {
            var next = 0;
            var results = op.Apply([.. inputs.Select(i => i is null || Decides(i) ? i : given[next++])]);
            return [.. results.Select((result, i) => (Name(i), result))];
        });
        var runner = new GraphRunner(graph);
        if (types.Sum(t => t.Bytes) <= MostKeptBytes) Keep(new Compiled(op, key, runner));
        return runner;
    }

    private static void Keep(Compiled compiled)
    {
        lock (Changing)
        {
            if (!Known.TryGetValue(compiled.Key, out var alike)) Known[compiled.Key] = alike = [];
            alike.Add(compiled);
            Order.Enqueue(compiled);
            if (Order.Count <= MostKept) return;
            var oldest = Order.Dequeue();
            if (Known[oldest.Key].Remove(oldest) && Known[oldest.Key].Count == 0) Known.Remove(oldest.Key);
        }
    }

    [RequiresDynamicCode("Emits IL.")]
    private static IEnumerable<(string Name, Tensor Tensor)> Given(IEnumerable<Tensor?> inputs) =>
        inputs.Select((tensor, i) => ($"input{i}", tensor!)).Where(g => g.Item2 is not null && !Decides(g.Item2));

    [RequiresDynamicCode("Emits IL.")]
    private static bool Decides(Tensor tensor) => ShapeElements.MayDecide(tensor.Type);

    private static string Name(int output) => $"output{output}";

    private sealed record Compiled(Operator Operator, string Key, GraphRunner Runner);
}
