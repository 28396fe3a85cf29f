namespace Bantam.Graphs;

/// <summary>Names that are each given once; a number is put behind one that is taken.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<string> _reserved = [];
    private readonly Dictionary<string, int> _next = [];

    /// <summary>Keeps names for those who claim them.</summary>
    public void Reserve(IEnumerable<string> names) => _reserved.UnionWith(names);

    /// <summary>This name, or one like it where it is taken.</summary>
    public string Claim(string name) => _taken.Add(name) ? name : MakeUp(name);

    /// <summary>This name, or one like it where it is taken or reserved.</summary>
    public string MakeUp(string name)
    {
        var unique = name;
        var next = _next.GetValueOrDefault(name, 1);
        while (_reserved.Contains(unique) || !_taken.Add(unique)) unique = $"{name}_{next++}";
        _next[name] = next;
        return unique;
    }

    /// <summary>Gives a name back.</summary>
    public void Release(string name) => _taken.Remove(name);
}
