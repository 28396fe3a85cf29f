using System.Globalization;
using Bantam.Training.Running;

namespace Bantam.Training.Callbacks;

/// <summary>Follows a value over the epochs and says when it is the best so far.</summary>
internal sealed class BestValue(string monitor, double minDelta)
{
    private double? _best;
    private bool _isHigherBetter;

    /// <summary>Makes sure that the value is measured, and forgets what an earlier training had.</summary>
    public void Begin(TrainingRun run, string who)
    {
        if (!run.ValueNames.Contains(monitor))
            throw new ArgumentException(
                $"{who} follows '{monitor}', which is not measured; measured are {string.Join(", ", run.ValueNames)}. Give validation " +
                $"data, or follow one of those.");
        _best = null;
        _isHigherBetter = run.IsHigherBetter(monitor);
    }

    /// <summary>Whether an epoch is better than all before it, by more than the least difference.</summary>
    public bool Improves(EpochResult result)
    {
        var value = result.Values[monitor];

        // What is no number is better than nothing, and nothing would be better than it.
        if (!double.IsFinite(value)) return false;
        if (_best is { } best && !(_isHigherBetter ? value > best + minDelta : value < best - minDelta)) return false;
        _best = value;
        return true;
    }

    /// <summary>The best as text, for files.</summary>
    public string Text
    {
        get => _best?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        set =>
            _best = value.Length > 0 && double.Parse(value, CultureInfo.InvariantCulture) is var best && double.IsFinite(best) ? best
            : null;
    }

    /// <summary>The best for people; that of a value that never was a number says so.</summary>
    public string Describe(int epoch) => _best is { } best
        ? $"{monitor} {best.ToString("G5", CultureInfo.InvariantCulture)} of epoch {epoch + 1} was not bettered"
        : $"{monitor} was no finite number";
}
