namespace Bantam.Training.Losses;

/// <summary>The numbers that targets of a loss may be.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
/// <param name="IsWhole">Whether only whole numbers will do.</param>
/// <param name="Hint">What to do about others.</param>
internal sealed record TargetRange(double Least, double Most, bool IsWhole, string Hint)
{
    /// <summary>Probabilities.</summary>
    public static TargetRange Probabilities { get; } = new(0, 1, false, "Scale the targets.");

    /// <summary>Two classes as −1 and 1, or as 0 and 1.</summary>
    public static TargetRange Signs { get; } = new(-1, 1, true, "Write the two classes as -1 and 1, or as 0 and 1.");

    /// <summary>Counts and other numbers that are not negative.</summary>
    public static TargetRange NotNegative { get; } = new(0, double.PositiveInfinity, false, "Take another loss, or shift the targets.");

    /// <summary>Whether a number is one of them; NaN is none.</summary>
    public bool Has(double value) => value >= Least && value <= Most && (!IsWhole || value == Math.Truncate(value));

    /// <inheritdoc/>
    public override string ToString() =>
        IsWhole ? $"{Least}, 0 or {Most}" : double.IsInfinity(Most) ? $"{Least} or more" : $"{Least} to {Most}";
}
