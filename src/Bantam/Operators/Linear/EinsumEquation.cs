using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// An equation of <see cref="Einsum"/> for tensors of given shapes: a label for each axis of each operand and of the result. Axes that an
/// ellipsis stands for are labelled by where they lie, counted from their end.
/// </summary>
internal sealed class EinsumEquation
{
    private const string Ellipsis = "...";

    private EinsumEquation(string[][] operands, string[] result, Dictionary<string, Dimension> sizes) =>
        (Operands, Result, Sizes) = (operands, result, sizes);

    /// <summary>The labels of the axes of each operand.</summary>
    public string[][] Operands { get; }

    /// <summary>The labels of the axes of the result.</summary>
    public string[] Result { get; }

    /// <summary>The size of each label.</summary>
    public Dictionary<string, Dimension> Sizes { get; }

    /// <summary>The shape of the result.</summary>
    public Shape ResultShape => new(Result.Select(label => Sizes[label]));

    /// <summary>Reads an equation.</summary>
    /// <exception cref="ShapeException">It does not fit the shapes.</exception>
    public static EinsumEquation Of(string equation, IReadOnlyList<Shape> shapes)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != shapes.Count)
            throw new ShapeException($"the equation '{equation}' has {terms.Length} operands; {shapes.Count} were given.");
        string[][] operands = [.. terms.Select((term, i) => Labels(equation, term, shapes[i].Rank))];
        var sizes = new Dictionary<string, Dimension>();
        for (var i = 0; i < operands.Length; i++)
        {
            for (var axis = 0; axis < operands[i].Length; axis++)
            {
                var (label, size) = (operands[i][axis], shapes[i][axis]);
                if (!sizes.TryGetValue(label, out var known) || known == 1) sizes[label] = size;
                else if (size != 1 && Dimension.Differ(size, known))
                    throw new ShapeException($"'{label}' of '{equation}' must have one size; it is {known} and, in operand {i}, {size}.");
            }
        }

        var broadcast = operands.SelectMany(o => o).Where(IsBroadcast).Distinct()
            .OrderByDescending(label => label.Length).ThenByDescending(label => label, StringComparer.Ordinal).ToArray();
        var letters = operands.SelectMany(o => o).Where(l => !IsBroadcast(l)).ToArray();
        string[] result = sides.Length == 1
            ? [.. broadcast, .. letters.Where(l => letters.Count(o => o == l) == 1).Order(StringComparer.Ordinal)]
            : Labels(equation, sides[1], Parts(sides[1]).Length - 1 + broadcast.Length, broadcast);
        if (result.FirstOrDefault(label => !sizes.ContainsKey(label)) is { } unknown)
            throw new ShapeException($"'{unknown}' of the result of '{equation}' is in no operand.");
        if (result.Distinct().Count() != result.Length) throw new ShapeException($"the result of '{equation}' names an axis twice.");
        return new EinsumEquation(operands, result, sizes);
    }

    private static bool IsBroadcast(string label) => label.StartsWith('.');

    /// <summary>The letters of a term, with the ellipsis, where there is one, as one part.</summary>
    private static string[] Parts(string term)
    {
        var place = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        string[] letters = [.. term.Replace(Ellipsis, "", StringComparison.Ordinal).Select(c => c.ToString())];
        return place < 0 ? [.. letters, ""] : [.. letters[..place], Ellipsis, .. letters[place..]];
    }

    private static string[] Labels(string equation, string term, int rank, string[]? broadcast = null)
    {
        var parts = Parts(term);
        var hasEllipsis = parts.Contains(Ellipsis);
        var letters = parts.Length - 1;
        if (parts.Any(p => p.Length == 1 && !char.IsAsciiLetter(p[0])))
            throw new ShapeException($"axes are letters, or '...' once for any number of them; '{term}' of '{equation}' has others.");
        if (broadcast is null && (hasEllipsis ? rank < letters : rank != letters))
            throw new ShapeException($"'{term}' of '{equation}' names {letters} axes; the operand has {rank}.");

        // An ellipsis that the result leaves out is summed over.
        broadcast ??= [.. Enumerable.Range(0, rank - letters).Select(i => $".{rank - letters - i}")];
        return [.. parts.SelectMany(p => p == Ellipsis ? broadcast : p.Length == 0 ? [] : (string[])[p])];
    }
}
