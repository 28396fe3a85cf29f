namespace Bantam.Graphs;

/// <summary>An axis that has channels of a group.</summary>
/// <param name="Value">What has the axis: a variable, or a value that is computed.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Channels">For each element of the axis its channel in the group; −1 where it is none of the group's.</param>
public sealed record ChannelMember(Value Value, int Axis, IReadOnlyList<int> Channels)
{
    /// <summary>The elements that are one channel, ascending: several where the axis repeats it, as behind a flattened image.</summary>
    public IEnumerable<int> ElementsOf(int channel) => Enumerable.Range(0, Channels.Count).Where(i => Channels[i] == channel);

    /// <summary>The first element that is of the group.</summary>
    public int Offset => ElementsOf(0).First();

    /// <summary>How many elements of the axis each channel has.</summary>
    public int Repeat => ElementsOf(0).Count();
}
