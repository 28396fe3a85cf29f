using Bantam.Operators.Arithmetic;
using Bantam.Operators.Normalization;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>
/// Rows that are normalized, multiplied by known numbers, and to which known numbers are added, are a <see cref="LayerNormalization"/>,
/// or without mean and sum an <see cref="RMSNormalization"/>.
/// </summary>
internal static class ScaledRows
{
    public static Tensor? Match(Site site)
    {
        if (site.Operator is not (Mul or Add) || site.Sides() is not var (numbers, rows) || !rows.Type.Equals(site.Type)) return null;
        return site.OwnOf(rows) switch
        {
            { Operator: RowNormalization op } before when site.Operator is Mul && OfRow(numbers, rows, op.Axis) is { } scale =>
                (op.IsCentred ? new LayerNormalization(op.Axis, op.Epsilon)
                    : (ScaledNormalization)new RMSNormalization(op.Axis, op.Epsilon)).ApplyOne(before[0], scale),
            { Operator: LayerNormalization op } before when site.Operator is Add && before.Optional(2) is null
                && OfRow(numbers, rows, op.Axis) is { } bias => op.ApplyOne(before[0], before[1], bias),
            _ => null,
        };
    }

    /// <summary>Numbers with the axes of a row alone; null where rows differ in them.</summary>
    private static Tensor? OfRow(Tensor numbers, Tensor rows, int axis)
    {
        if (!numbers.Shape.IsKnown) return null;
        var extra = numbers.Shape.Rank - (rows.Shape.Rank - rows.Shape.Axis(axis));
        if (extra <= 0) return numbers;
        return numbers.Shape.Take(extra).All(d => d == 1) ? Site.Written(numbers).Reshape(new Shape(numbers.Shape.Skip(extra))) : null;
    }
}
