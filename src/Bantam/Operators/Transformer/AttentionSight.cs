using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Transformer;

/// <summary>Which keys the queries of an <see cref="Attention"/> see, and what that does to scores.</summary>
internal sealed class AttentionSight
{
    private readonly Attention _attention;
    private readonly Tensor _q, _k;
    private readonly Dimension? _groups;
    private readonly Tensor? _allowed, _bias;
    private readonly bool _mayBeBlind;

    /// <param name="attention">The operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="q">Queries with an axis for heads.</param>
    /// <param name="k">All keys with an axis for heads.</param>
    /// <param name="groups">How many heads the keys have where those are fewer than the queries have, which then have an axis more.</param>
    public AttentionSight(Attention attention, IReadOnlyList<Tensor?> inputs, Tensor q, Tensor k, Dimension? groups)
    {
        (_attention, _q, _k, _groups) = (attention, q, k, groups);
        var (mask, past, lengths) = (At(Attention.Mask), At(Attention.PastKey), At(Attention.Lengths));
        if (mask is not null) mask = Laid(Padded(mask));
        if (mask is { Element: not ElementType.Bool }) _bias = mask;
        _allowed = mask is { Element: ElementType.Bool } ? mask : null;
        if (attention.IsCausal || attention.LeftWindow >= 0 || attention.RightWindow >= 0) _allowed = Both(_allowed, Near(past, lengths));
        if (lengths is not null) _allowed = Both(_allowed, Laid(Heads.Places(k, 2) < lengths.Cast(ElementType.Int32).Unsqueeze(1, 2, 3)));
        _mayBeBlind = mask is not null || lengths is not null || attention.LeftWindow >= 0 || attention.RightWindow >= 0;

        Tensor? At(int index) => inputs.ElementAtOrDefault(index);
    }

    /// <summary>Scores with the mask added, and −∞ where a query does not see a key.</summary>
    public Tensor Mask(Tensor scores)
    {
        if (_bias is not null) scores += _bias;
        return _allowed is null ? scores : Tensor.Where(_allowed, scores, double.NegativeInfinity);
    }

    /// <summary>
    /// The same with the lowest number instead of −∞: where a query sees no key at all the softmax is not NaN, nor is its gradient.
    /// </summary>
    public Tensor Limit(Tensor scores)
    {
        var lowest = scores.Element switch
        {
            ElementType.Float16 => (double)Half.MinValue,
            ElementType.Double => double.MinValue,
            _ => -3.38e38,
        };
        if (_bias is not null) scores = Tensor.Max(scores + _bias, lowest);
        return _allowed is null ? scores : Tensor.Where(_allowed, scores, lowest);
    }

    /// <summary>
    /// Probabilities or results, 0 where a query sees no key. Told by rows and not by scores, which are so read once, in bands.
    /// </summary>
    public Tensor Clear(Tensor rows)
    {
        if (!_mayBeBlind) return rows;
        var best = Mask(rows.Number(0)).ReduceMax([-1], keepDimensions: true);
        return Tensor.Where(Tensor.Equal(best, double.NegativeInfinity), 0, rows);
    }

    /// <summary>What is near enough to a query: keys before it, and in its window. Keys of before come first.</summary>
    private Tensor Near(Tensor? past, Tensor? lengths)
    {
        var (own, keys) = (Heads.Places(_q, 2).Unsqueeze(1), Heads.Places(_k, 2));
        if (past is not null) own += Heads.Size(past, 2).Cast(ElementType.Int32);
        else if (lengths is not null) own += (lengths - Heads.Size(_q, 2)).Cast(ElementType.Int32).Unsqueeze(1, 2, 3);
        var allowed = _attention.IsCausal ? keys <= own : null;
        if (_attention.LeftWindow >= 0) allowed = Both(allowed, own - _attention.LeftWindow <= keys);
        if (_attention.RightWindow >= 0) allowed = Both(allowed, keys <= own + _attention.RightWindow);
        return Laid(allowed!);
    }

    private static Tensor Both(Tensor? one, Tensor other) => one is null ? other : one & other;

    /// <summary>A mask that ends before the keys do hides those behind it.</summary>
    private Tensor Padded(Tensor mask)
    {
        var missing = _k.Shape[2] - mask.Shape[-1];
        if (missing.Equals(0)) return mask;
        var zero = mask.Element == ElementType.Bool ? Tensor.Scalar(false) : mask.Number(double.NegativeInfinity);
        var pads = Tensor.Concat(0, Tensor.Integers([0]), DimensionTensors.Vector(new Shape(missing)));
        return new Pad().ApplyOne(mask, pads, zero, Tensor.Integers([-1]));
    }

    /// <summary>What broadcasts to [batch, heads, queries, keys] with heads in groups, where they are.</summary>
    private Tensor Laid(Tensor mask)
    {
        if (_groups is null || mask.Shape.Rank < 3) return mask;
        if (mask.Shape.Rank == 3) mask = mask.Unsqueeze(0);
        return mask.Shape[1].Equals(1) ? mask.Unsqueeze(2) : Heads.Grouped(mask, _groups);
    }
}
