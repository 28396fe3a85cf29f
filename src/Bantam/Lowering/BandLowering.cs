using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Lowers stages that run band by band: their nodes on tensors that are as small as a band are a graph of their own, which is lowered
/// as any other. Each element is computed as it would be without bands.
/// </summary>
internal sealed class BandLowering
{
    /// <summary>So many bands several threads share evenly, though some begin late.</summary>
    private const int EnoughBands = 16;

    /// <summary>For fewer rows it takes longer to pack right factors, which are others for each head, than it spares.</summary>
    private const int FewestPackedRows = 512;

    private readonly Stages _stages;
    private readonly LoweringContext _context;
    private readonly GraphBuilder _builder = new();
    private readonly Views _gaps = new();
    private readonly Dictionary<Value, Tensor> _computed = [];
    private readonly Dictionary<Value, Tensor> _operands = [];
    private readonly Dictionary<Value, BandPlace> _places = [];

    /// <summary>The axes along which there is more than one band, by how far they are from the end.</summary>
    private readonly List<(int FromEnd, BandAxis Axis)> _axes = [];

    private BandLowering(Stages stages, LoweringContext context)
    {
        (_stages, _context) = (stages, context);
        var shape = stages.Last.Result.Type.Shape;
        for (var axis = -shape.Rank; axis < stages.RowAxis; axis++) _axes.Add((axis, new BandAxis(shape[axis].Size, 1)));
        _axes.Add((stages.RowAxis, new BandAxis(shape[stages.RowAxis].Size, Rows(stages, context.Target))));
        _axes.RemoveAll(a => a.Axis.Size == 1);
    }

    /// <summary>The steps of the groups that run band by band: all are at the place of the last one, the others have none.</summary>
    /// <param name="order">The graph's groups.</param>
    /// <param name="context">What is lowered.</param>
    /// <param name="lower">Lowers a graph of which some values lie in others.</param>
    public static IReadOnlyDictionary<Group, IReadOnlyList<LoweredStep>> Lower(
        IReadOnlyList<Group> order, LoweringContext context, Func<Graph, Views, BandFacts, IReadOnlyList<LoweredStep>> lower)
    {
        var steps = new Dictionary<Group, IReadOnlyList<LoweredStep>>();
        foreach (var stages in Stages.Find(order, context))
        {
            if (stages.Groups.Any(steps.ContainsKey) || stages.Between <= context.Target.L2Bytes / 2) continue;
            if (new BandLowering(stages, context).Lower(lower) is not { } bands) continue;
            foreach (var group in stages.Groups) steps[group] = [];
            steps[stages.Last] = bands;
        }

        return steps;
    }

    /// <summary>
    /// How many rows a band has: what its calls read and write takes half of the cache; the rest is for what all bands read.
    /// </summary>
    private static int Rows(Stages stages, Target target)
    {
        int[] axes = [.. stages.Axes];
        var (rows, others) = (axes[^1], axes.SkipLast(1).Aggregate(1L, (count, size) => count * size));
        if (rows == 0 || others == 0) return 1;
        var wanted = Math.Min(target.L2Bytes / 2 * rows * others / stages.Bytes, rows * others / EnoughBands);
        var most = (int)Math.Clamp(wanted, Math.Min(stages.FewestRows, rows), rows);

        // As even as they can be, so that little is computed twice.
        var bands = (rows + most - 1) / most;
        return (rows + bands - 1) / bands;
    }

    /// <summary>The steps; null where a band cannot be lowered by itself.</summary>
    private IReadOnlyList<LoweredStep>? Lower(Func<Graph, Views, BandFacts, IReadOnlyList<LoweredStep>> lower)
    {
        if (_axes.All(a => a.Axis.Count == 1)) return null;
        foreach (var node in _stages.Groups.SelectMany(g => g.Nodes))
        {
            Tensor?[] inputs = [.. node.Inputs.Select((input, i) => input is null ? null : Inside(node, input, i))];
            if (inputs.Where((tensor, i) => tensor is null && node.Inputs[i] is not null).Any()) return null;
            _computed[node.Outputs[0]] = _builder.Add(node.Operator, inputs, node.Name)[0];
        }

        var results = _context.Results(_stages.Last);
        foreach (var result in results) _builder.Output(result.Name, _computed[result]);
        var graph = _builder.Build();
        foreach (var (result, output) in results.Zip(graph.Outputs))
        {
            var strides = _context.Views.Strides(result);
            var isWritten = _stages.Last.Rule!.Writes(_stages.Last.Anchor!, result.Type.Shape, strides);
            if (!TryPlace(output, Band(result, strides, a => (a.Axis.Length, 1)), isWritten)) return null;
        }

        BandAxis[] axes = [.. _axes.Select(a => a.Axis)];
        var rows = _axes.FindIndex(a => a.FromEnd == _stages.RowAxis && a.Axis.Count > 1);
        var repeats = rows < 0 || axes[rows].Size < FewestPackedRows ? 1 : axes[rows].Count;
        var steps = lower(graph, _gaps, new BandFacts(repeats, _stages.Images));
        if (!steps.All(s => s is LoweredCall { Check: null })) return null;
        var (calls, label) = (steps.Cast<LoweredCall>().ToList(), string.Join(" | ", _stages.Groups));
        LoweredCall[] before = rows < 0 ? [] : [.. TakeSame(calls, rows)];
        var main = new LoweredBands(axes, calls, _places, label);
        if (before.Length == 0) return [main];
        if (axes.Length == 1) return [.. before.Select(Outside), main];
        return [new LoweredBands([.. axes.Select((a, i) => i == rows ? new BandAxis(1, 1) : a)], before, _places, $"before {label}"), main];
    }

