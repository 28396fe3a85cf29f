namespace Bantam.Tensors;

/// <summary>A term of the polynomial that a dimension is: a number times atoms, which are in order.</summary>
internal readonly record struct DimensionTerm(long Coefficient, IReadOnlyList<DimensionAtom> Atoms)
{
    /// <summary>The product of two terms.</summary>
    public DimensionTerm Times(DimensionTerm other) =>
        new(Checked(Coefficient * other.Coefficient), [.. Atoms.Concat(other.Atoms).OrderBy(a => a.Text, StringComparer.Ordinal)]);

    /// <summary>
    /// What this term is divided by another one, its coefficient rounded down; null where the other one has more atoms, or nothing is
    /// left.
    /// </summary>
    public DimensionTerm? Over(DimensionTerm divisor)
    {
        var atoms = Atoms.ToList();
        foreach (var atom in divisor.Atoms)
        {
            var at = atoms.FindIndex(a => a.Text == atom.Text);
            if (at < 0) return null;
            atoms.RemoveAt(at);
        }

        var quotient = Floor(Coefficient, divisor.Coefficient);
        return quotient == 0 ? null : new(quotient, atoms);
    }

    /// <summary>Terms in the order that is kept: by degree, then by name, equal ones added up.</summary>
    public static DimensionTerm[] Collect(IEnumerable<DimensionTerm> terms) =>
    [
        .. terms.GroupBy(t => string.Join('*', t.Atoms.Select(a => a.Factor)))
            .Select(g => new DimensionTerm(Checked(g.Sum(t => t.Coefficient)), g.First().Atoms))
            .Where(t => t.Coefficient != 0)
            .Order(Comparer<DimensionTerm>.Create(Compare)),
    ];

    /// <summary>The quotient rounded down.</summary>
    public static long Floor(long a, long b) => (a / b) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    // A product keeps the order of what it multiplies, which long division needs.
    private static int Compare(DimensionTerm x, DimensionTerm y)
    {
        var order = y.Atoms.Count.CompareTo(x.Atoms.Count);
        for (var i = 0; order == 0 && i < x.Atoms.Count; i++) order = string.CompareOrdinal(x.Atoms[i].Text, y.Atoms[i].Text);
        return order;
    }

    private static long Checked(long number) => number is >= int.MinValue and <= int.MaxValue ? number
        : throw new ShapeException($"a dimension is a number of 32 bits; the factor {number} of one is not.");
}
