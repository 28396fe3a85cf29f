namespace Bantam.Vision;

/// <summary>
/// The anchors ("priors") of a single-shot detector, and boxes from what it says of them.
/// <see href="https://arxiv.org/abs/1512.02325"/>
/// </summary>
public sealed class SsdAnchors
{
    private readonly Box[] _anchors;

    /// <summary>Anchors as boxes in shares of the input, 0 to 1.</summary>
    /// <param name="anchors">The boxes, in the order of the network's outputs.</param>
    /// <param name="centerVariance">By what the network's offsets of centres are multiplied.</param>
    /// <param name="sizeVariance">By what its logarithms of sizes are multiplied.</param>
    public SsdAnchors(IEnumerable<Box> anchors, float centerVariance = 0.1f, float sizeVariance = 0.2f)
    {
        _anchors = [.. anchors];
        (CenterVariance, SizeVariance) = (centerVariance, sizeVariance);
    }

    /// <summary>How many there are.</summary>
    public int Count => _anchors.Length;

    /// <summary>By what the network's offsets of centres are multiplied.</summary>
    public float CenterVariance { get; }

    /// <summary>By what its logarithms of sizes are multiplied.</summary>
    public float SizeVariance { get; }

    /// <summary>An anchor, in shares of the input.</summary>
    public Box this[int index] => _anchors[index];

    /// <summary>
    /// Square anchors around the cells of maps, as the UltraFace detectors have them: cells share the input out evenly, also where the
    /// last one of a row or column would lie partly outside.
    /// </summary>
    /// <param name="width">The width of the input, in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="levels">Of each map: pixels of the input a cell, and the sides of its anchors in pixels.</param>
    public static SsdAnchors Squares(int width, int height, params IReadOnlyList<(int Stride, float[] Sides)> levels)
    {
        var anchors = new List<Box>();
        foreach (var (stride, sides) in levels)
        {
            var (columns, rows) = ((int)Math.Ceiling((double)width / stride), (int)Math.Ceiling((double)height / stride));
            for (var y = 0; y < rows; y++)
                for (var x = 0; x < columns; x++)
                    foreach (var side in sides)
                        anchors.Add(Clipped(Box.Around(
                            (x + 0.5f) / columns, (y + 0.5f) / rows, side / width, side / height)));
        }

        return new SsdAnchors(anchors);
    }

    /// <summary>The anchors of the UltraFace detectors for an input of some size: 4,420 of 320 x 240.</summary>
    public static SsdAnchors UltraFace(int width, int height) =>
        Squares(width, height, (8, [10, 16, 24]), (16, [32, 48]), (32, [64, 96]), (64, [128, 192, 256]));

    /// <summary>The box that a network means, in shares of the input.</summary>
    /// <param name="index">The anchor.</param>
    /// <param name="offsets">Offsets of the centre across and down, and of the logarithms of width and height.</param>
    public Box Decode(int index, ReadOnlySpan<float> offsets)
    {
        var anchor = _anchors[index];
        var (x, y) = ((anchor.Left + anchor.Right) / 2, (anchor.Top + anchor.Bottom) / 2);
        return Box.Around(
            x + (offsets[0] * CenterVariance * anchor.Width), y + (offsets[1] * CenterVariance * anchor.Height),
            anchor.Width * MathF.Exp(offsets[2] * SizeVariance), anchor.Height * MathF.Exp(offsets[3] * SizeVariance));
    }

    /// <summary>The centre and the size are what is clipped, as the networks were trained.</summary>
    private static Box Clipped(Box box)
    {
        var (x, y) = ((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
        return Box.Around(Share(x), Share(y), Share(box.Width), Share(box.Height));

        static float Share(float value) => Math.Clamp(value, 0, 1);
    }
}
