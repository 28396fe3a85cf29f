using Bantam.Tensors;

namespace Bantam.Kernels;

/// <summary>
/// What the kernel writers need to know of a machine. Templates choose their tiles by a function of these numbers and never ask
/// for a target by name.
/// </summary>
/// <param name="Name">The name that is shown to people: <c>cpu-512</c>, <c>wasm-simd</c>.</param>
/// <param name="Lanes">32-bit lanes of a vector: 1, 4, 8 or 16.</param>
/// <param name="Fused">Whether a multiply-add rounds once. Targets that agree on it compute the same bits.</param>
/// <param name="Registers">Vector registers that a kernel may keep live at once.</param>
/// <param name="L1Bytes">First-level data cache.</param>
/// <param name="L2Bytes">Second-level cache of one core.</param>
public sealed record Target(string Name, int Lanes, bool Fused, int Registers, int L1Bytes, int L2Bytes)
{
    /// <summary>The lanes that every reduction is defined on, whatever the target has: see the numbers contract.</summary>
    public const int VirtualLanes = 16;

    /// <summary>No processor has narrower vectors, only none.</summary>
    private const int NarrowestLanes = 4;

    private static readonly bool IsWinogradOn = !AppContext.TryGetSwitch("Bantam.UsesWinograd", out var uses) || uses;

    private const int WidestDotLanes = 8;
    private const int DotRegisters = 16;

    /// <summary>Whether <see cref="Dot4"/> takes few instructions.</summary>
    public bool HasDot { get; init; }

    /// <summary>
    /// Whether convolutions of 3x3 and their gradients may be computed by Winograd's algorithm, which rounds otherwise: within 1e-3 of the
    /// largest number of the result. An app turns it off for all targets with the switch <c>Bantam.UsesWinograd</c> in its project file
    /// (<c>RuntimeHostConfigurationOption</c>).
    /// </summary>
    public bool UsesWinograd { get; init; } = IsWinogradOn;

    /// <summary>Whether .NET runs what has no kernel, by reference.</summary>
    public bool HasHost { get; init; }

    /// <summary>
    /// Whether kernels may have constants in an order of their own, which takes memory again where plans of other sizes need another.
    /// </summary>
    public bool PacksConstants { get; init; }

    /// <summary>The same for kernels of <see cref="Dot4"/>: AVX-VNNI has vectors of 256 bits and sixteen registers.</summary>
    public Target ForDots() =>
        Lanes > WidestDotLanes ? this with { Lanes = WidestDotLanes, Registers = Math.Min(Registers, DotRegisters) } : this;

    /// <summary>The same for kernels that compute in types of 64 bits, which have no vectors: with one lane.</summary>
    public Target For(bool isWide) => isWide && Lanes > 1 ? this with { Lanes = 1 } : this;

    /// <summary>How many real vectors hold the <see cref="VirtualLanes"/>.</summary>
    public int VirtualVectors => VirtualLanes / Lanes;

    /// <summary>
    /// The same with vectors as narrow as so many columns allow: a vector that is stored whole costs far less than the first part of a
    /// wide one, and the processor multiplies as many narrow vectors in a cycle as wide ones.
    /// </summary>
    public Target For(Dimension columns)
    {
        var lanes = columns.Decide(Needed);
        return lanes == Lanes ? this : this with { Lanes = lanes };

        int Needed(int count)
        {
            var needed = Lanes;
            while (needed > NarrowestLanes && needed / 2 >= count) needed /= 2;
            return needed;
        }
    }
}
