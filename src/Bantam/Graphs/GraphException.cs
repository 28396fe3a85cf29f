namespace Bantam.Graphs;

/// <summary>A graph breaks rules that every graph keeps; the message lists all of its faults.</summary>
public sealed class GraphException(IReadOnlyList<string> faults)
    : InvalidOperationException(faults.Count == 1 ? faults[0] : $"The graph has {faults.Count} faults:\n{string.Join('\n', faults)}")
{
    /// <summary>The faults, a sentence each.</summary>
    public IReadOnlyList<string> Faults => faults;
}
