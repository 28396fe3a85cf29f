using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>What zeros are added to, or taken from, stays as it is, but for the sign of a zero.</summary>
internal static class ZeroAdded
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not (Add or Sub) || site.Sides() is not var (zeros, other) || !other.Type.Equals(Sum(site))) return null;
        if (site.Operator is Sub && zeros == site[0]) return null;
        return zeros.Constant is { Element: ElementType.Float } known && !known.Span<float>().ContainsAnyExcept(0f, -0f) ? other : null;
    }

    private static TensorType Sum(Site site) => site[0].Type with { Shape = Shape.Broadcast(site[0].Shape, site[1].Shape) };
}
