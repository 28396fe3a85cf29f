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

    /// <summary>Asks for a place for a value from its first step to its last.</summary>
    public void Add(Value value, int first, int last)
    {
        var block = new Block { Length = value.Type.Bytes, First = first, Last = last };
        _blocks.Add(block);
        _byValue[value] = block;
    }

    /// <summary>Lets an output lie over an input that nothing reads after the step that makes the output; false where it may not.</summary>
    public bool TryShare(Value output, Value input, int step)
    {
        if (!_byValue.TryGetValue(output, out var above) || !_byValue.TryGetValue(input, out var below)) return false;
        if (above == below || below.Last != step || above.First != step || above.Length != below.Length) return false;
        below.Last = above.Last;
        _blocks.Remove(above);
        foreach (var (value, block) in _byValue.ToArray())
            if (block == above)
                _byValue[value] = below;
        return true;
    }

    /// <summary>
    /// Places everything: the largest first, each at the lowest address that is free for as long as it lives.
    /// </summary>
    public void Place()
    {
        var placed = new List<Block>();
        foreach (var block in _blocks.OrderByDescending(b => b.Length).ThenBy(b => b.First))
        {
            var footprint = Placement.Footprint(block.Length);
            var offset = 0L;
            foreach (var other in placed.Where(p => p.First <= block.Last && block.First <= p.Last).OrderBy(p => p.Offset))
            {
                if (other.Offset - offset >= footprint) break;
                offset = Math.Max(offset, other.Offset + Placement.Footprint(other.Length));
            }

            block.Offset = offset;
            placed.Add(block);
            Bytes = Math.Max(Bytes, offset + footprint);
        }
    }

    /// <summary>The place of a value; null where none was asked for.</summary>
    public Placement? Find(Value value) =>
        _byValue.TryGetValue(value, out var block) ? new Placement(Region.Work, block.Offset, block.Length) : null;

    private sealed class Block
    {
        public required long Length { get; init; }

        public required int First { get; init; }

        public required int Last { get; set; }

        public long Offset { get; set; }
    }
}
