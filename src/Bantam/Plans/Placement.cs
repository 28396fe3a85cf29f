using Bantam.Kernels;

namespace Bantam.Plans;

/// <summary>Where a tensor lies.</summary>
/// <param name="Region">The block of memory.</param>
/// <param name="Offset">Bytes from its beginning.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Step">Bytes that the place moves on after each round of the innermost loop around it.</param>
/// <param name="Rounds">The most places that it comes to that way.</param>
public sealed record Placement(Region Region, long Offset, long Length, long Step = 0, long Rounds = 1)
{
    /// <summary>Tensors begin at cache lines, and behind each is room for a vector load that runs past its end.</summary>
    public const int Alignment = 64;

    /// <summary>
    /// Bytes that the place moves on by for each place of the axes of the <see cref="Bands"/> around it; empty where it stays.
    /// </summary>
    public IReadOnlyList<long> BandSteps { get; init; } = [];

    /// <summary>The first byte of all places that it comes to.</summary>
    private long First => Offset + Math.Min(0, Step * (Rounds - 1));

    /// <summary>Behind the last byte of all places that it comes to.</summary>
    private long End => Offset + Length + Math.Max(0, Step * (Rounds - 1));

    /// <summary>The bytes that a tensor of this length takes: itself, the readable ones behind it, and up to the next cache line.</summary>
    public static long Footprint(long length) => (length + (4 * Load.ReadableBehind) + Alignment - 1) / Alignment * Alignment;

    /// <summary>Whether both share a byte in some round.</summary>
    public bool Overlaps(Placement other) =>
        Region == other.Region && Region != Region.Scratch && First < other.End && other.First < End;
}
