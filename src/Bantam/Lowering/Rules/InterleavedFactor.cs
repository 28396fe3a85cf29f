using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// A constant right factor of a product of short integers in which those elements of a column that are multiplied in one step lie
/// together, as one of Int32: [.., k, n] becomes [.., k/2, n] of 16 bits, [.., k/4, n] of 8.
/// </summary>
internal static class InterleavedFactor
{
    /// <summary>
    /// How many elements of the depth a target multiplies in one step; 1 where it has no instruction for these types, the right factor is
    /// computed, or the depth has a rest.
    /// </summary>
    /// <param name="target">What is lowered for.</param>
    /// <param name="left">The left factor.</param>
    /// <param name="right">The right factor.</param>
    /// <param name="run">How many elements of the depth lie side by side in the left factor.</param>
    public static int Together(Target target, Value left, Value right, Dimension run)
    {
        var together = (left.Type.Element, right.Type.Element) switch
        {
            (ElementType.Int16, ElementType.Int16) => 2,
            (ElementType.UInt8, ElementType.Int8) when target.HasDot => 4,
            _ => 1,
        };
        if (together == 1 || target.Lanes == 1 || right.Constant is null) return 1;
        return run.Decide(count => count > 0 && count % together == 0) ? together : 1;
    }

    /// <summary>The factor interleaved.</summary>
    public static Value Of(Value factor, int together)
    {
        if (together == 1) return factor;
        var (size, n) = (factor.Type.Element.Size(), factor.Type.Shape[-1].Size);
        var interleaved = new Tensor(new TensorType(ElementType.Int32, Shape.Of(factor.Type.Shape.ElementCount / together / n, n)));
        var from = factor.Constant!.Bytes;
        var to = interleaved.Bytes;
        for (var at = 0; at < from.Length; at += size)
        {
            var (k, column) = (at / size / n, at / size % n);
            from.Slice(at, size).CopyTo(to[(((((k / together * n) + column) * together) + (k % together)) * size)..]);
        }

        return new Value("interleaved", interleaved.Type) { Constant = interleaved };
    }
}
