using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// A fused chain inside a kernel: brings a buffer for each tensor and strides for its outer dimensions, loads the operands at a
/// place, and stores the results there.
/// </summary>
internal sealed class FusionBinding
{
    private readonly KernelBuilder _f;
    private readonly Fusion _fusion;
    private readonly Local[] _inputs;
    private readonly Local[] _outputs;
    private readonly Local[][] _inputStrides;
    private readonly Local[][] _outputStrides;

    /// <summary>Declares the chain's buffers, inputs first, and for each of them one stride an outer dimension.</summary>
    public FusionBinding(KernelBuilder f, Fusion fusion, int outerDimensions, string prefix = "", Access outputs = Access.Write)
    {
        _f = f;
        _fusion = fusion;
        _inputs =
        [
            .. fusion.Inputs.Select((operand, i) => f.Buffer($"{prefix}in{i}_", operand.Storage, holdsNumbers: operand.Numbers > 0)),
        ];
        _outputs = [.. fusion.Outputs.Select((operand, i) => f.Buffer($"{prefix}out{i}_", operand.Storage, outputs))];
        _inputStrides = [.. fusion.Inputs.Select((_, i) => Strides($"{prefix}in{i}Stride"))];
        _outputStrides = [.. fusion.Outputs.Select((_, i) => Strides($"{prefix}out{i}Stride"))];

        Local[] Strides(string name) => [.. Enumerable.Range(0, outerDimensions).Select(d => f.Size($"{name}{d}_"))];
    }

    /// <summary>Pointers to the first element of the row with these outer indices.</summary>
    public Row At(params Expr[] outer) => Advance(new Row(_inputs, _outputs), 0, outer);

    /// <summary>Pointers moved along further dimensions, from one on.</summary>
    public Row Advance(Row from, int dimension, params Expr[] indices) => new(
        [.. from.Inputs.Select((p, i) => _fusion.Inputs[i].Broadcast == Broadcast.All ? p : Move(p, _inputStrides[i], dimension, indices))],
        [.. from.Outputs.Select((p, i) => Move(p, _outputStrides[i], dimension, indices))]);

    /// <summary>Pointers moved by distances that follow from the strides of each tensor, inputs first.</summary>
    /// <param name="from">The place that they are moved from.</param>
    /// <param name="dimension">The first dimension whose strides count.</param>
    /// <param name="distance">The distance from the strides and the number of a tensor.</param>
    public Row Advance(Row from, int dimension, Func<Local[], int, Expr> distance)
    {
        return new Row(
            [.. from.Inputs.Select((p, i) => _fusion.Inputs[i].IsSameForRows ? p : Moved(p, _inputStrides[i], i))],
            [.. from.Outputs.Select((p, i) => Moved(p, _outputStrides[i], _inputs.Length + i))]);

        Local Moved(Local pointer, Local[] strides, int i) => _f.Let(pointer + distance(strides[dimension..], i), pointer.Name);
    }

    /// <summary>Something of the strides of each tensor that differs from row to row, inputs first.</summary>
    /// <param name="dimension">The first dimension whose strides count.</param>
    /// <param name="function">What.</param>
    public IReadOnlyList<Expr> Distances(int dimension, Func<Local[], Expr> function) =>
    [
        .. _inputStrides.Select((s, i) => _fusion.Inputs[i].IsSameForRows ? Constant.Of(0) : function(s[dimension..])),
        .. _outputStrides.Select(s => function(s[dimension..])),
    ];

    /// <summary>The place of a column in an output, counted from its first element.</summary>
    public Expr Index(IReadOnlyList<Expr> outer, Expr column) => TileIndices.Offset(outer, _outputStrides[0]) + column;

    /// <summary>
    /// The results at a column, as vectors. Operands that are the same for all rows are taken from <paramref name="shared"/> where
    /// it has them, and put there.
    /// </summary>
    public Expr[] Compute(Row row, Expr column, IReadOnlyList<Expr> computed, Func<Expr> elementIndex, Dictionary<int, Expr>? shared = null)
    {
        var parameters = new List<Expr>(computed);
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (_fusion.Inputs[i].Numbers == 0) parameters.Add(LoadOperand(row, column, i, shared));
            else parameters.AddRange(LoadNumbers(row.Inputs[i], _fusion.Inputs[i]));
        }

        return [.. _fusion.Fill(parameters, elementIndex).Select(Widen)];
    }

    /// <summary>Computes and stores the vector at a column, or its first <paramref name="count"/> lanes.</summary>
    public void Apply(
        Row row, Expr column, IReadOnlyList<Expr> computed, Expr? count, Func<Expr> elementIndex, Dictionary<int, Expr>? shared = null)
    {
        // All results before the first store: an output may lie over an input.
        var values = _f.NameAll(Compute(row, column, computed, elementIndex, shared), "result");
        for (var i = 0; i < _outputs.Length; i++) _f.Store(row.Outputs[i] + column, values[i], 0, count);
    }

    /// <summary>Loads the operands that are the same for all rows, once for the rows that follow.</summary>
    public void Preload(Row row, Expr column, Dictionary<int, Expr> shared)
    {
        for (var i = 0; i < _inputs.Length; i++)
            if (_fusion.Inputs[i] is { IsSameForRows: true, Numbers: 0 })
                LoadOperand(row, column, i, shared);
    }

    private Expr LoadOperand(Row row, Expr column, int i, Dictionary<int, Expr>? shared)
    {
        var operand = _fusion.Inputs[i];
        if (operand.IsSameForRows && shared is not null && shared.TryGetValue(i, out var known)) return known;
        var value = operand.IsSplat
            ? Splat.Of(LoadScalar(row.Inputs[i], isNarrow: operand.IsNarrow))
            : LoadVector(row.Inputs[i] + column, isNarrow: operand.IsNarrow);
        if (operand.Storage == ElementType.Bool) value = NotEqual(value, 0);
        value = _f.Let(value, "in");
        if (operand.IsSameForRows && shared is not null) shared[i] = value;
        return value;
    }

    /// <summary>Numbers are loaded where they are used, as constants would be: registers are for the sums.</summary>
    private static IEnumerable<Expr> LoadNumbers(Local block, FusedOperand operand) =>
        Enumerable.Range(0, operand.Numbers).Select(i => Splat.Of(LoadScalar(block, i, operand.IsNarrow)));

    private static Expr Widen(Expr result)
    {
        result = Splat.Of(result);
        return result.Type == KernelType.Mask ? ToI32(result) : result;
    }

    private Local Move(Local pointer, Local[] strides, int dimension, Expr[] indices)
    {
        Expr moved = pointer;
        for (var d = 0; d < indices.Length; d++) moved += strides[dimension + d] * indices[d];
        return moved is Local same ? same : _f.Let(moved, pointer.Name);
    }

    /// <summary>Where a row of every tensor of the chain begins.</summary>
    public sealed record Row(IReadOnlyList<Local> Inputs, IReadOnlyList<Local> Outputs);
}
