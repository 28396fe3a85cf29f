using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Bantam.Adapters.Embeddings;

/// <summary>
/// Embeds texts by an encoder in an ONNX file and the tokenizer that it was trained with, for whatever takes an
/// <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>: the mean of the vectors of its tokens, of length 1 (Sentence-BERT,
/// <see href="https://arxiv.org/abs/1908.10084"/>). Texts of like length share a run. It is thread-safe.
/// </summary>
public sealed class SentenceEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    private readonly Model _model;
    private readonly Tokenizer _tokenizer;
    private readonly SentenceEmbedderOptions _options;
    private readonly string _output;

    /// <summary>An embedder.</summary>
    /// <param name="model">
    /// The encoder: it takes <c>input_ids</c> and perhaps <c>attention_mask</c> and <c>token_type_ids</c>, all Int64[batch, tokens].
    /// </param>
    /// <param name="tokenizer">The tokenizer; a <see cref="BertTokenizer"/> adds its special tokens.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="ArgumentException">The model takes or gives something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is below 1.</exception>
    public SentenceEmbedder(Model model, Tokenizer tokenizer, SentenceEmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        (_model, _tokenizer, _options) = (model, tokenizer, options ?? new());
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxTokens, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.BatchSize, 1, nameof(options));
        foreach (var input in model.Inputs)
            if (input.Name is not (Ids or Mask or Types) || input.Kind is not TensorType { Element: ElementType.Int64, Shape.Rank: 2 })
                throw new ArgumentException(
                    $"A text encoder takes {Ids}, {Mask} and {Types}, which are Int64[batch, tokens]; this model takes '{input.Name}', "
                    + $"{input.Kind}.",
                    nameof(model));
        var output = model.Outputs.FirstOrDefault(o => _options.Output is null || o.Name == _options.Output);
        if (output?.Kind is not TensorType { Element: ElementType.Float, Shape.Rank: 2 or 3 } type)
            throw new ArgumentException(
                $"A text encoder gives Float[batch, tokens, width] or Float[batch, width]; the output "
                + $"'{output?.Name ?? _options.Output}' is {output?.Kind.ToString() ?? "missing"}.",
                nameof(model));
        _output = output.Name;
        Width = type.Shape[type.Shape.Rank - 1] is { IsKnown: true } last ? last.Size : null;
    }

    /// <summary>How many numbers a vector has; null where only a run shows it.</summary>
    public int? Width { get; }

    /// <summary>Embeds texts.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="options">Null, or options that ask for no other number of dimensions than the model has.</param>
    /// <param name="cancellationToken">Ends the work between two runs of the model.</param>
    /// <exception cref="NotSupportedException">Another number of dimensions is asked for.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (options?.Dimensions is { } dimensions && Width is { } width && dimensions != width)
            throw new NotSupportedException($"This model gives vectors of {width} numbers; {dimensions} are asked for.");
        IReadOnlyList<int>[] texts = [.. values.Select(Encode)];
        var embeddings = new Embedding<float>[texts.Length];
        int[] byLength = [.. Enumerable.Range(0, texts.Length).OrderBy(i => texts[i].Count)];
        foreach (var batch in byLength.Chunk(_options.BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = Inputs([.. batch.Select(i => texts[i])]);
            var given = inputs.Where(i => _model.Inputs.Any(m => m.Name == i.Key)).ToDictionary();
            var outputs = await _model.RunAsync(given, cancellationToken).ConfigureAwait(false);
            var vectors = Pooled(outputs[_output], inputs[Mask]);
            for (var i = 0; i < batch.Length; i++)
                embeddings[batch[i]] = new Embedding<float>(vectors[i])
                {
                    CreatedAt = DateTimeOffset.UtcNow, ModelId = _options.ModelId,
                };
        }

        var tokens = texts.Sum(t => t.Count);
        return new GeneratedEmbeddings<Embedding<float>>(embeddings)
        {
            Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
        };
    }

    /// <summary>The metadata, the model, the tokenizer, or this embedder, by type.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return new EmbeddingGeneratorMetadata("bantam", null, _options.ModelId, Width);
        return ((object[])[this, _model, _tokenizer]).FirstOrDefault(serviceType.IsInstanceOfType);
    }

    /// <summary>Does nothing: models are freed by the garbage collector.</summary>
    public void Dispose()
    {
    }

    private IReadOnlyList<int> Encode(string text)
    {
        // The special tokens of a BERT are added by its own method alone.
        var ids = _tokenizer is BertTokenizer bert
            ? bert.EncodeToIds(text, _options.MaxTokens, addSpecialTokens: true, out _, out _)
            : _tokenizer.EncodeToIds(text, _options.MaxTokens, out _, out _);
        return ids.Count > 0 ? ids : [_options.PadToken];
    }

    private Dictionary<string, Tensor> Inputs(IReadOnlyList<IReadOnlyList<int>> texts)
    {
        var shape = Shape.Of(texts.Count, texts.Max(t => t.Count));
        var (ids, mask) = (Tensor.Full((long)_options.PadToken, shape), Tensor.Full(0L, shape));
        for (var i = 0; i < texts.Count; i++)
        {
            var row = i * shape[1].Size;
            for (var j = 0; j < texts[i].Count; j++) (ids.Span<long>()[row + j], mask.Span<long>()[row + j]) = (texts[i][j], 1);
        }

        return new Dictionary<string, Tensor> { [Ids] = ids, [Mask] = mask, [Types] = Tensor.Full(0L, shape) };
    }

    /// <summary>A vector a text: the mean of those of its tokens, where there is one for each.</summary>
    private float[][] Pooled(Tensor output, Tensor mask)
    {
        var (texts, width) = (output.Shape[0].Size, output.Shape[output.Shape.Rank - 1].Size);
        var tokens = output.Shape.Rank == 3 ? output.Shape[1].Size : 1;
        var vectors = new float[texts][];
        var elements = output.Span<float>();
        var isText = mask.Span<long>();
        for (var text = 0; text < texts; text++)
        {
            var sum = new double[width];
            var count = 0;
            for (var token = 0; token < tokens; token++)
            {
                var place = (text * tokens) + token;
                if (output.Shape.Rank == 3 && isText[place] == 0) continue;
                count++;
                for (var i = 0; i < width; i++) sum[i] += elements[(place * width) + i];
            }

            var length = _options.Normalize ? Math.Sqrt(sum.Sum(x => x * x)) : count;
            vectors[text] = Array.ConvertAll(sum, x => (float)(length > 0 ? x / length : 0));
        }

        return vectors;
    }
}
