namespace Bantam.Plans;

/// <summary>
/// An axis along which something is computed band by band. All bands are equally long; where the axis has a rest the last one begins
/// early, and computes again what the one before it has.
/// </summary>
/// <param name="Size">The places of the axis.</param>
/// <param name="Length">The places of a band, at most all of them.</param>
public sealed record BandAxis(int Size, int Length)
{
    /// <summary>How many bands there are.</summary>
    public int Count => (Size + Length - 1) / Length;

    /// <summary>The place at which the last band begins.</summary>
    public int Last => Size - Length;

    /// <summary>The place at which a band begins.</summary>
    public int Start(long band) => (int)Math.Min(band * Length, Last);
}
