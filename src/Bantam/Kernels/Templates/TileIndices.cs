namespace Bantam.Kernels.Templates;

/// <summary>The indices that a tile stands for.</summary>
internal static class TileIndices
{
    /// <summary>The outer indices of the tile-th row: its number written in the mixed base of all dimensions but the last.</summary>
    public static Expr[] Decode(this KernelBuilder f, Expr tile, IReadOnlyList<Local> dimensions)
    {
        var outer = new Expr[dimensions.Count - 1];
        var rest = tile;
        for (var d = outer.Length - 1; d > 0; d--)
        {
            var next = f.Let(rest / dimensions[d], "rest");
            outer[d] = f.Let(rest - (next * dimensions[d]), "index");
            rest = next;
        }

        if (outer.Length > 0) outer[0] = rest;
        return outer;
    }
}
