using System.Runtime.CompilerServices;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// The memory of constants, shared by content: all sessions of all models in the process that have a constant of these bytes read one
/// block. A block ends with its last session.
/// </summary>
internal static class ConstantMemory
{
    private const int LeastSwept = 16;

    private static readonly Lock Changing = new();
    private static readonly Dictionary<(int Length, int Sample), List<WeakReference<NativeBlock>>> Blocks = [];
    private static readonly ConditionalWeakTable<Tensor, NativeBlock> Known = [];
    private static int _sweepAbove = LeastSwept;

    /// <summary>How many blocks it looks through, those among them that have ended since it last looked.</summary>
    internal static int Count
    {
        get
        {
            lock (Changing) return Blocks.Count;
        }
    }

    /// <summary>The block with the elements of a tensor, which must not change any more.</summary>
    public static NativeBlock Of(Tensor tensor) => Known.GetValue(tensor, Find);

    private static NativeBlock Find(Tensor tensor)
    {
        var bytes = tensor.Bytes;
        var key = (bytes.Length, TensorContents.Sample(bytes));
        lock (Changing)
        {
            if (!Blocks.TryGetValue(key, out var candidates)) Blocks[key] = candidates = [];
            foreach (var candidate in candidates)
                if (candidate.TryGetTarget(out var known) && known.Span(0, bytes.Length).SequenceEqual(bytes))
                    return known;
            var block = tensor.Block ?? Copy(bytes);
            candidates.Add(new WeakReference<NativeBlock>(block));
            if (Blocks.Count > _sweepAbove) Sweep();
            return block;
        }
    }

    private static NativeBlock Copy(ReadOnlySpan<byte> bytes)
    {
        var block = new NativeBlock(bytes.Length);
        bytes.CopyTo(block.Span(0, bytes.Length));
        return block;
    }

    /// <summary>
    /// Forgets blocks that have ended; called whenever there are twice as many keys, so that it costs next to nothing a block.
    /// </summary>
    private static void Sweep()
    {
        foreach (var (key, candidates) in Blocks.ToArray())
        {
            candidates.RemoveAll(c => !c.TryGetTarget(out _));
            if (candidates.Count == 0) Blocks.Remove(key);
        }

        _sweepAbove = Math.Max(LeastSwept, 2 * Blocks.Count);
    }
}