    /// <summary>
    /// Takes out the calls that do the same for each band of rows, such as those that pack a factor: they run before, and what they
    /// give is kept for all bands.
    /// </summary>
    private List<LoweredCall> TakeSame(List<LoweredCall> calls, int rows)
    {
        var (same, differs) = (new List<LoweredCall>(), new HashSet<Value>());
        foreach (var call in calls)
        {
            var written = call.Buffers.Where((_, i) => call.Kernel.Buffers[i].Buffer!.Access.HasFlag(Access.Write)).ToArray();
            if (call.Buffers.Any(b => differs.Contains(b) || _places.GetValueOrDefault(b)?.Steps[rows] > 0)) differs.UnionWith(written);
            else
            {
                same.Add(call);
                foreach (var value in written) Keep(value, rows);
            }
        }

        calls.RemoveAll(same.Contains);
        return same;
    }

    /// <summary>A call that runs once, on the tensors around.</summary>
    private LoweredCall Outside(LoweredCall call) =>
        call with { Buffers = [.. call.Buffers.Select(value => _places.GetValueOrDefault(value)?.Outside ?? value)], InPlace = [] };

    /// <summary>Lets a value be in memory for all bands at once, one behind the other.</summary>
    private void Keep(Value value, int rows)
    {
        var (shape, steps) = (value.Type.Shape, new long[_axes.Count]);
        var count = 1;
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (i == rows) continue;
            steps[i] = (long)count * shape.ElementCount;
            count *= _axes[i].Axis.Count;
        }

        var all = new Value(value.Name, value.Type with { Shape = Shape.Of([count, .. shape.Sizes]) });
        _places.TryAdd(value, new BandPlace(all, shape, shape.StrideExpressions(), steps));
    }

    /// <summary>What stands for an operand in a band; null where it lies so that no kernel reads a band of it.</summary>
    private Tensor? Inside(Node node, Value operand, int input)
    {
        if (_computed.TryGetValue(operand, out var known)) return known;
        if (node.Operator is ElementwiseOperator && _operands.TryGetValue(operand, out known)) return known;
        var (outside, strides) = (operand, _context.Views.Strides(operand));
        if (node.Operator is MatMul && _stages.Groups.First(g => g.Anchor == node).Rule!.Sources(node, _context)[input] is var source
            && source != operand)
        {
            var own = source.Type.Shape.StrideExpressions();
            (outside, strides) = (source, [.. ((Transpose)operand.Producer!.Operator).Permutation.Select(axis => own[axis])]);
        }

        var band = Band(outside, strides, axis => LengthOf(node, input, axis), operand.Type.Shape);
        if (band.Steps.All(step => step == 0) && outside == operand && operand.Constant is { } constant) return constant;
        var tensor = _builder.Input(operand.Name, operand.Type with { Shape = band.Shape });
        var group = _stages.Groups.First(g => g.Nodes.Contains(node));
        var isRead = node == group.Anchor
            ? group.Rule!.Reads(node, input, strides) : group.Rule!.Writes(group.Anchor!, operand.Type.Shape, strides);
        if (!TryPlace(tensor.Value!, band, isRead)) return null;

        // Of the two factors of a product each has another part of a tensor.
        return node.Operator is ElementwiseOperator ? _operands[operand] = tensor : tensor;
    }

    /// <summary>How many places of an axis an input has in a band, and by how many it moves on for each place of the result.</summary>
    private (int Length, int Step)? LengthOf(Node node, int input, (int FromEnd, BandAxis Axis) axis)
    {
        var isRows = axis.FromEnd == _stages.RowAxis;
        if (node.Operator is not Conv conv) return node.Operator is MatMul && input == 1 && isRows ? null : (axis.Axis.Length, 1);
        if (input > 0) return null;
        var isBatch = axis.FromEnd == -conv.Attributes.Rank - 2;
        if (!isRows || isBatch) return (axis.Axis.Length, 1);
        var window = conv.Attributes.Kernel(node.Inputs[1]!.Type.Shape)[0];
        return (conv.Attributes.InputSize(0, axis.Axis.Length, window).Size, conv.Attributes.Strides[0]);
    }

    /// <summary>The first band of a tensor, of whose axes some have as many places as these, and move on by so many.</summary>
    private BandPlace Band(
        Value outside, Dimension[] strides, Func<(int FromEnd, BandAxis Axis), (int Length, int Step)?> lengthOf, Shape? shape = null)
    {
        shape ??= outside.Type.Shape;
        var (sizes, steps) = (shape.Sizes, new long[_axes.Count]);
        for (var i = 0; i < steps.Length; i++)
        {
            var at = shape.Rank + _axes[i].FromEnd;
            if (at < 0 || sizes[at] == 1 || lengthOf(_axes[i]) is not var (length, step)) continue;
            (sizes[at], steps[i]) = (length, (long)strides[at].Size * step);
        }

        return new BandPlace(outside, Shape.Of(sizes), strides, steps);
    }

    /// <summary>Says where a value of a band lies; false where kernels cannot walk it there.</summary>
    private bool TryPlace(Value inside, BandPlace band, bool areStridesWalked)
    {
        if (!band.CanBeWalked && !areStridesWalked) return false;
        _places[inside] = band;
        if (!band.IsDense) _gaps.Add(inside, new Value("rows", inside.Type), 0, band.Strides);
        return true;
    }
}
