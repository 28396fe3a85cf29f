using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Bantam.Tensors;

/// <summary>Constants with their axes in another order, made once for all plans of a model, such as weights of convolutions.</summary>
internal static class PermutedConstants
{
    private static readonly ConditionalWeakTable<Tensor, ConcurrentDictionary<Ints, Tensor>> Known = [];

    /// <summary>The tensor whose axis i is axis <paramref name="permutation"/>[i] of the constant.</summary>
    public static Tensor Get(Tensor constant, Ints permutation) =>
        Known.GetOrCreateValue(constant).GetOrAdd(permutation, _ => Permuted(constant, permutation));

    private static Tensor Permuted(Tensor constant, Ints permutation)
    {
        var strides = constant.Shape.Strides();
        var result = new Tensor(constant.Type with { Shape = new Shape(permutation.Select(axis => constant.Shape[axis])) });
        var (size, sizes, steps) = (constant.Element.Size(), result.Shape.Sizes, permutation.Select(axis => strides[axis]).ToArray());
        var indices = new int[sizes.Length];
        for (int to = 0, from = 0; to < result.Bytes.Length; to += size)
        {
            constant.Bytes.Slice(from * size, size).CopyTo(result.Bytes[to..]);
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++indices[axis] < sizes[axis]) break;
                from -= sizes[axis] * steps[axis];
                indices[axis] = 0;
            }
        }

        return result;
    }
}
