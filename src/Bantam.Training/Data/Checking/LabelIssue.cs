namespace Bantam.Training.Data.Checking;

/// <summary>A sample whose label is likely wrong.</summary>
/// <param name="Index">The sample.</param>
/// <param name="Given">Its label.</param>
/// <param name="Suggested">The class that it likely is of.</param>
/// <param name="GivenProbability">How likely the label is by what others say, 0 to 1.</param>
/// <param name="SuggestedProbability">How likely the other class is, 0 to 1.</param>
public readonly record struct LabelIssue(
    int Index, int Given, int Suggested, float GivenProbability, float SuggestedProbability);
