using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Vision;

/// <summary>
/// Of boxes that cover each other the ones with the highest scores: rows of batch, class and box as Int64, of each class by falling score.
/// How many there are only a run shows. Inputs: boxes [batch, boxes, 4] as two opposite corners or as centre, width and height; scores
/// [batch, classes, boxes]; how many boxes of a class are chosen at most, 0 where that is absent; how large the intersection of two
/// chosen ones may be, over their union, 0 where that is absent; and what scores must be above.
/// <see href="https://onnx.ai/onnx/operators/onnx__NonMaxSuppression.html"/>
/// </summary>
/// <param name="CenterPointBox">Whether boxes are given by centre, width and height, rather than as y₁, x₁, y₂, x₂.</param>
public sealed record NonMaxSuppression(bool CenterPointBox = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (boxes, scores) = (inputs.Shape(0), inputs.Shape(1));
        if (boxes.Rank != 3 || scores.Rank != 3 || Dimension.Differ(boxes[2], 4) || Dimension.Differ(boxes[0], scores[0])
            || Dimension.Differ(boxes[1], scores[2]))
            throw new ShapeException(
                $"boxes are [batch, boxes, 4], and scores [batch, classes, boxes]; they are {boxes} and {scores}.");
        for (var i = 2; i < 5; i++)
            if (inputs.Optional(i) is { } limit && Dimension.Differ(limit.Shape.Count, 1))
                throw new ShapeException($"a limit is one number; input {i} is {limit}.");
        var isKnown = Enumerable.Range(0, inputs.Count).All(i => inputs.Optional(i) is null || inputs.Constant(i) is not null);
        Dimension count = isKnown
            ? Chosen([.. Enumerable.Range(0, inputs.Count).Select(i => inputs.Constant(i) is { } c ? NdArray.From(c) : null)]).Count
            : inputs.Unknown();
        return [new TensorType(ElementType.Int64, new Shape(count, 3))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], [.. Chosen(inputs).SelectMany(c => (double[])[c.Batch, c.Class, c.Box])])];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => new Tensor?[context.Inputs.Count];

    private List<(int Batch, int Class, int Box)> Chosen(IReadOnlyList<NdArray?> inputs)
    {
        var (boxes, scores) = (inputs[0]!, inputs[1]!);
        var most = Limit(2, 0);
        var (overlap, least) = (Limit(3, 0), Limit(4, double.NegativeInfinity));
        var chosen = new List<(int Batch, int Class, int Box)>();
        for (var batch = 0; batch < scores.Sizes[0]; batch++)
        {
            var corners = Enumerable.Range(0, boxes.Sizes[1]).Select(box => Corners(boxes, batch, box)).ToArray();
            for (var c = 0; c < scores.Sizes[1]; c++)
            {
                var (own, n, number) = (new List<int>(), batch, c);
                var candidates = Enumerable.Range(0, corners.Length).Where(box => scores[n, number, box] > least)
                    .OrderByDescending(box => scores[n, number, box]);
                foreach (var box in candidates)
                {
                    if (own.Count >= most) break;
                    if (own.Any(other => Overlap(corners[box], corners[other]) > overlap)) continue;
                    own.Add(box);
                    chosen.Add((batch, c, box));
                }
            }
        }

        return chosen;

        double Limit(int input, double otherwise) => inputs.ElementAtOrDefault(input) is { Count: 1 } limit ? limit.Elements[0] : otherwise;
    }

    /// <summary>The lower and the upper end of a box along each axis.</summary>
    private (double Y1, double X1, double Y2, double X2) Corners(NdArray boxes, int batch, int box)
    {
        var (a, b, c, d) = (boxes[batch, box, 0], boxes[batch, box, 1], boxes[batch, box, 2], boxes[batch, box, 3]);
        return CenterPointBox ? (b - (d / 2), a - (c / 2), b + (d / 2), a + (c / 2))
            : (Math.Min(a, c), Math.Min(b, d), Math.Max(a, c), Math.Max(b, d));
    }

    /// <summary>The intersection of two boxes over their union.</summary>
    private static double Overlap((double Y1, double X1, double Y2, double X2) a, (double Y1, double X1, double Y2, double X2) b)
    {
        var height = Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1);
        var width = Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1);
        if (height <= 0 || width <= 0) return 0;
        return height * width / (Area(a) + Area(b) - (height * width));

        static double Area((double Y1, double X1, double Y2, double X2) box) => (box.Y2 - box.Y1) * (box.X2 - box.X1);
    }
}
