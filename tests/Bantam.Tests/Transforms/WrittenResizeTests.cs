using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Transforms.Preparation;

namespace Bantam.Tests.Transforms;

/// <summary>A resize whose sizes are computed from shapes is one by constant scales.</summary>
public sealed class WrittenResizeTests
{
    private static readonly TensorType Images = TensorType.Float("n", 3, "h", "w");

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Doubled = new()
    {
        ["sizes"] = x => Resized(x, sizes: Tensor.Concat(0, x.ShapeOf(0, 2), x.ShapeOf(2, 4) * Tensor.Integers([2, 2]))),
        ["sizes one by one"] = x => Resized(x, sizes: Tensor.Concat(
            0, x.ShapeOf(0, 2), Size(x, 2).Unsqueeze(0) * Tensor.Scalar(2L), Size(x, 3).Unsqueeze(0) * Tensor.Scalar(2L))),
        ["sizes by floats"] = x => Resized(x, sizes: Tensor.Concat(
            0, x.ShapeOf(0, 2), (x.ShapeOf(2, 4).Cast(ElementType.Float) * 2.0).Floor().Cast(ElementType.Int64))),
        ["scales"] = x => Resized(x, scales: Tensor.Concat(
            0, Tensor.From([1f, 1f], 2),
            (x.ShapeOf(2, 4) * Tensor.Scalar(2L)).Cast(ElementType.Float) / x.ShapeOf(2, 4).Cast(ElementType.Float))),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Others = new()
    {
        ["half of a size that may be odd"] = x => Resized(x, sizes: Tensor.Concat(
            0, x.ShapeOf(0, 2), x.ShapeOf(2, 4) / Tensor.Integers([2, 2]))),
        ["half of it by floats"] = x => Resized(x, sizes: Tensor.Concat(
            0, x.ShapeOf(0, 2), (x.ShapeOf(2, 4).Cast(ElementType.Float) * 0.5).Floor().Cast(ElementType.Int64))),
        ["one more"] = x => Resized(x, sizes: Tensor.Concat(0, x.ShapeOf(0, 2), x.ShapeOf(2, 4) + Tensor.Integers([1, 1]))),
        ["the other size"] = x => Resized(x, sizes: Tensor.Concat(0, x.ShapeOf(0, 2), x.ShapeOf(3, 4), x.ShapeOf(2, 3))),
    };

    public static TheoryData<string> DoubledForms => [.. Doubled.Keys];

    public static TheoryData<string> OtherForms => [.. Others.Keys];

    [Theory, MemberData(nameof(DoubledForms))]
    public void Twice_a_shape_is_a_scale(string form)
    {
        var graph = Graph.Trace([("x", Images)], i => [("y", Doubled[form](i[0]))]);
        var prepared = Inference.Prepare(graph);
        var node = Assert.Single(prepared.Nodes);
        Assert.Equal([1f, 1f, 2f, 2f], node.Inputs[2]!.Constant!.ToArray<float>());
        Assert.Equal(new Shape("n", 3, (Dimension)"h" * 2, (Dimension)"w" * 2), prepared.Outputs[0].Type.Shape);
        CheckAt(graph, prepared);
    }

    [Theory, MemberData(nameof(OtherForms))]
    public void What_is_no_whole_multiple_at_all_sizes_stays(string form)
    {
        var graph = Graph.Trace([("x", Images)], i => [("y", Others[form](i[0]))]);
        var prepared = Inference.Prepare(graph);
        Assert.True(prepared.Nodes.Count > 1, OperatorsOf(prepared));
        CheckAt(graph, prepared);
    }

    /// <summary>At two sizes, one of them odd.</summary>
    private static void CheckAt(Graph graph, Graph prepared)
    {
        foreach (var (height, width) in new[] { (4, 6), (5, 3) })
        {
            var inputs = new Dictionary<string, Tensor> { ["x"] = Tensor.From(Random(3 * height * width), 1, 3, height, width) };
            var expected = ReferenceExecutor.Run(graph, inputs)["y"];
            var found = new GraphRunner(prepared).Run(inputs)["y"];
            Assert.Equal(expected.Shape, found.Shape);
            Lowering.Tensors.AssertClose(expected.Span<float>(), found.Bytes, 1e-5, "y");
        }
    }

    private static float[] Random(int count) => Lowering.Tensors.Random([count], 3).ToArray<float>();

    private static Tensor Size(Tensor x, int axis) => new Gather(0).ApplyOne(x.ShapeOf(0, 4), Tensor.Scalar((long)axis));

    private static Tensor Resized(Tensor x, Tensor? scales = null, Tensor? sizes = null) =>
        new Resize(ResizeMode.Linear).ApplyOne(x, null, scales, sizes);
}
