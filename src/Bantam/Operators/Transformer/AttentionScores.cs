namespace Bantam.Operators.Transformer;

/// <summary>Which scores of queries and keys an <see cref="Attention"/> gives besides its result; the numbers are ONNX'.</summary>
public enum AttentionScores
{
    /// <summary>The scaled products.</summary>
    Products,

    /// <summary>The products behind the soft cap.</summary>
    Capped,

    /// <summary>What the softmax is taken of: capped, and −∞ where a query does not see a key.</summary>
    Masked,

    /// <summary>The probabilities.</summary>
    Probabilities,
}
