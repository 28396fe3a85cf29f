namespace Bantam.Training.Metrics;

/// <summary>How the F1 scores of classes become one number.</summary>
public enum F1Average
{
    /// <summary>Their mean.</summary>
    Macro,

    /// <summary>The score of the counts of all classes together.</summary>
    Micro,

    /// <summary>Their mean, weighted by how often each class should be.</summary>
    Weighted,
}
