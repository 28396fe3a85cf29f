namespace Bantam.Reports.Charts;

/// <summary>A line of a <see cref="LineChart"/>, or the points of a <see cref="ScatterChart"/>.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="X">Where its points are on the horizontal axis.</param>
/// <param name="Y">Where they are on the vertical axis; a line has a gap where one is not a finite number.</param>
public sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>A line whose points are numbered from 1, as epochs are.</summary>
    public Series(string name, IEnumerable<double> y)
        : this(name, [], [.. y]) => X = [.. Enumerable.Range(1, Y.Count).Select(i => (double)i)];

    /// <summary>Whether the line is thin and pale, behind one that says the same more smoothly.</summary>
    public bool IsThin { get; init; }
}
