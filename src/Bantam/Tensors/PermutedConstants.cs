using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Bantam.Tensors;

/// <summary>
/// Constants with their axes in another order, one for all plans of a model, such as weights of convolutions. Their elements stay
/// where they are until someone asks for them row by row.
/// </summary>
internal static class PermutedConstants
{
    private static readonly ConditionalWeakTable<Tensor, ConcurrentDictionary<Ints, Tensor>> Known = [];

    /// <summary>The tensor whose axis i is axis <paramref name="permutation"/>[i] of the constant.</summary>
    public static Tensor Get(Tensor constant, Ints permutation) =>
        Known.GetOrCreateValue(constant).GetOrAdd(permutation, _ => new Tensor(new LaidOut(constant, permutation)));
}
