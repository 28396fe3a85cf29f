using System.Text;

namespace Bantam.Tensors;

/// <summary>A polynomial with at least one name in it: terms in the order that is kept. Equal polynomials have equal texts.</summary>
internal sealed class DimensionSum
{
    public DimensionSum(DimensionTerm[] terms)
    {
        Terms = terms;
        Text = Print(terms);
    }

    /// <summary>The terms; those of higher degree come first, the number without atoms last.</summary>
    public DimensionTerm[] Terms { get; }

    /// <summary>The polynomial as text.</summary>
    public string Text { get; }

    /// <summary>The name, where it is nothing else.</summary>
    public string? Name => Terms is [{ Coefficient: 1, Atoms: [NameAtom atom] }] ? atom.Name : null;

    /// <summary>Whether no term can be negative.</summary>
    public bool IsNonNegative => Terms.All(t => t.Coefficient > 0 && t.Atoms.All(a => a.IsNonNegative));

    /// <summary>The number when all names are bound.</summary>
    public long Evaluate(IReadOnlyDictionary<string, int> names)
    {
        var sum = 0L;
        foreach (var term in Terms)
        {
            var product = term.Coefficient;
            for (var i = 0; i < term.Atoms.Length; i++) product = checked(product * term.Atoms[i].Evaluate(names));
            sum = checked(sum + product);
        }

        return sum;
    }

    /// <summary>Whether all names are bound.</summary>
    public bool IsBound(IReadOnlyDictionary<string, int> names)
    {
        foreach (var term in Terms)
            for (var i = 0; i < term.Atoms.Length; i++)
                if (!term.Atoms[i].IsBound(names))
                    return false;
        return true;
    }

    /// <summary>The polynomial with other expressions in the place of its names.</summary>
    public Dimension Replace(Func<string, Dimension> replacement)
    {
        Dimension sum = 0;
        foreach (var term in Terms)
            sum += term.Atoms.Aggregate((Dimension)(int)term.Coefficient, (product, atom) => product * atom.Replace(replacement));
        return sum;
    }

    // A minus before a name has spaces around it, since names may have hyphens.
    private static string Print(DimensionTerm[] terms)
    {
        var text = new StringBuilder();
        foreach (var term in terms)
        {
            var size = Math.Abs(term.Coefficient);
            if (text.Length == 0 && term.Coefficient < 0) text.Append('-');
            else if (text.Length > 0) text.Append(term.Coefficient > 0 ? "+" : term.Atoms.Length > 0 ? " - " : "-");
            if (term.Atoms.Length == 0 || size != 1) text.Append(size).Append(term.Atoms.Length > 0 ? "*" : "");
            for (var i = 0; i < term.Atoms.Length; i++)
                text.Append(i > 0 ? "*" : "").Append(size != 1 || term.Atoms.Length > 1 ? term.Atoms[i].Factor : term.Atoms[i].Text);
        }

        return text.ToString();
    }
}
