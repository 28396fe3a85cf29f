namespace Bantam.Bench.Results;

/// <summary>All that a suite found out.</summary>
internal sealed class SuiteResults(string suite, bool isQuick)
{
    private readonly List<Row> _rows = [];
    private readonly List<Absence> _absences = [];
    private readonly List<(string System, string Facts)> _systems = [];

    /// <summary>The suite's name.</summary>
    public string Suite => suite;

    /// <summary>Whether it only had a look.</summary>
    public bool IsQuick => isQuick;

    /// <summary>The processor's multiply-add peak on one thread, in GFLOP/s.</summary>
    public double PeakGflops { get; set; }

    /// <summary>What was measured.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>What was not.</summary>
    public IReadOnlyList<Absence> Absences => _absences;

    /// <summary>The systems with their versions and settings.</summary>
    public IReadOnlyList<(string System, string Facts)> Systems => _systems;

    /// <summary>Adds a row.</summary>
    public void Add(Row row) => _rows.Add(row);

    /// <summary>Adds what there is not.</summary>
    public void Add(Absence absence) => _absences.Add(absence);

    /// <summary>Says what a system is.</summary>
    public void Describe(string system, string facts) => _systems.Add((system, facts));

    /// <summary>A row; of metrics joined by a plus their sum. Null where there is none.</summary>
    public Row? Find(string @case, string system, string metric)
    {
        var parts = metric.Split('+').Select(part => _rows.Find(r => r.Case == @case && r.System == system && r.Metric == part)).ToArray();
        if (parts.Any(p => p is null)) return null;
        return parts is [var single] ? single
            : new Row(@case, system, metric, parts.Sum(p => p!.Median), parts.Sum(p => p!.Min), parts.Min(p => p!.Runs));
    }
}
