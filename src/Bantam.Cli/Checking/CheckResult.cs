using System.Text.Json.Serialization;

namespace Bantam.Cli.Checking;

/// <summary>What a check of a data set found.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Pictures">How many pictures there are.</param>
/// <param name="Classes">The classes, in order.</param>
/// <param name="Imbalance">How many times more pictures the largest class has than the smallest.</param>
/// <param name="Damaged">The files that cannot be read.</param>
/// <param name="Duplicates">The groups of pictures that are or look the same.</param>
/// <param name="Page">The page with the pictures.</param>
internal sealed record CheckResult(
    string Data,
    int Pictures,
    IReadOnlyList<CheckResult.ClassCount> Classes,
    double Imbalance,
    IReadOnlyList<CheckResult.DamagedFile> Damaged,
    IReadOnlyList<CheckResult.DuplicateGroup> Duplicates,
    string Page)
{
    /// <summary>A class with fewer pictures than this part of the mean is small.</summary>
    public const double SmallShare = 0.5;

    /// <summary>The labels that are likely wrong, the likeliest first; null where they were not looked at.</summary>
    public IReadOnlyList<LabelDoubt>? Labels { get; init; }

    /// <summary>How many labels networks agree with that have not learned them, 0 to 1; null where they were not looked at.</summary>
    public double? Agreement { get; init; }

    /// <summary>A class.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Training">How many pictures there are to learn from.</param>
    /// <param name="Test">How many there are to test with.</param>
    /// <param name="IsSmall">Whether there are less than half as many to learn from as of the classes in the mean.</param>
    internal sealed record ClassCount(string Name, int Training, int Test, bool IsSmall);

    /// <summary>A file that cannot be read.</summary>
    /// <param name="Path">Its path.</param>
    /// <param name="Problem">Why.</param>
    internal sealed record DamagedFile(string Path, string Problem);

    /// <summary>Pictures that are or look the same.</summary>
    /// <param name="Paths">Their paths.</param>
    /// <param name="AreEqual">Whether all pixels are; else they only look the same.</param>
    /// <param name="Classes">The names of their classes; several contradict each other.</param>
    /// <param name="IsLeak">Whether some are to learn from and others to test with, so that tests show too much.</param>
    internal sealed record DuplicateGroup(IReadOnlyList<string> Paths, bool AreEqual, IReadOnlyList<string> Classes, bool IsLeak)
    {
        /// <summary>The pictures.</summary>
        [JsonIgnore]
        public IReadOnlyList<CheckedPicture> Pictures { get; init; } = [];
    }

    /// <summary>A label that is likely wrong.</summary>
    /// <param name="Path">The picture.</param>
    /// <param name="Given">Its class.</param>
    /// <param name="Suggested">The class that it likely is of.</param>
    /// <param name="GivenProbability">How likely its class is.</param>
    /// <param name="SuggestedProbability">How likely the other is.</param>
    internal sealed record LabelDoubt(string Path, string Given, string Suggested, float GivenProbability, float SuggestedProbability)
    {
        /// <summary>The picture.</summary>
        [JsonIgnore]
        public CheckedPicture? Picture { get; init; }
    }
}
