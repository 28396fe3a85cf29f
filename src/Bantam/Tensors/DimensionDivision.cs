namespace Bantam.Tensors;

/// <summary>Quotients of dimensions, rounded down, in the one form that is kept.</summary>
internal static class DimensionDivision
{
    /// <summary>
    /// Polynomial long division: ⌊(b·q + r) / b⌋ is q + ⌊r / b⌋ for integers. By a sum that leaves a rest nothing is taken out.
    /// </summary>
    /// <exception cref="ShapeException">The divisor is 0.</exception>
    public static Dimension Divide(Dimension a, Dimension b)
    {
        if (b == 0) throw new ShapeException($"the dimension '{a}' cannot be divided by 0.");
        if (b.IsKnown && b.Size < 0) (a, b) = (-a, -b);
        Dimension quotient = 0, rest = 0;
        for (var open = a; open.Terms is [var first, ..];)
        {
            if (first.Over(b.Terms[0]) is { } part)
            {
                quotient += Dimension.Of([part]);
                open -= Dimension.Of([part]) * b;
            }
            else
            {
                rest += Dimension.Of([first]);
                open -= Dimension.Of([first]);
            }
        }

        if (rest == 0) return quotient;
        if (b.Terms.Length > 1) return Dimension.Of(new QuotientAtom(a, b));
        return quotient + (b.IsKnown ? Round(rest, b.Size) : Dimension.Of(new QuotientAtom(rest, b)));
    }

    /// <summary>⌊r / n⌋ of a rest with coefficients from 0 to below n.</summary>
    private static Dimension Round(Dimension rest, int by)
    {
        // ⌊(g·x + k) / (g·n)⌋ is ⌊(x + ⌊k/g⌋) / n⌋.
        var common = rest.Terms.Where(t => t.Atoms.Length > 0).Aggregate(by, (g, t) => Greatest(g, (int)t.Coefficient));
        if (common > 1)
            return Dimension.Of(Array.ConvertAll(rest.Terms, t => new DimensionTerm(t.Coefficient / common, t.Atoms))) / (by / common);
        if (rest.IsKnown) return 0;

        // x + ⌊y / m⌋ is ⌊(m·x + y) / m⌋, and a quotient of a quotient is one by the product.
        if (rest.Terms.Where(t => t is { Coefficient: 1, Atoms: [QuotientAtom { Divisor.IsKnown: true }] }).ToArray() is [var inner])
        {
            var atom = (QuotientAtom)inner.Atoms[0];
            return (((rest - Dimension.Of(atom)) * atom.Divisor) + atom.Dividend) / (atom.Divisor * by);
        }

        return Dimension.Of(new QuotientAtom(rest, by));
    }

    private static int Greatest(int a, int b) => b == 0 ? a : Greatest(b, a % b);
}
