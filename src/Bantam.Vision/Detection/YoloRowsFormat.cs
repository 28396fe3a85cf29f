using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// The boxes of later members of the family YOLO, which decode them themselves: centre, width and height in pixels of the input, and a
/// probability for each class. YOLO v5 to v7 say before these whether there is something, and have a row for each box; v8 and later ones
/// have a column.
/// </summary>
internal sealed class YoloRowsFormat : DetectorFormat
{
    private const int BoxFields = 4;

    /// <inheritdoc/>
    public override string Description => "the boxes [1,n,5+classes] of YOLO v5 or [1,4+classes,n] of YOLO v8";

    /// <inheritdoc/>
    public override ImageInput PresetOf(IReadOnlyList<Value> outputs) => ImageInput.Yolo;

    /// <inheritdoc/>
    internal override bool Accepts(IReadOnlyList<Value> outputs) =>
        outputs.Count == 1 && ShapeOf(outputs[0]) is { IsKnown: true } shape && IsBoxes(shape);

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        var (count, fields, boxStride, fieldStride, firstClass) = LayoutOf(outputs.Tensors[0].Name, outputs.Shape(0));
        var isInColumns = firstClass == BoxFields;
        var numbers = outputs.Floats(0);
        for (var i = 0; i < count; i++)
        {
            var own = numbers[(i * boxStride)..];
            var something = isInColumns ? 1 : own[BoxFields * fieldStride];
            if (!(something >= outputs.Threshold)) continue;
            var box = Box.Around(own[0], own[fieldStride], own[2 * fieldStride], own[3 * fieldStride]);
            for (var c = firstClass; c < fields; c++) outputs.Add(box, c - firstClass, something * own[c * fieldStride]);
        }
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs)
    {
        var (count, fields, boxStride, fieldStride, firstClass) = LayoutOf(outputs[0].Name, outputs[0].Type.Shape);
        return new JsonObject
        {
            ["kind"] = "rows", ["output"] = outputs[0].Name, ["count"] = count, ["fields"] = fields,
            ["strides"] = new JsonArray(boxStride, fieldStride), ["firstClass"] = firstClass,
        };
    }

    private (int Count, int Fields, int BoxStride, int FieldStride, int FirstClass) LayoutOf(string name, Shape shape)
    {
        if (!shape.IsKnown || !IsBoxes(shape)) throw new ShapeException($"a detector gives {Description}; '{name}' is {shape}.");
        var (rows, columns) = (shape[1].Size, shape[2].Size);
        return rows < columns ? (columns, rows, 1, columns, BoxFields) : (rows, columns, columns, 1, BoxFields + 1);
    }

    /// <summary>There are more boxes than classes.</summary>
    private static bool IsBoxes(Shape shape) => shape.Rank == 3 && shape[0] == 1 && shape[1] != shape[2]
        && Math.Min(shape[1].Size, shape[2].Size) > (shape[1].Size < shape[2].Size ? BoxFields : BoxFields + 1);
}
