using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Optimizers;
using static Bantam.Training.Layers.Activations;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Bench.Cases;

/// <summary>Networks that read symbols and foretell the next one after each, in training.</summary>
internal static class SequenceCases
{
    private const int Symbols = 64;

    /// <summary>An LSTM of 128 units on embeddings of 64 numbers.</summary>
    public static BenchmarkCase Lstm { get; } = Make("lstm-128", steps: 40, batch: 32) with
    {
        Layers = () => [new Embedding(Symbols, 64), new LSTM(128, returnSequences: true), new Dense(Symbols)],
    };

    /// <summary>An encoder of a transformer: two layers of 4 heads on 128 numbers, which may look at all symbols before.</summary>
    public static BenchmarkCase Transformer { get; } = Make("transformer-2x128", steps: 64, batch: 16) with { Network = Encoder };

    private static BenchmarkCase Make(string name, int steps, int batch) => new(name, [])
    {
        Input = [steps],
        Labels = [steps],
        Symbols = Symbols,
        Classes = Symbols,
        Batch = batch,
        Optimizer = () => new Adam(0.001f),
        LearningRate = 0.001f,
        LearningSteps = 3 * CaseData.Batches,
    };

    private static Model Encoder()
    {
        const int width = 128, heads = 4, steps = 64;
        var symbols = Model.Input(Shape.Of(steps), ElementType.Int32, "symbols");
        var x = new Embedding(Symbols, width).Apply(symbols);
        x = new Add().Apply(x, new PositionEmbedding(steps).Apply(x));
        for (var layer = 0; layer < 2; layer++)
        {
            var seen = new MultiHeadAttention(heads, width / heads, useCausalMask: true).Apply(x, x);
            x = new LayerNormalization(epsilon: 1e-5f).Apply(new Add().Apply(x, seen));
            var wide = new Dense(4 * width, activation: Relu).Apply(x);
            x = new LayerNormalization(epsilon: 1e-5f).Apply(new Add().Apply(x, new Dense(width).Apply(wide)));
        }

        return new Model(symbols, new Dense(Symbols).Apply(x)) { Seed = 1 };
    }
}
