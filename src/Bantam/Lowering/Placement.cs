using Bantam.Kernels;

namespace Bantam.Lowering;

/// <summary>Where a tensor lies.</summary>
/// <param name="Region">The block of memory.</param>
/// <param name="Offset">Bytes from its beginning; a multiple of 64.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct Placement(Region Region, int Offset, int Length)
{
    /// <summary>Tensors begin at cache lines, and behind each is room for a vector load that runs past its end.</summary>
    public const int Alignment = 64;

    /// <summary>The bytes that a tensor of this length takes: itself, the readable ones behind it, and up to the next cache line.</summary>
    public static int Footprint(long length)
    {
        var bytes = (length + (4 * Load.ReadableBehind) + Alignment - 1) / Alignment * Alignment;
        return bytes <= int.MaxValue ? (int)bytes : throw new PlanException($"A tensor of {length} bytes is larger than a plan can address; split it.");
    }

    /// <summary>Whether both share a byte.</summary>
    public bool Overlaps(Placement other) => Region == other.Region && Offset < other.Offset + other.Length && other.Offset < Offset + Length;
}
