using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>A tensor as a product: a number times tensors. It goes through products that nothing else reads, in whatever order.</summary>
/// <param name="Number">The number.</param>
/// <param name="Tensors">The other factors; one that is raised to a power is there several times.</param>
internal sealed record Factors(double Number, IReadOnlyList<Tensor> Tensors)
{
    /// <summary>More factors than any pattern has: longer products are looked at no further.</summary>
    private const int Most = 6;

    /// <summary>The factors of what a site computes; null where it is no product.</summary>
    public static Factors? Of(Site site)
    {
        var tensors = new List<Tensor>();
        return site.Operator is Mul or Div or Pow && Collect(site, tensors) is { } number && tensors.Count <= Most
            ? new Factors(number, tensors) : null;
    }

    /// <summary>The factors of an input of a site: the input itself where it is no product, or is read elsewhere too.</summary>
    public static Factors Of(Site site, Tensor tensor) => (site.OwnOf(tensor) is { } own ? Of(own) : null) ?? new Factors(1, [tensor]);

    /// <summary>Whether the number is what it must be.</summary>
    public bool Is(double number) => Tensors is [var first, ..] && Site.IsNear(Number, number, first.Element);

    private static double? Collect(Site site, List<Tensor> tensors)
    {
        if (tensors.Count > Most) return null;
        switch (site.Operator)
        {
            case Mul:
                return Collect(site, site[0], tensors) * Collect(site, site[1], tensors);
            case Div when Site.Number(site[1]) is { } divisor and not 0:
                return Collect(site, site[0], tensors) / divisor;
            case Pow when Site.Number(site[1]) is { } exponent and (2 or 3):
                tensors.AddRange(Enumerable.Repeat(site[0], (int)exponent));
                return 1;
            default:
                return null;
        }
    }

    private static double? Collect(Site site, Tensor tensor, List<Tensor> tensors)
    {
        if (Site.Number(tensor) is { } number) return number;
        var before = tensors.Count;
        if (site.OwnOf(tensor) is { } own && Collect(own, tensors) is { } inner) return inner;
        tensors.RemoveRange(before, tensors.Count - before);
        tensors.Add(tensor);
        return 1;
    }
}
