using Bantam.Adapters.Embeddings;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Tokenizers;
using Tensor = Bantam.Tensors.Tensor;

namespace Bantam.Adapters.Tests;

/// <summary>Embeddings of a small encoder are those that ONNX Runtime gives for each text alone, without padding.</summary>
public sealed class SentenceEmbedderTests
{
    private const int Width = 16;

    private static readonly string[] Words =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "cat", "dog", "sat", "##s", "on", "the", "mat", "."];

    private static readonly string[] Texts = ["The cat sat.", "a dog", "", "the cats sat on the mat . . . .", "unknownword", "a dog"];

    private static readonly byte[] File = Encoder();

    private static readonly BertTokenizer Tokenizer =
        BertTokenizer.Create(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Words))));

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(32, false)]
    public async Task Vectors_are_means_over_the_tokens_of_each_text(int batch, bool normalize)
    {
        using var embedder = Embedder(new() { BatchSize = batch, Normalize = normalize, ModelId = "tiny" });
        var embeddings = await embedder.GenerateAsync(Texts, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Texts.Length, embeddings.Count);
        for (var i = 0; i < Texts.Length; i++)
        {
            var expected = Expected(Tokenizer.EncodeToIds(Texts[i]), normalize);
            Assert.Equal(expected, embeddings[i].Vector.ToArray(), (a, b) => Math.Abs(a - b) < 2e-5f);
            Assert.Equal("tiny", embeddings[i].ModelId);
        }

        Assert.Equal(embeddings[1].Vector.ToArray(), embeddings[5].Vector.ToArray());
        Assert.Equal(Texts.Sum(t => Tokenizer.EncodeToIds(t).Count), embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Long_texts_are_cut_off_and_keep_their_special_tokens()
    {
        using var embedder = Embedder(new() { MaxTokens = 5 });
        var vector = await embedder.GenerateVectorAsync(Texts[3], cancellationToken: TestContext.Current.CancellationToken);
        var ids = Tokenizer.EncodeToIds(Texts[3]);
        Assert.Equal(Expected([.. ids.Take(4), ids[^1]], true), vector.ToArray(), (a, b) => Math.Abs(a - b) < 2e-5f);
    }

    [Fact]
    public async Task It_can_be_cancelled_and_says_what_it_is()
    {
        using var embedder = Embedder(new() { ModelId = "tiny" });
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => embedder.GenerateAsync(Texts, null, cancelled.Token));
        var other = new EmbeddingGenerationOptions { Dimensions = 8 };
        await Assert.ThrowsAsync<NotSupportedException>(() => embedder.GenerateAsync(Texts, other, TestContext.Current.CancellationToken));
        var metadata = embedder.GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(("bantam", "tiny", Width), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Same(Tokenizer, embedder.GetService<Tokenizer>());
        Assert.Empty(await embedder.GenerateAsync([], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Models_that_encode_no_texts_are_refused()
    {
        var images = Graph.Trace([("image", TensorType.Float("batch", 3))], inputs => [("y", inputs[0].Relu())]);
        var error = Assert.Throws<ArgumentException>(() => new SentenceEmbedder(new Model(images), Tokenizer));
        Assert.Contains("this model takes 'image', Float[batch,3]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Embedder(new() { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => Embedder(new() { Output = "pooler" }));
    }

    private static SentenceEmbedder Embedder(SentenceEmbedderOptions options) =>
        new(new Model(OnnxModel.Load(File).Graph), Tokenizer, options);

    private static float[] Expected(IReadOnlyList<int> ids, bool normalize)
    {
        using var session = new InferenceSession(File);
        int[] shape = [1, ids.Count];
        long[] tokens = [.. ids.Select(i => (long)i)];
        using var results = session.Run(
        [
            NamedOnnxValue.CreateFromTensor("input_ids", new DenseTensor<long>(tokens, shape)),
            NamedOnnxValue.CreateFromTensor("attention_mask", new DenseTensor<long>(ids.Select(_ => 1L).ToArray(), shape)),
        ]);
        var hidden = results[0].AsEnumerable<float>().ToArray();
        var mean = Enumerable.Range(0, Width).Select(i => hidden.Where((_, j) => j % Width == i).Average()).ToArray();
        var length = normalize ? MathF.Sqrt(mean.Sum(x => x * x)) : 1;
        return Array.ConvertAll(mean, x => x / length);
    }

    /// <summary>An encoder of one layer with random weights: embeddings of words, attention that a mask limits, normalization.</summary>
    private static byte[] Encoder()
    {
        var random = new Random(4);
        var (table, scale, bias) = (Weight("table", Words.Length, Width), Weight("scale", Width), Weight("bias", Width));
        var (query, key, value) = (Weight("query", Width, Width), Weight("key", Width, Width), Weight("value", Width, Width));
        var type = new TensorType(ElementType.Int64, new Shape("batch", "tokens"));
        var graph = Graph.Trace([("input_ids", type), ("attention_mask", type)], inputs =>
        {
            var x = table.Read().Gather(inputs[0]);
            var mask = (1f - inputs[1].Cast(ElementType.Float).Unsqueeze(1)) * -10000f;
            var scores = x.MatMul(query).MatMul(x.MatMul(key).TransposeLast()) * 0.25f;
            x += (scores + mask).Softmax().MatMul(x.MatMul(value));
            return [("last_hidden_state", new LayerNormalization(-1, 1e-5f).ApplyOne(x, scale, bias))];
        });
        var stream = new MemoryStream();
        new OnnxModel(graph).Save(stream);
        return stream.ToArray();

        Variable Weight(string name, params int[] sizes)
        {
            var tensor = new Tensor(TensorType.Float(Shape.Of(sizes)));
            foreach (ref var x in tensor.Span<float>()) x = (random.NextSingle() * 2) - 1;
            return new Variable(name, tensor);
        }
    }
}
