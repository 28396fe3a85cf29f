using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>max(0, min(most, α·x + β)), as exporters write it with a clip, a ReLU and a minimum, or both extrema.</summary>
/// <param name="X">x.</param>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
/// <param name="Most">The upper bound.</param>
internal sealed record Clamp(Tensor X, double Alpha, double Beta, double Most)
{
    /// <summary>The clamp that a site computes; null where it is none.</summary>
    public static Clamp? Of(Site? site)
    {
        if (site is null || Bounded(site) is not var (inside, tensor, most) || !(most > 0)) return null;
        var (before, shift) = Shifted(inside, tensor);
        var product = Factors.Of(before.Site, before.Tensor);
        return product.Tensors is [var x] ? new Clamp(x, product.Number, shift, most) : null;
    }

    /// <summary>The clamp times a number as a <see cref="HardSigmoid"/>, which is 0 and 1 at its ends; null where it is none.</summary>
    public HardSigmoid? AsHardSigmoid(double times)
    {
        // At x = 0 a sigmoid is ½; what is not is a clip, and named so.
        if (!Site.IsNear(times * Most, 1, X.Element) || !Site.IsNear(times * Beta, 0.5, X.Element) || !(Alpha > 0)) return null;
        return new HardSigmoid((float)(times * Alpha), 0.5f);
    }

    /// <summary>What is kept above 0 and below a number, which has no other reader.</summary>
    private static (Site Site, Tensor Tensor, double Most)? Bounded(Site site)
    {
        if (site.Operator is Clip)
        {
            if (Site.Number(site.Optional(2)) is not { } most) return null;
            if (Site.Number(site.Optional(1)) is 0) return (site, site[0], most);
            return site.Optional(1) is null && site.OwnOf(site[0]) is { Operator: Relu } relu ? (relu, relu[0], most) : null;
        }

        if (site.Operator is not (Min or Max) || OfTwo(site) is not var (bound, rest)) return null;
        if (site.OwnOf(rest) is not { } inner) return null;
        if (site.Operator is Max)
            return bound is 0 && inner.Operator is Min && OfTwo(inner) is var (upper, below) ? (inner, below, upper) : null;
        if (inner.Operator is Relu) return (inner, inner[0], bound);
        return inner.Operator is Max && OfTwo(inner) is (0, var above) ? (inner, above, bound) : null;
    }

    private static (double Bound, Tensor Other)? OfTwo(Site site) => site.Inputs.Count != 2 ? null
        : Site.Number(site[0]) is { } first ? (first, site[1]) : Site.Number(site[1]) is { } second ? (second, site[0]) : null;

    private static ((Site Site, Tensor Tensor) Before, double Shift) Shifted(Site site, Tensor tensor) => site.OwnOf(tensor) switch
    {
        { Operator: Add } sum when Site.Number(sum[1]) is { } number => ((sum, sum[0]), number),
        { Operator: Add } sum when Site.Number(sum[0]) is { } number => ((sum, sum[1]), number),
        { Operator: Sub } difference when Site.Number(difference[1]) is { } number => ((difference, difference[0]), -number),
        _ => ((site, tensor), 0),
    };
}
