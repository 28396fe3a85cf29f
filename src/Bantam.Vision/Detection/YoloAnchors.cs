namespace Bantam.Vision;

/// <summary>
/// The anchors of YOLO v3 for one of its maps, and boxes from what a cell says. <see href="https://arxiv.org/abs/1804.02767"/>
/// </summary>
/// <param name="Sizes">Width and height of each anchor, in pixels of the input.</param>
public sealed record YoloAnchors(IReadOnlyList<(float Width, float Height)> Sizes)
{
    /// <summary>Those of YOLO v3-tiny by the cells across the input: the coarse map first.</summary>
    public static IReadOnlyList<YoloAnchors> Tiny { get; } =
        [new([(81, 82), (135, 169), (344, 319)]), new([(10, 14), (23, 27), (37, 58)])];

    /// <summary>Those of YOLO v3: the coarse map first.</summary>
    public static IReadOnlyList<YoloAnchors> Full { get; } =
    [
        new([(116, 90), (156, 198), (373, 326)]), new([(30, 61), (62, 45), (59, 119)]), new([(10, 13), (16, 30), (33, 23)]),
    ];

    /// <summary>The box that a cell means, in pixels of the input.</summary>
    /// <param name="anchor">Which anchor.</param>
    /// <param name="column">The cell's column.</param>
    /// <param name="row">The cell's row.</param>
    /// <param name="cellWidth">How many pixels of the input a cell is wide.</param>
    /// <param name="cellHeight">How many it is high.</param>
    /// <param name="offsets">Logits of the centre's place in the cell, and logarithms of the size over the anchor's.</param>
    public Box Decode(int anchor, int column, int row, float cellWidth, float cellHeight, ReadOnlySpan<float> offsets)
    {
        var (width, height) = Sizes[anchor];
        return Box.Around(
            (column + ClassScores.Sigmoid(offsets[0])) * cellWidth, (row + ClassScores.Sigmoid(offsets[1])) * cellHeight,
            width * MathF.Exp(offsets[2]), height * MathF.Exp(offsets[3]));
    }
}
