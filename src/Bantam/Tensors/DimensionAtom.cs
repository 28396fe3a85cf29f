namespace Bantam.Tensors;

/// <summary>What the products in a dimension are made of: a name, or a function of dimensions that is no polynomial.</summary>
internal abstract class DimensionAtom
{
    /// <summary>The atom as text; equal atoms have equal texts.</summary>
    public abstract string Text { get; }

    /// <summary>Its text as a factor of a product.</summary>
    public virtual string Factor => Text;

    /// <summary>The names in it.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>Whether it cannot be negative.</summary>
    public abstract bool IsNonNegative { get; }

    /// <summary>The number when all names are bound.</summary>
    public abstract long Evaluate(IReadOnlyDictionary<string, int> names);

    /// <summary>The atom with other expressions in the place of its names.</summary>
    public abstract Dimension Replace(Func<string, Dimension> replacement);

    /// <summary>Whether all names are bound.</summary>
    public abstract bool IsBound(IReadOnlyDictionary<string, int> names);
}

/// <summary>A name.</summary>
internal sealed class NameAtom(string name) : DimensionAtom
{
    /// <summary>The name as it was given.</summary>
    public string Name => name;

    public override string Text { get; } = DimensionText.IsWord(name) ? name : $"'{name}'";

    public override IEnumerable<string> Names => [name];

    public override bool IsNonNegative => true;

    public override long Evaluate(IReadOnlyDictionary<string, int> names) => names.TryGetValue(name, out var size) ? size
        : throw new UnknownShapeException($"the dimension '{name}' is not bound to a number yet.");

    public override Dimension Replace(Func<string, Dimension> replacement) => replacement(name);

    public override bool IsBound(IReadOnlyDictionary<string, int> names) => names.ContainsKey(name);
}

/// <summary>A quotient, rounded down.</summary>
internal sealed class QuotientAtom(Dimension dividend, Dimension divisor) : DimensionAtom
{
    /// <summary>What is divided.</summary>
    public Dimension Dividend => dividend;

    /// <summary>What by.</summary>
    public Dimension Divisor => divisor;

    public override string Text { get; } =
        $"{(dividend.Terms is [{ Coefficient: > 0 }] ? Inner(dividend) : $"({dividend})")}/"
        + (divisor.IsKnown || divisor.Name is not null ? Inner(divisor) : $"({divisor})");

    public override string Factor => $"({Text})";

    public override IEnumerable<string> Names => dividend.Names.Concat(divisor.Names);

    public override bool IsNonNegative => dividend.IsNonNegative && divisor.IsNonNegative;

    public override long Evaluate(IReadOnlyDictionary<string, int> names)
    {
        var by = divisor.Compute(names);
        return by != 0 ? DimensionTerm.Floor(dividend.Compute(names), by)
            : throw new ShapeException($"the dimension '{Text}' is divided by 0.");
    }

    public override Dimension Replace(Func<string, Dimension> replacement) => dividend.Replace(replacement) / divisor.Replace(replacement);

    public override bool IsBound(IReadOnlyDictionary<string, int> names) => dividend.IsBound(names) && divisor.IsBound(names);

    private static string Inner(Dimension dimension) => dimension.Name is null ? dimension.ToString() : dimension.Terms[0].Atoms[0].Text;
}

/// <summary>The greatest or the least of dimensions, of which none is always beyond another.</summary>
internal sealed class ExtremumAtom(bool isMax, Dimension[] operands) : DimensionAtom
{
    public override string Text { get; } =
        $"{(isMax ? "max" : "min")}({string.Join(',', operands.Select(o => o.Name is null ? o.ToString() : o.Terms[0].Atoms[0].Text))})";

    public override IEnumerable<string> Names => operands.SelectMany(o => o.Names);

    public override bool IsNonNegative => isMax ? operands.Any(o => o.IsNonNegative) : operands.All(o => o.IsNonNegative);

    /// <summary>Whether it is the greatest.</summary>
    public bool IsMax => isMax;

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<Dimension> Parts => operands;

    /// <summary>What a dimension is the extremum of.</summary>
    public static IEnumerable<Dimension> Operands(Dimension dimension, bool isMax) =>
        dimension.Terms is [{ Coefficient: 1, Atoms: [ExtremumAtom atom] }] && atom.IsMax == isMax ? atom.Parts : [dimension];

    public override long Evaluate(IReadOnlyDictionary<string, int> names)
    {
        var numbers = operands.Select(o => o.Compute(names));
        return isMax ? numbers.Max() : numbers.Min();
    }

    public override Dimension Replace(Func<string, Dimension> replacement) =>
        operands.Select(o => o.Replace(replacement)).Aggregate(isMax ? Dimension.Max : Dimension.Min);

    public override bool IsBound(IReadOnlyDictionary<string, int> names) => operands.All(o => o.IsBound(names));
}
