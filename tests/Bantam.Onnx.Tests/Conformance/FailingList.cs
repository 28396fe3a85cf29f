namespace Bantam.Onnx.Tests.Conformance;

/// <summary>
/// A checked-in list of the node tests that do not pass, under the reasons why: a line that begins with <c># </c> is the reason of the
/// names below it.
/// </summary>
internal sealed class FailingList
{
    private const string Mark = "# ";

    private readonly string _path;
    private readonly List<(string Reason, List<string> Names)> _groups = [];

    private FailingList(string path) => _path = path;

    private string Name => Path.GetFileName(_path);

    /// <summary>How many tests each reason has, the most common first; for people.</summary>
    public IEnumerable<string> Summary => _groups.OrderByDescending(g => g.Names.Count).Select(g => $"{g.Names.Count,5}  {g.Reason}");

    /// <summary>The reason of each test.</summary>
    public IReadOnlyDictionary<string, string> Reasons =>
        _groups.SelectMany(g => g.Names.Select(n => (Name: n, g.Reason))).ToDictionary(p => p.Name, p => p.Reason);

    /// <summary>The list of a way to run the tests.</summary>
    public static FailingList Read(string executor)
    {
        var list = new FailingList(PassingList.PathOf($"failing-{executor}.txt"));
        foreach (var line in File.Exists(list._path) ? File.ReadAllLines(list._path) : [])
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) list._groups.Add((line[Mark.Length..], []));
            else if (line.Length > 0 && list._groups.Count > 0) list._groups[^1].Names.Add(line);
            else if (line.Length > 0) Assert.Fail($"{list.Name} begins with a reason; it begins with '{line}'.");
        }

        return list;
    }

    /// <summary>Removes tests that pass, and reasons that then have no test.</summary>
    public void Remove(IReadOnlySet<string> passing)
    {
        foreach (var (_, names) in _groups) names.RemoveAll(passing.Contains);
        _groups.RemoveAll(g => g.Names.Count == 0);
        File.WriteAllLines(_path, _groups.SelectMany(g => g.Names.Prepend(Mark + g.Reason)));
    }

    /// <summary>What the list says wrongly or not at all, a sentence each.</summary>
    /// <param name="failures">Every test with the reason why it fails, or null.</param>
    public IEnumerable<string> Problems(IReadOnlyDictionary<string, string?> failures)
    {
        var listed = _groups.SelectMany(g => g.Names).ToLookup(n => n);
        return
        [
            .. _groups.Where(g => g.Names.Count == 0).Select(g => $"'{g.Reason}' is the reason of no test in {Name}."),
            .. listed.Where(n => n.Count() > 1).Select(n => $"{n.Key} is in {Name} twice."),
            .. listed.Where(n => !failures.ContainsKey(n.Key)).Select(n => $"{n.Key} is in {Name}, and there is no such test."),
            .. listed.Where(n => failures.ContainsKey(n.Key) && failures[n.Key] is null).Select(n => $"{n.Key} passes, and is in {Name}."),
            .. failures.Where(f => f.Value is not null && !listed.Contains(f.Key))
                .Select(f => $"{f.Key} does not pass, and {Name} says no reason: {f.Value}"),
        ];
    }
}
