using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>How smaller tensors repeat over larger ones.</summary>
internal static class Broadcasting
{
    /// <summary>The stride of each axis of a result for an operand that broadcasts to it: 0 where the operand repeats.</summary>
    public static Dimension[] Strides(Shape operand, Shape result) => Strides(operand, operand.StrideExpressions(), result);

    /// <summary>The same for an operand that lies at strides of its own.</summary>
    public static Dimension[] Strides(Shape operand, Dimension[] own, Shape result)
    {
        var strides = new Dimension[result.Rank];
        Array.Fill(strides, 0);
        for (var i = 1; i <= operand.Rank; i++)
            if (operand[-i] == result[-i] ? operand[-i] != 1 : !operand[-i].Is(1))
                strides[^i] = own[^i];
        return strides;
    }

    /// <summary>
    /// Merges neighbouring axes that all operands walk as one, and drops axes of size 1: the shape that an elementwise kernel loops
    /// over, and the operands' strides in it.
    /// </summary>
    public static (Dimension[] Sizes, Dimension[][] Strides) Collapse(Dimension[] sizes, IReadOnlyList<Dimension[]> strides)
    {
        var keptSizes = new List<Dimension>();
        var kept = strides.Select(_ => new List<Dimension>()).ToArray();
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] == 1) continue;
            if (keptSizes.Count > 0 && Enumerable.Range(0, kept.Length).All(o => kept[o][^1] == strides[o][axis] * sizes[axis]))
            {
                keptSizes[^1] *= sizes[axis];
                for (var o = 0; o < kept.Length; o++) kept[o][^1] = strides[o][axis];
            }
            else
            {
                keptSizes.Add(sizes[axis]);
                for (var o = 0; o < kept.Length; o++) kept[o].Add(strides[o][axis]);
            }
        }

        if (keptSizes.Count == 0)
        {
            keptSizes.Add(1);
            foreach (var operand in kept) operand.Add(0);
        }

        return ([.. keptSizes], [.. kept.Select(o => o.ToArray())]);
    }
}
