using Bantam.Onnx.Reading;
using Bantam.Operators.Movement;
using Bantam.Operators.Transformer;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.MicrosoftAttentionRows;

namespace Bantam.Onnx.Rows;

/// <summary>
/// ONNX Runtime's GroupQueryAttention: queries share keys and values, each sample has as many of these as input 5 says, less one, and
/// new ones are put behind those of before, which may lie in a longer buffer.
/// </summary>
internal sealed class GroupQueryAttention
{
    private readonly OnnxNode _node;
    private readonly int _heads, _keyHeads;

    /// <param name="node">The node.</param>
    public GroupQueryAttention(OnnxNode node)
    {
        _node = node;
        (_heads, _keyHeads) = (Count("num_heads"), Count("kv_num_heads"));
        foreach (var name in (string[])["smooth_softmax", "qk_output"])
            if (node.Attributes.Int(name, 0) is var value && value > 0)
                throw new GapException($"attribute '{name}' is {value}; Bantam has the operator without.");
        if (node.Optional(11) is not null) throw new GapException("it has sinks (head_sink); Bantam has the operator without.");

        int Count(string name) => node.Attributes.OptionalInt(name) is { } found && found > 0 ? found
            : throw node.Error($"attribute '{name}' is a number from 1 on; it is missing.");
    }

    /// <summary>The outputs: the result, and the keys and values that are there now.</summary>
    public Tensor[] Read()
    {
        var a = _node.Attributes;
        var (q, k, v) = Parts();
        var lengths = _node.Input(5).Reshape(-1).Cast(ElementType.Int64) + Tensor.Scalar(1L);
        var past = _node.Optional(3) is { } before && !before.Shape[2].Equals(0) ? before : null;
        var first = past is null ? lengths * Tensor.Scalar(0L)
            : Tensor.Max(lengths - q.ShapeOf(2, 3), Tensor.Scalar(0L));
        if (a.Bool("do_rotary", false, null))
        {
            var places = _node.Optional(9) ?? (first.Unsqueeze(1) + Counted(q, 2));
            var rotary = new RotaryEmbedding(a.Bool("rotary_interleaved", false, null), Turned());
            (q, k) = (
                rotary.ApplyOne(q, _node.Input(7), _node.Input(8), places), rotary.ApplyOne(k, _node.Input(7), _node.Input(8), places));
        }
        else a.Ignore("rotary_interleaved");

        if (past is not null) (k, v) = (Joined(past, k, first), Joined(_node.Input(4), v, first));
        var (scale, window) = (a.Float("scale", 0), a.Int("local_window_size", -1));
        var attention = new Attention
        {
            IsCausal = true, Softcap = a.Float("softcap", 0), Scale = scale == 0 ? null : scale, LeftWindow = window > 0 ? window - 1 : -1,
        };

        // Without keys of before places count from the start, also of samples that end early.
        var y = attention.ApplyOne(q, k, v, _node.Optional(10), null, null, past is null ? null : lengths);
        return [Together(y), k, v];

        int Turned() => _node.Input(7).Shape[1] is { IsKnown: true, Size: var half } && !q.Shape[3].Equals(2 * half) ? 2 * half : 0;
    }

    /// <summary>Queries, keys and values with an axis for heads, also where they lie side by side in one tensor.</summary>
    private (Tensor Q, Tensor K, Tensor V) Parts()
    {
        var query = _node.Input(0);
        if (_node.Optional(1) is { } key) return (Apart(query, _heads), Apart(key, _keyHeads), Apart(_node.Input(2), _keyHeads));
        if (query.Shape.Rank != 3 || !query.Shape[2].IsKnown || query.Shape[2].Size % (_heads + (2 * _keyHeads)) != 0)
            throw _node.Error($"packed queries, keys and values are [batch, seq, heads·width]; they are {query.Type}.");
        var width = query.Shape[2].Size / (_heads + (2 * _keyHeads));
        var parts = query.Split(2, _heads * width, _keyHeads * width, _keyHeads * width);
        return (Apart(parts[0], _heads), Apart(parts[1], _keyHeads), Apart(parts[2], _keyHeads));
    }

    /// <summary>
    /// What is new behind what each sample has of before. How long the buffer becomes is known where the total length is; else it has
    /// room for both. What is left of it is 0.
    /// </summary>
    private Tensor Joined(Tensor past, Tensor now, Tensor first)
    {
        var (before, added) = (past.Shape[2], now.Shape[2]);
        var total = _node.Input(6) is { IsSymbolic: false } known ? Dimension.Max(before, known.Cast(ElementType.Int32).Span<int>()[0])
            : before + added;
        var all = Tensor.Concat(2, past, now);
        var room = new Shape(total);
        var places = Counted(Tensor.Scalar(false).Expand(room), 0);
        var (start, size) = (first.Unsqueeze(1), past.ShapeOf(2, 3));
        var last = all.ShapeOf(2, 3) - Tensor.Scalar(1L);
        var source = Tensor.Where(places < start, Tensor.Min(places, size - Tensor.Scalar(1L)), Tensor.Min(places - start + size, last));

        // One gather for all samples: their places lie one behind the other.
        var rows = source + (Counted(past, 0).Unsqueeze(1) * all.ShapeOf(2, 3));
        var (batch, heads, width) = (past.Shape[0], past.Shape[1], past.Shape[3]);
        var flat = all.Transpose(0, 2, 1, 3).Reshape(new Shape(batch * (before + added), heads, width));
        var there = (places < start + now.ShapeOf(2, 3)).Unsqueeze(1, 3);
        return Tensor.Where(there, flat.Gather(rows).Transpose(0, 2, 1, 3), 0);
    }
}
