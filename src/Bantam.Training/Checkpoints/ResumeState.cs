using Bantam.Tensors;
using Bantam.Training.Running;

namespace Bantam.Training.Checkpoints;

/// <summary>Where a training is, besides its variables: all that it takes to go on as if nothing had happened.</summary>
internal sealed record ResumeState
{
    /// <summary>The epoch that runs or comes next, counted over all trainings; it decides the order of shuffled data.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches done in the epoch.</summary>
    public int Batch { get; set; }

    /// <summary>The epoch with which the present training began.</summary>
    public int Start { get; set; }

    /// <summary>The learning rate that a callback set in place of the optimizer's; null where none did.</summary>
    public float? GivenRate { get; set; }

    /// <summary>The data and its batches as text; in the middle of an epoch they must be the same again.</summary>
    public string Data { get; set; } = "";

    /// <summary>The name of the file that it comes from, for messages; null where it comes from none.</summary>
    public string? File { get; init; }

    /// <summary>Seconds that the steps of the epoch took so far.</summary>
    public double LearningSeconds { get; set; }

    /// <summary>The names of the metrics; in the middle of an epoch they must be the same again.</summary>
    public string Metrics { get; set; } = "";

    /// <summary>The sum of the losses of the epoch so far, and how many samples it is of.</summary>
    public (double Loss, long Samples) Total { get; set; }

    /// <summary>The metrics' sums of the epoch so far.</summary>
    public IReadOnlyList<double[]> Sums { get; set; } = [];

    /// <summary>The epochs that have ended.</summary>
    public IReadOnlyList<EpochResult> History { get; set; } = [];

    /// <summary>What each callback must know again.</summary>
    public IReadOnlyList<(Dictionary<string, string> Texts, Dictionary<string, Tensor> Tensors)> Callbacks { get; set; } = [];

    /// <summary>Puts the sums of an epoch down.</summary>
    public void Capture(Totals totals)
    {
        Total = (totals.Loss, totals.Samples);
        Metrics = totals.Names;
        Sums = [.. totals.Sums.Select(s => (double[])s.Clone())];
    }

    /// <summary>Takes the sums of an epoch back.</summary>
    public void Restore(Totals totals)
    {
        totals.Clear();
        if (Batch == 0) return;
        if (Metrics != totals.Names || Sums.Count != totals.Sums.Length)
            throw new TrainingException(
                $"A training that stopped in the middle of an epoch goes on with the same metrics; it had {Said(Metrics)}, these are " +
                $"{Said(totals.Names)}. Give those that it had.");
        (totals.Loss, totals.Samples) = Total;
        for (var i = 0; i < Sums.Count; i++) totals.Sums[i] = (double[])Sums[i].Clone();
    }

    private static string Said(string names) => names.Length == 0 ? "none" : names;
}
