using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Bench.Cases;

/// <summary>
/// The encoder of small sentence models (6 layers, width 384, 12 heads, a vocabulary of 30522) with random weights: token ids and a vector
/// for each token. Operators are those that exporters write.
/// </summary>
internal sealed class TransformerEncoder
{
    /// <summary>How many tokens it is given.</summary>
    public const int Tokens = 128;

    /// <summary>How many different ones there are.</summary>
    public const int Vocabulary = 30522;

    /// <summary>The input: the tokens' ids, Int64[1, <see cref="Tokens"/>].</summary>
    public const string Ids = "input_ids";

    private const int Layers = 6, Width = 384, Heads = 12, Hidden = 4 * Width, Head = Width / Heads;
    private const float Spread = 0.1f;

    private readonly Random _random = new(1);

    private TransformerEncoder()
    {
    }

    /// <summary>The graph; its output is Float[1, tokens, width].</summary>
    public static Graph Graph() => new TransformerEncoder().Trace();

    private Graph Trace() => Graphs.Graph.Trace([(Ids, new TensorType(ElementType.Int64, Shape.Of(1, Tokens)))], inputs =>
    {
        var words = new Gather(0).ApplyOne(Weights("embeddings.word", Vocabulary, Width), inputs[0]);
        var x = Normalize("embeddings.norm", words + Weights("embeddings.position", 1, Tokens, Width));
        for (var layer = 0; layer < Layers; layer++)
        {
            x = Normalize($"layers.{layer}.attention.norm", x + Attention($"layers.{layer}.attention", x));
            var hidden = new Gelu(GeluApproximation.None).ApplyOne(Dense($"layers.{layer}.hidden", x, Width, Hidden));
            x = Normalize($"layers.{layer}.norm", x + Dense($"layers.{layer}.output", hidden, Hidden, Width));
        }

        return [("last_hidden_state", x)];
    });

    private Tensor Attention(string name, Tensor x)
    {
        var (query, key, value) = (Split("query", 0, 2, 1, 3), Split("key", 0, 2, 3, 1), Split("value", 0, 2, 1, 3));
        var mixed = (query.MatMul(key) / MathF.Sqrt(Head)).Softmax().MatMul(value);
        return Dense($"{name}.output", mixed.Transpose(0, 2, 1, 3).Reshape(1, Tokens, Width), Width, Width);

        Tensor Split(string part, params int[] order) =>
            Dense($"{name}.{part}", x, Width, Width).Reshape(1, Tokens, Heads, Head).Transpose(order);
    }

    private Tensor Dense(string name, Tensor x, int from, int to) =>
        x.MatMul(Weights($"{name}.weight", from, to)) + Weights($"{name}.bias", to);

    private Tensor Normalize(string name, Tensor x) =>
        new LayerNormalization().ApplyOne(x, Weights($"{name}.weight", Width) + 1f, Weights($"{name}.bias", Width));

    private Tensor Weights(string name, params int[] sizes)
    {
        var tensor = new Tensor(TensorType.Float([.. sizes.Select(s => (Dimension)s)]));
        foreach (ref var x in tensor.Span<float>()) x = (_random.NextSingle() - 0.5f) * Spread;
        return new Variable(name, tensor).Read();
    }
}
