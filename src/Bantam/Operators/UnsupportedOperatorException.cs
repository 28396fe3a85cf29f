namespace Bantam.Operators;

/// <summary>A graph cannot run because of nodes that Bantam cannot compute; it names them all, and the file that they are in.</summary>
public sealed class UnsupportedOperatorException(IReadOnlyList<Gap> gaps)
    : NotSupportedException(
        $"{(gaps.Count == 1 ? "A node" : $"{gaps.Count} nodes")} of {gaps.Select(g => g.File).FirstOrDefault() ?? "this model"} "
        + $"cannot be computed:\n{string.Join('\n', gaps)}")
{
    /// <summary>The nodes and why.</summary>
    public IReadOnlyList<Gap> Gaps => gaps;
}
