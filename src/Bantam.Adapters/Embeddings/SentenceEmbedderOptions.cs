namespace Bantam.Adapters.Embeddings;

/// <summary>How sentences become vectors.</summary>
public sealed record SentenceEmbedderOptions
{
    /// <summary>How many tokens a text has at most, its special ones included; what is behind them is cut off.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>How many texts one run of the model takes.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether vectors have the length 1, so that their product is the cosine of their angle.</summary>
    public bool Normalize { get; init; } = true;

    /// <summary>The token that fills up short texts; the mask says that it is none.</summary>
    public int PadToken { get; init; }

    /// <summary>
    /// The output that is taken; null for the first one. Of one vector a token, [batch, tokens, width], the mean over the tokens is taken;
    /// one of [batch, width] is taken as it is.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>The name of the model in metadata.</summary>
    public string? ModelId { get; init; }
}
