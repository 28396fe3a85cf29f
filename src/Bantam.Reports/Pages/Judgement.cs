using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Metrics;
using Bantam.Training.Running;

namespace Bantam.Reports.Pages;

/// <summary>What a model said of samples beside what is true: classes, or numbers.</summary>
internal sealed class Judgement
{
    /// <summary>More classes than these make no table.</summary>
    private const int MostClasses = 200;

    private readonly double[] _targets;
    private readonly double[] _predictions;
    private readonly int _scores;
    private bool? _areShares;

    /// <summary>Reads the targets of the samples that were examined.</summary>
    public Judgement(IDataset data, Examination examination)
    {
        (Data, Examination) = (data, examination);
        var field = data.Fields[^1];
        var target = new byte[field.Bytes * examination.Count];
        for (var i = 0; i < examination.Count; i++) data.Read(i, data.Fields.Count - 1, target.AsSpan(i * field.Bytes, field.Bytes));
        _targets = [.. Shown.Numbers(field.Element, target)];
        _predictions = [.. Shown.Numbers(examination.Predictions.Element, examination.Predictions.Bytes)];
        _scores = examination.Predictions.Shape.Rank > 1 ? examination.Predictions.Shape[-1].Size : 1;
        var items = _predictions.Length / Math.Max(_scores, 1);
        var (isWhole, each) = (_targets.All(t => t >= 0 && t == Math.Floor(t)), _targets.Length / Math.Max(items, 1));
        if (_scores is > 1 and <= MostClasses && isWhole && _targets.Length == items && _targets.DefaultIfEmpty(0).Max() < _scores)
            (Classes, Wanted) = (_scores, [.. _targets.Select(t => (int)t)]);
        else if (_scores is > 1 and <= MostClasses && each == _scores && _targets.Chunk(_scores).All(t => t.Sum() == 1 && t.Max() == 1))
            (Classes, Wanted) = (_scores, [.. _targets.Chunk(_scores).Select(t => Array.IndexOf(t, 1))]);
        else if (_scores == 1 && _targets.Length == items && _targets.All(t => t is 0 or 1))
            (Classes, Wanted) = (2, [.. _targets.Select(t => (int)t)]);
        if (Classes > 0) Said = [.. Enumerable.Range(0, items).Select(SaidOf)];
        ItemsOfSample = items / Math.Max(examination.Count, 1);
    }

    /// <summary>The samples.</summary>
    public IDataset Data { get; }

    /// <summary>What was made of them.</summary>
    public Examination Examination { get; }

    /// <summary>How many classes there are; 0 where the model says numbers.</summary>
    public int Classes { get; }

    /// <summary>The true class of each item; a sample is one, or has some, as a text has letters.</summary>
    public IReadOnlyList<int> Wanted { get; } = [];

    /// <summary>The class that was said of each item; −1 where a score is no number.</summary>
    public IReadOnlyList<int> Said { get; } = [];

    /// <summary>Items of a sample.</summary>
    public int ItemsOfSample { get; }

    /// <summary>The true numbers and those that were said, where there are as many of both.</summary>
    public (IReadOnlyList<double> True, IReadOnlyList<double> Said)? Numbers =>
        Classes == 0 && _targets.Length == _predictions.Length ? (_targets, _predictions) : null;

    /// <summary>How often each class was taken for each.</summary>
    public ConfusionTable Confusion()
    {
        var counts = new double[Classes * (Classes + 1)];
        for (var i = 0; i < Wanted.Count; i++) counts[(Wanted[i] * (Classes + 1)) + (Said[i] < 0 ? Classes : Said[i])]++;
        return new ConfusionTable(counts);
    }

    /// <summary>The samples that the model is most wrong about: of classes, those that it took for others.</summary>
    public IReadOnlyList<int> Worst(int count) =>
    [
        .. Examination.Worst(Examination.Count)
            .Where(s => Classes == 0 || Enumerable.Range(s * ItemsOfSample, ItemsOfSample).Any(i => Said[i] != Wanted[i])).Take(count),
    ];

    /// <summary>How sure the model was of what it said of an item: the softmax of its scores, or scores that are shares.</summary>
    public double Sureness(int item)
    {
        var scores = _predictions.AsSpan(item * _scores, _scores);
        if (_scores == 1) return IsShare(scores[0]) ? Math.Max(scores[0], 1 - scores[0]) : 1 / (1 + Math.Exp(-Math.Abs(scores[0])));
        var (sum, most, all) = (0.0, double.NegativeInfinity, true);
        foreach (var score in scores) (sum, most, all) = (sum + score, Math.Max(most, score), all && IsShare(score));
        if (all && Math.Abs(sum - 1) < 1e-3) return most;
        var powers = 0.0;
        foreach (var score in scores) powers += Math.Exp(score - most);
        return 1 / powers;
    }

    private int SaidOf(int item)
    {
        var scores = _predictions.AsSpan(item * _scores, _scores);
        foreach (var score in scores)
            if (double.IsNaN(score)) return -1;
        if (_scores == 1) return scores[0] > (AreShares ? 0.5 : 0) ? 1 : 0;
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }

    /// <summary>Whether single scores are probabilities, not logits.</summary>
    private bool AreShares => _areShares ??= _predictions.All(IsShare);

    private static bool IsShare(double value) => value is >= 0 and <= 1;
}
