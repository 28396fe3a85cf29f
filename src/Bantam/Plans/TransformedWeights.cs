using System.Runtime.CompilerServices;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>
/// What a constant of a plan was made of: weights of a convolution, which Winograd's algorithm multiplies transformed. They are smaller, so
/// that a file of a plan's constants may hold them instead, and whoever reads it transforms them again, to the same bits.
/// </summary>
/// <param name="Weights">The weights, [3, 3, channels, outputs].</param>
/// <param name="Transform">The algorithm.</param>
public sealed record TransformedWeights(Tensor Weights, WinogradTransform Transform)
{
    private static readonly ConditionalWeakTable<Tensor, TransformedWeights> Known = [];

    /// <summary>What a constant was made of; null where it is something else, or lies in an order that only one target has.</summary>
    public static TransformedWeights? Of(Tensor constant) => Known.TryGetValue(constant, out var origin) ? origin : null;

    /// <summary>Notes down what a constant was made of, one matrix [channels, outputs] after the other.</summary>
    internal void AreNow(Tensor constant) => Known.AddOrUpdate(constant, this);
}
