namespace Bantam.Graphs;

/// <summary>
/// Channels that lie along the same axes: without one of them each of the axes is shorter, and the graph fits together again.
/// </summary>
/// <param name="Count">How many channels there are.</param>
/// <param name="Members">The axes of variables and values that have them.</param>
public sealed record ChannelGroup(int Count, IReadOnlyList<ChannelMember> Members)
{
    /// <summary>The axes of variables: what shrinks in a file.</summary>
    public IEnumerable<ChannelMember> Variables => Members.Where(m => m.Value.Variable is not null);
}
