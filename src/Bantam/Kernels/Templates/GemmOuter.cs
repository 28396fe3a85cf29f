namespace Bantam.Kernels.Templates;

/// <summary>
/// The outer dimensions of a matrix product: which product of many a tile is a part of, and where its factors begin. Without any
/// there is nothing to compute.
/// </summary>
internal sealed class GemmOuter
{
    private readonly KernelBuilder _f;

    /// <summary>Of all dimensions but the first.</summary>
    private readonly Local[] _sizes;
    private readonly Local[] _leftStrides;
    private readonly Local[] _rightStrides;

    private GemmOuter(KernelBuilder f, int dimensions)
    {
        _f = f;
        _sizes = [.. Enumerable.Range(1, Math.Max(dimensions - 1, 0)).Select(d => f.Size($"outer{d}_"))];
        _leftStrides = [.. Enumerable.Range(0, dimensions).Select(d => f.Size($"aOuter{d}_"))];
        _rightStrides = [.. Enumerable.Range(0, dimensions).Select(d => f.Size($"bOuter{d}_"))];
    }

    /// <summary>Declares the sizes and strides of so many outer dimensions.</summary>
    public static GemmOuter Declare(KernelBuilder f, int dimensions) => new(f, dimensions);

    /// <summary>The indices of the product that a tile is a part of, and which tile of it it is.</summary>
    /// <param name="tile">The number of the tile.</param>
    /// <param name="tilesOfOne">How many tiles a product has; null without outer dimensions.</param>
    public (Expr[] One, Expr Within) Locate(Expr tile, Local? tilesOfOne)
    {
        if (tilesOfOne is null) return ([], tile);
        var number = _f.Let(tile / tilesOfOne, "one");
        return (_f.Digits(number, _sizes), _f.Let(tile - (number * tilesOfOne), "within"));
    }

    /// <summary>Where the left factor of a product begins.</summary>
    public Local Left(Local a, Expr[] one) => Begin(a, one, _leftStrides);

    /// <summary>Where the right factor of a product begins.</summary>
    public Local Right(Local b, Expr[] one) => Begin(b, one, _rightStrides);

    private Local Begin(Local factor, Expr[] one, Local[] strides) =>
        one.Length == 0 ? factor : _f.Let(factor + TileIndices.Offset(one, strides), factor.Name);
}
