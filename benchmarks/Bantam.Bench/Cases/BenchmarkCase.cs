using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Optimizers;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Bench.Cases;

/// <summary>What all systems of a suite compute: a network, a graph, or a model in a file.</summary>
/// <param name="Name">Its name in rows and tables.</param>
/// <param name="MultiplyAdds">Those of each layer with weights for one sample, in order.</param>
internal sealed record BenchmarkCase(string Name, IReadOnlyList<long> MultiplyAdds)
{
    /// <summary>Samples of a training step, and of the shapes of layers that are measured alone, unless a case has its own.</summary>
    public const int UsualBatch = 64;

    /// <summary>Classes that a network ends in unless it has its own.</summary>
    public const int UsualClasses = 10;

    /// <summary>Samples of a training step.</summary>
    public int Batch { get; init; } = UsualBatch;

    /// <summary>Classes that the network ends in.</summary>
    public int Classes { get; init; } = UsualClasses;

    /// <summary>The shape of a sample.</summary>
    public IReadOnlyList<int> Input { get; init; } = [];

    /// <summary>How many symbols there are, of whose numbers samples are; null where they are of fractions.</summary>
    public int? Symbols { get; init; }

    /// <summary>The shape of a sample's labels.</summary>
    public IReadOnlyList<int> Labels { get; init; } = [];

    /// <summary>The layers up to the logits, one behind the other; null of what is no sequence.</summary>
    public Func<IReadOnlyList<Layer>>? Layers { get; init; }

    /// <summary>A network up to the logits that is no sequence; null of one, and of what is no network.</summary>
    public Func<Model>? Network { get; init; }

    /// <summary>How it learns.</summary>
    public Func<Optimizer>? Optimizer { get; init; }

    /// <summary>The learning rate of that.</summary>
    public float LearningRate { get; init; }

    /// <summary>With how many steps each system must have learned something before its time means anything; 0 where none asks.</summary>
    public int LearningSteps { get; init; }

    /// <summary>What is computed where it is no network; null of one.</summary>
    public Func<Graph>? Graph { get; init; }

    /// <summary>Whether the time is that of products and nothing else.</summary>
    public bool IsProduct { get; init; }

    /// <summary>The file of a model that is loaded and run in a process of its own; null of what is measured in this one.</summary>
    public Func<string>? File { get; init; }

    /// <summary>What the model in the file is given, by name; null for zeros of the sizes that the file names.</summary>
    public Func<IReadOnlyList<(string Name, Tensor Tensor)>>? Inputs { get; init; }

    /// <summary>Whether it is a network, which trains and infers.</summary>
    public bool IsNetwork => Layers is not null || Network is not null;

    /// <summary>Whether it is a network of dense layers only.</summary>
    public bool IsDense => Layers is not null && Input.Count == 1;

    /// <summary>Floating-point operations of the products for a metric; null where its time is not that of products.</summary>
    public long? Flops(string metric) => metric switch
    {
        // Forward, the gradient of the weights, and that of the input, which the first layer does not need.
        Metrics.Train when IsNetwork && MultiplyAdds.Count > 0 => 2L * Batch * ((3 * MultiplyAdds.Sum()) - MultiplyAdds[0]),
        Metrics.Infer when MultiplyAdds.Count > 0 => 2 * MultiplyAdds.Sum(),
        _ => null,
    };
}
