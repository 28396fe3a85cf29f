using Bantam.Graphs;
using Bantam.Plans;

namespace Bantam.Lowering;

/// <summary>Gives tensors places in one block of memory so that those alive at the same time do not overlap.</summary>
internal sealed class MemoryPlanner
{
    private readonly List<Block> _blocks = [];
    private readonly Dictionary<Value, Block> _byValue = [];

    /// <summary>Bytes of the whole block.</summary>
    public long Bytes { get; private set; }

    /// <summary>Asks for a place of so many bytes for a value from its first step to its last.</summary>
    public void Add(Value value, long bytes, int first, int last)
    {
        var block = new Block { Length = bytes, First = first, Last = last };
        _blocks.Add(block);
        _byValue[value] = block;
    }

    /// <summary>Lets an output lie over an input that nothing reads after the step that makes the output; false where it may not.</summary>
    public bool TryShare(Value output, Value input, int step)
    {
        if (BlockOf(output) is not { } above || BlockOf(input) is not { } below) return false;
        if (above == below || below.Last != step || above.First != step || above.Length != below.Length) return false;

        // One output only, even if it is not wanted after the step: another one of the step would overwrite it.
        if (below.SharedAt == step) return false;
        (below.Last, below.SharedAt) = (above.Last, step);
        above.Home = below;
        return true;
    }

    /// <summary>
    /// Places everything: the largest first, each at the lowest address that is free for as long as it lives.
    /// </summary>
    public void Place()
    {
        // In the order of addresses, so that the first gap that is seen is the lowest.
        var placed = new List<Block>();
        foreach (var block in _blocks.Where(b => b.Home is null).OrderByDescending(b => b.Length).ThenBy(b => b.First))
        {
            var footprint = Placement.Footprint(block.Length);
            var (offset, place) = (0L, 0);
            for (var i = 0; i < placed.Count; i++)
            {
                var other = placed[i];
                if (other.First > block.Last || block.First > other.Last) continue;
                if (other.Offset - offset >= footprint) break;
                (offset, place) = (Math.Max(offset, other.Offset + Placement.Footprint(other.Length)), i + 1);
            }

            while (place < placed.Count && placed[place].Offset < offset) place++;
            block.Offset = offset;
            placed.Insert(place, block);
            Bytes = Math.Max(Bytes, offset + footprint);
        }
    }

    /// <summary>The place of a value; null where none was asked for.</summary>
    public Placement? Find(Value value) =>
        BlockOf(value) is { } block ? new Placement(Region.Work, block.Offset, block.Length) : null;

    private Block? BlockOf(Value value)
    {
        if (!_byValue.TryGetValue(value, out var block)) return null;
        while (block.Home is { } home) block = home;
        return _byValue[value] = block;
    }

    private sealed class Block
    {
        /// <summary>The block that this one lies in; null where it has a place of its own.</summary>
        public Block? Home { get; set; }

        public required long Length { get; init; }

        public required int First { get; init; }

        public required int Last { get; set; }

        /// <summary>The step at which an output was laid over it last; null where none was.</summary>
        public int? SharedAt { get; set; }

        public long Offset { get; set; }
    }
}
