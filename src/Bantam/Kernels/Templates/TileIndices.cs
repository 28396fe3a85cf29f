namespace Bantam.Kernels.Templates;

/// <summary>The indices that a tile stands for.</summary>
internal static class TileIndices
{
    /// <summary>The outer indices of the tile-th row: its number written in the mixed base of all dimensions but the last.</summary>
    public static Expr[] Decode(this KernelBuilder f, Expr tile, IReadOnlyList<Local> dimensions) =>
        dimensions.Count < 2 ? [] : f.Digits(tile, [.. dimensions.Skip(1).SkipLast(1)]);

    /// <summary>A number in a mixed base: its first digit is open, the others are below these sizes and have locals of their own.</summary>
    public static Expr[] Digits(this KernelBuilder f, Expr number, IReadOnlyList<Local> sizes)
    {
        var digits = new Expr[sizes.Count + 1];
        for (var d = sizes.Count; d > 0; d--)
        {
            var next = f.Let(number / sizes[d - 1], "rest");
            digits[d] = f.Let(number - (next * sizes[d - 1]), "index");
            number = next;
        }

        digits[0] = number;
        return digits;
    }

    /// <summary>The sum of indices times strides.</summary>
    public static Expr Offset(IReadOnlyList<Expr> indices, IReadOnlyList<Local> strides)
    {
        var offset = indices[0] * strides[0];
        for (var d = 1; d < indices.Count; d++) offset += indices[d] * strides[d];
        return offset;
    }
}
