namespace Bantam.Reports.Pages;

/// <summary>
/// Numbers of a series that may be any length, kept as the means of equal stretches: when there are too many, each two become one.
/// </summary>
internal sealed class Decimated
{
    private const int Most = 2048;
    private readonly List<float> _means = [];
    private double _sum;
    private int _count;

    /// <summary>How many numbers a mean is of.</summary>
    public int Stretch { get; private set; } = 1;

    /// <summary>The means, and where each begins, from 1.</summary>
    public (double[] X, double[] Y) Points => (
        [.. Enumerable.Range(0, _means.Count).Select(i => 1.0 + ((double)i * Stretch))], [.. _means.Select(m => (double)m)]);

    /// <summary>The means alone.</summary>
    public float[] Means => [.. _means];

    /// <summary>How many there are.</summary>
    public bool IsEmpty => _means.Count == 0;

    /// <summary>Adds a number.</summary>
    public void Add(double value)
    {
        (_sum, _count) = (_sum + value, _count + 1);
        if (_count < Stretch) return;
        _means.Add((float)(_sum / _count));
        (_sum, _count) = (0, 0);
        if (_means.Count < Most) return;
        for (var i = 0; i < Most / 2; i++) _means[i] = (_means[2 * i] + _means[(2 * i) + 1]) / 2;
        _means.RemoveRange(Most / 2, Most / 2);
        Stretch *= 2;
    }

    /// <summary>Takes up what an earlier run has kept.</summary>
    public void Restore(ReadOnlySpan<float> means, int stretch)
    {
        _means.Clear();
        _means.AddRange(means);
        (Stretch, _sum, _count) = (stretch, 0, 0);
    }
}
