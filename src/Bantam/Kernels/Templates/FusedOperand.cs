using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>A tensor that a fused chain reads, or one that it writes.</summary>
/// <param name="Storage">Its element type in memory.</param>
/// <param name="Broadcast">How it repeats; of a written tensor <see cref="Broadcast.None"/>.</param>
/// <param name="Numbers">Of a block of numbers, each of which is for all elements and a parameter of its own, how many; else 0.</param>
public sealed record FusedOperand(ElementType Storage, Broadcast Broadcast = Broadcast.None, int Numbers = 0)
{
    /// <summary>Whether of an Int64 only the low 32 bits are read.</summary>
    public bool IsNarrow { get; init; }

    /// <summary>Whether one element serves a whole row.</summary>
    public bool IsSplat => Broadcast is Broadcast.Columns or Broadcast.All;

    /// <summary>Whether all rows read the same.</summary>
    public bool IsSameForRows => Broadcast is Broadcast.Rows or Broadcast.All;
}
