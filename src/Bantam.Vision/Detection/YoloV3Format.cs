using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// Maps of cells, of which each says for each of its anchors: four offsets, whether there is something, and of each class whether it is
/// that. Channels may be first ([1, anchors · (5 + classes), rows, columns]) or last, and may be split from the anchors.
/// </summary>
internal sealed class YoloV3Format(IReadOnlyList<YoloAnchors>? anchors) : DetectorFormat
{
    private const int Anchors = 3, BeforeClasses = 5;

    /// <inheritdoc/>
    public override string Description =>
        "the maps [1,3*(5+classes),rows,columns], [1,rows,columns,3*(5+classes)] or [1,3,rows,columns,5+classes] of YOLO v3";

    /// <inheritdoc/>
    public override ImageInput PresetOf(IReadOnlyList<Value> outputs) => ImageInput.Yolo;

    /// <inheritdoc/>
    internal override bool Accepts(IReadOnlyList<Value> outputs) =>
        outputs.Count is 2 or 3 && outputs.All(o => ShapeOf(o) is { IsKnown: true } shape && LayoutOf(shape) is not null);

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        foreach (var (index, layout, own) in MapsOf([.. outputs.Tensors.Select(t => (t.Name, t.Tensor.Shape))]))
            Read(outputs, outputs.Floats(index), layout, own);
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs)
    {
        var maps = MapsOf([.. outputs.Select(o => (o.Name, o.Type.Shape))]).Select(map =>
        {
            var (index, layout, own) = map;
            return new JsonObject
            {
                ["output"] = outputs[index].Name, ["rows"] = layout.Rows, ["columns"] = layout.Columns, ["fields"] = layout.Fields,
                ["strides"] = new JsonArray(layout.AnchorStride, layout.FieldStride, layout.RowStride, layout.ColumnStride),
                ["anchors"] = new JsonArray([.. own.Sizes.Select(s => new JsonArray(s.Width, s.Height))]),
            };
        });
        return new JsonObject { ["kind"] = "maps", ["maps"] = new JsonArray([.. maps]) };
    }

    /// <summary>Which output is which map, and its anchors, the coarsest map first.</summary>
    private IEnumerable<(int Index, Layout Layout, YoloAnchors Anchors)> MapsOf(IReadOnlyList<(string Name, Shape Shape)> outputs)
    {
        var maps = outputs.Select((output, i) => (Index: i, Layout: LayoutOf(output.Shape)
            ?? throw new ShapeException($"a detector gives {Description}; '{output.Name}' is {output.Shape}.")))
            .OrderBy(m => m.Layout.Rows * m.Layout.Columns).ToArray();
        var known = anchors ?? (maps.Length == YoloAnchors.Full.Count ? YoloAnchors.Full : YoloAnchors.Tiny);
        if (known.Count != maps.Length || known.Any(a => a.Sizes.Count != Anchors))
            throw new ShapeException($"each map has {Anchors} anchors; there are {maps.Length} maps and anchors for {known.Count}.");
        return maps.Zip(known, (map, own) => (map.Index, map.Layout, own));
    }

    private static void Read(DetectorOutputs outputs, ReadOnlySpan<float> map, Layout layout, YoloAnchors anchors)
    {
        var (cellWidth, cellHeight) = ((float)outputs.Width / layout.Columns, (float)outputs.Height / layout.Rows);
        Span<float> offsets = stackalloc float[4];
        for (var a = 0; a < Anchors; a++)
            for (var y = 0; y < layout.Rows; y++)
                for (var x = 0; x < layout.Columns; x++)
                {
                    var something = ClassScores.Sigmoid(map[layout.At(a, 4, y, x)]);
                    if (!(something >= outputs.Threshold)) continue;
                    for (var i = 0; i < offsets.Length; i++) offsets[i] = map[layout.At(a, i, y, x)];
                    var box = anchors.Decode(a, x, y, cellWidth, cellHeight, offsets);
                    for (var c = 0; c < layout.Fields - BeforeClasses; c++)
                        outputs.Add(box, c, something * ClassScores.Sigmoid(map[layout.At(a, BeforeClasses + c, y, x)]));
                }
    }

    private static Layout? LayoutOf(Shape shape)
    {
        if (!shape.IsKnown) return null;
        return shape.Sizes switch
        {
            [1, Anchors, var rows, var columns, > BeforeClasses and var fields] => new Layout(
                rows, columns, fields, rows * columns * fields, 1, columns * fields, fields),
            [1, var channels, var rows, var columns] when IsChannels(channels) => new Layout(
                rows, columns, channels / Anchors, channels / Anchors * rows * columns, rows * columns, columns, 1),
            [1, var rows, var columns, var channels] when IsChannels(channels) => new Layout(
                rows, columns, channels / Anchors, channels / Anchors, 1, columns * channels, channels),
            _ => null,
        };

        static bool IsChannels(int channels) => channels % Anchors == 0 && channels / Anchors > BeforeClasses;
    }

    /// <summary>Where a map has what.</summary>
    private sealed record Layout(int Rows, int Columns, int Fields, int AnchorStride, int FieldStride, int RowStride, int ColumnStride)
    {
        public int At(int anchor, int field, int row, int column) =>
            (anchor * AnchorStride) + (field * FieldStride) + (row * RowStride) + (column * ColumnStride);
    }
}
