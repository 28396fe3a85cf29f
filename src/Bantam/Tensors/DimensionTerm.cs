namespace Bantam.Tensors;

/// <summary>
/// A term of the polynomial that a dimension is: a number times atoms, which are in order. Plans of many sizes compute with terms all the
/// time and from the first moment on, so that this is a class, whose lists are compiled before a program starts, and loops.
/// </summary>
internal sealed class DimensionTerm(long coefficient, DimensionAtom[] atoms)
{
    /// <summary>The number.</summary>
    public long Coefficient => coefficient;

    /// <summary>The atoms, ordered by their texts.</summary>
    public DimensionAtom[] Atoms => atoms;

    /// <summary>The product of two terms.</summary>
    public DimensionTerm Times(DimensionTerm other)
    {
        var product = new DimensionAtom[Atoms.Length + other.Atoms.Length];
        for (int i = 0, left = 0, right = 0; i < product.Length; i++)
        {
            var isLeft = right == other.Atoms.Length
                || (left < Atoms.Length && string.CompareOrdinal(Atoms[left].Text, other.Atoms[right].Text) <= 0);
            product[i] = isLeft ? Atoms[left++] : other.Atoms[right++];
        }

        return new(Checked(Coefficient * other.Coefficient), product);
    }

    /// <summary>
    /// What this term is divided by another one, its coefficient rounded down; null where the other one has more atoms, or nothing is
    /// left.
    /// </summary>
    public DimensionTerm? Over(DimensionTerm divisor)
    {
        var left = new List<DimensionAtom>(Atoms);
        foreach (var atom in divisor.Atoms)
        {
            var at = left.FindIndex(a => a.Text == atom.Text);
            if (at < 0) return null;
            left.RemoveAt(at);
        }

        var quotient = Floor(Coefficient, divisor.Coefficient);
        return quotient == 0 ? null : new(quotient, [.. left]);
    }

    /// <summary>Terms in the order that is kept: by degree, then by name, equal ones added up.</summary>
    public static DimensionTerm[] Collect(DimensionTerm[] terms)
    {
        var sorted = new List<DimensionTerm>(terms.Length);
        foreach (var term in terms)
        {
            var at = sorted.Count;
            while (at > 0 && Compare(sorted[at - 1], term) > 0) at--;
            if (at > 0 && Compare(sorted[at - 1], term) == 0)
                sorted[at - 1] = new DimensionTerm(sorted[at - 1].Coefficient + term.Coefficient, term.Atoms);
            else sorted.Insert(at, term);
        }

        sorted.RemoveAll(t => t.Coefficient == 0);
        foreach (var term in sorted) Checked(term.Coefficient);
        return [.. sorted];
    }

    /// <summary>The quotient rounded down.</summary>
    public static long Floor(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    // A product keeps the order of what it multiplies, which long division needs.
    private static int Compare(DimensionTerm x, DimensionTerm y)
    {
        var order = y.Atoms.Length.CompareTo(x.Atoms.Length);
        for (var i = 0; order == 0 && i < x.Atoms.Length; i++) order = string.CompareOrdinal(x.Atoms[i].Text, y.Atoms[i].Text);
        return order;
    }

    private static long Checked(long number) => number is >= int.MinValue and <= int.MaxValue ? number
        : throw new ShapeException($"a dimension is a number of 32 bits; the factor {number} of one is not.");
}
