using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// x/2·(1 + erf(x/√2)) and x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))) are <see cref="Gelu"/>, in whatever order their factors are written.
/// </summary>
internal static class WrittenGelu
{
    private const double RootHalf = 0.70710678118654752, RootTwoOverPi = 0.79788456080286536, Cubic = 0.044715;

    public static Tensor? Match(Site site)
    {
        if (Factors.Of(site) is not { Tensors.Count: 2 } product) return null;
        for (var i = 0; i < 2; i++)
        {
            var (x, other) = (product.Tensors[i], product.Tensors[1 - i]);
            if (!x.Type.Equals(site.Type) || !x.Element.IsFloating()) continue;
            if (OnePlus(site, other) is not var (number, function)) continue;
            if (!(product with { Number = product.Number * number }).Is(0.5)) continue;
            if (function.Operator is Erf ? IsScaled(function, x) : IsCubic(function, x))
                return new Gelu(function.Operator is Erf ? GeluApproximation.None : GeluApproximation.Tanh).ApplyOne(x);
        }

        return null;
    }

    /// <summary>c and f where a tensor is c·(1 + f) or c + c·f, and f is one of the two functions.</summary>
    private static (double Number, Site Function)? OnePlus(Site site, Tensor tensor)
    {
        if (site.OwnOf(tensor) is not { Operator: Add } sum || Term(sum) is not var (number, rest)) return null;
        if (Factors.Of(sum, rest) is not { Tensors.Count: 1 } scaled || !scaled.Is(number)) return null;
        return sum.OwnOf(scaled.Tensors[0]) is { Operator: Erf or Tanh } function ? (number, function) : null;
    }

    /// <summary>Whether the function is of x/√2.</summary>
    private static bool IsScaled(Site function, Tensor x) =>
        Factors.Of(function, function[0]) is { Tensors.Count: 1 } inner && Site.IsSame(inner.Tensors[0], x) && inner.Is(RootHalf);

    /// <summary>Whether the function is of √(2/π)·(x + 0.044715·x³), or of √(2/π)·x·(1 + 0.044715·x²).</summary>
    private static bool IsCubic(Site function, Tensor x)
    {
        var inner = Factors.Of(function, function[0]);
        if (!inner.Is(RootTwoOverPi)) return false;
        Tensor[] others = [.. inner.Tensors.Where(t => !Site.IsSame(t, x))];
        if (others is not [var sum] || inner.Tensors.Count > 2 || function.OwnOf(sum) is not { Operator: Add } added) return false;
        if (inner.Tensors.Count == 2) return Term(added) is (1, var square) && IsPower(added, square, x, 2);
        return (Site.IsSame(added[0], x) && IsPower(added, added[1], x, 3)) || (Site.IsSame(added[1], x) && IsPower(added, added[0], x, 3));
    }

    private static bool IsPower(Site site, Tensor tensor, Tensor x, int exponent) =>
        Factors.Of(site, tensor) is { } power && power.Is(Cubic)
        && power.Tensors.Count == exponent && power.Tensors.All(t => Site.IsSame(t, x));

    /// <summary>Of the two terms of a sum the number, and the other one.</summary>
    private static (double Number, Tensor Other)? Term(Site sum) =>
        Site.Number(sum[0]) is { } first ? (first, sum[1]) : Site.Number(sum[1]) is { } second ? (second, sum[0]) : null;
}
