using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Fuzzing;

/// <summary>A damaged model, and what becomes of it: it is refused with a sentence, or it runs, or a run ends with a sentence.</summary>
/// <param name="Name">Which one it is, to find it again.</param>
/// <param name="File">Its bytes.</param>
internal sealed record Mutant(string Name, byte[] File)
{
    /// <summary>What reading may take.</summary>
    public const long Cap = 16 << 20;

    private const long LargestRun = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with how it is taken; null where nothing is.</summary>
    public string? Judge()
    {
        string? fault = null;
        var thread = new Thread(() => fault = Outcome(), maxStackSize: 1 << 20) { IsBackground = true };
        var collected = GC.CollectionCount(2);
        thread.Start();
        if (thread.Join(Limit) || (GC.CollectionCount(2) > collected + 100 && thread.Join(Limit))) return fault;
        return $"{Name} takes longer than {Limit.TotalSeconds} seconds.";
    }

    private string? Outcome()
    {
        var stage = "reading";
        try
        {
            var model = OnnxModel.Load(File, new OnnxOptions { MemoryCap = Cap });
            model.Graph.Verify();
            if (model.Gaps.Count > 0 || !IsSmall(model.Graph)) return null;
            stage = "preparing";
            var ready = new Model(model.Graph, threads: 1);
            stage = "running";
            ready.Run(Inputs(model.Graph), CancellationToken.None);
            return null;
        }
        catch (Exception error) when (IsTyped(error, stage))
        {
            return null;
        }
        catch (Exception error)
        {
            return $"{Name}, {stage}: {error}";
        }
    }

    private static bool IsTyped(Exception error, string stage) => stage == "reading"
        ? error is ModelFormatException && error.Message.StartsWith("model > ", StringComparison.Ordinal)
        : error is ShapeException or PlanException or UnsupportedOperatorException;

    /// <summary>Whether a run is no work: a model is allowed to be large.</summary>
    private static bool IsSmall(Graph graph)
    {
        var values = graph.All.SelectMany(n => n.Outputs).Concat(graph.Inputs).Select(v => v.Kind).OfType<TensorType>();
        return values.All(t => t.IsUnknown || !t.Shape.IsKnown || Count(t.Shape) < LargestRun);

        static long Count(Shape shape) => shape.Sizes.Aggregate(1L, (a, b) => Math.Min(a * b, 1L << 40));
    }

    private static Dictionary<string, Tensor> Inputs(Graph graph)
    {
        var tensors = graph.Inputs.Where(i => i.Kind is TensorType).ToArray();
        var inputs = RandomTensors.For(tensors, seed: 1, named: 2);
        foreach (var input in graph.Inputs)
        {
            if (input.Kind is SequenceType sequence) inputs[input.Name] = Tensor.EmptySequence(sequence.Element);
            if (input.Kind is OptionalType optional) inputs[input.Name] = Tensor.EmptyOptional(optional.Of);
        }

        return inputs;
    }
}
