namespace Bantam.Plans;

/// <summary>What lies in a <see cref="FlatMemory"/> before the first run: a variable or a constant.</summary>
/// <param name="Address">Where it begins.</param>
/// <param name="Bytes">What it consists of.</param>
public sealed record FlatContent(int Address, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What it was made of; null where it is as it was given.</summary>
    public TransformedWeights? Origin { get; init; }
}
