using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Reduction;
using Bantam.Operators.Signal;
using Bantam.Operators.Vision;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>Type rules of tensors whose dimensions are names, and small tensors of integers that are computed from those.</summary>
public sealed class SymbolicShapeTests
{
    private static readonly Dimension B = "b", S = "s", H = "h", W = "w";
    private static readonly TensorType Image = TensorType.Float(B, 3, H, W), Row = TensorType.Float(B, S);
    private static readonly ConvolutionAttributes Same = new([2, 2], [1, 1, 1, 1], [1, 1]);

    private static readonly (Operator Operator, object?[] Inputs, string Outputs)[] Rules =
    [
        (new Conv(ConvolutionAttributes.Plain), [Image, TensorType.Float(8, 3, 3, 3)], "[b,8,h-2,w-2]"),
        (new Conv(Same), [Image, TensorType.Float(8, 3, 3, 3), TensorType.Float(8)], "[b,8,(h+1)/2,(w+1)/2]"),
        (new ConvWeightGradient(Same, [3, 3]), [Image, TensorType.Float(B, 8, H / 2, W / 2)], "[8,3,3,3]"),
        (new MaxPool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0])), [Image], "[b,3,h/2,w/2]"),
        (new AveragePool(new PoolAttributes([2, 2], [2, 2], [0, 0, 0, 0], CeilMode: true)), [Image], "[b,3,(h+1)/2,(w+1)/2]"),
        (new GlobalAveragePool(), [Image], "[b,3,1,1]"),
        (new MaxPoolWithIndices(new PoolAttributes([3, 2], [1, 1], [1, 0, 1, 0], Dilations: [2, 1])), [Image],
            "[b,3,h-2,w-1] [b,3,h-2,w-1]"),
        (new MaxUnpool([2, 2], [2, 2], [0, 0, 0, 0]), [Image, Image with { Element = ElementType.Int64 }], "[b,3,2*h,2*w]"),
        (new Resize(), [Image, null, Fixed(Vector(1f, 1f, 2f, 0.5f))], "[b,3,2*h,w/2]"),
        (new Resize(), [Image, null, Fixed(Vector(1f, 1f, 0.7f, 1 / 3f))], "[b,3,7*h/10,w/3]"),
        (new Resize { ResizedAxes = [2] }, [Image, null, null, Fixed(9)], "[b,3,9,w]"),
        (new Resize { ResizedAxes = [3] }, [Image, null, TensorType.Float(1)], "[b,3,h,Resize:0]"),
        (new Resize { ResizedAxes = [3] }, [Image, null, null, new TensorType(ElementType.Int64, Shape.Of(1))], "[b,3,h,Resize:0]"),
        (new GridSample(), [Image, TensorType.Float(B, S, 5, 2)], "[b,3,s,5]"),
        (new AffineGrid(), [TensorType.Float(B, 2, 3), new TensorType(ElementType.Int64, Shape.Of(4))],
            "[b,AffineGrid:2,AffineGrid:3,2]"),
        (new RoiAlign(3, 2), [Image, TensorType.Float("n", 4), new TensorType(ElementType.Int64, new Shape("n"))], "[n,3,3,2]"),
        (new NonMaxSuppression(), [TensorType.Float(B, S, 4), TensorType.Float(B, 3, S)], "[NonMaxSuppression:0,3]"),
        (new DeformConv(Same), [Image, TensorType.Float(8, 3, 3, 3), TensorType.Float(B, 18, (H + 1) / 2, (W + 1) / 2)],
            "[b,8,(h+1)/2,(w+1)/2]"),
        (new GroupNormalization(3), [Image, TensorType.Float(3), TensorType.Float(3)], "[b,3,h,w]"),
        (new Concat(1), [Row, TensorType.Float(B, S), TensorType.Float("n", 1)], "[b,2*s+1]"),
        (new Concat(0), [Row, TensorType.Float(2, 5)], "[b+2,5]"),
        (new Split(1, 2), [TensorType.Float(B, 2 * S)], "[b,s] [b,s]"),
        (new Split(1, 2), [TensorType.Float(B, S)], "[b,min((s+1)/2,s)] [b,min((s+1)/2,max(-(s+1)/2+s,0))]"),
        (new Slice(), [Row, Fixed(1), Fixed(int.MaxValue), Fixed(1)], "[b,max(s-1,0)]"),
        (new Slice(), [Row, Fixed(0), Fixed(-1), Fixed(1)], "[b,max(s-1,0)]"),
        (new Slice(), [Row, Fixed(0), Fixed(long.MaxValue), Fixed(1), Fixed(2)], "[b,(s+1)/2]"),
        (new Slice(), [Row, Fixed(-1), Fixed(long.MinValue), Fixed(1), Fixed(-1)], "[b,s]"),
        (new Slice(), [Row, Fixed(-4), Fixed(long.MaxValue), Fixed(-1)], "[b,min(s,4)]"),
        (new Slice(), [Row, new TensorType(ElementType.Int64, Shape.Of(1)), Fixed(3), Fixed(1)], "[b,Slice:0]"),
        (new Pad(), [Row, Fixed(0, 1, 0, 2)], "[b,s+3]"),
        (new Flatten(), [Image], "[b,3*h*w]"),
        (new Flatten(2), [TensorType.Float(B, S, 1)], "[b*s,1]"),
        (new Reshape(), [TensorType.Float(B, S, 6), Fixed(0, -1, 2)], "[b,3*s,2]"),
        (new Reshape(), [TensorType.Float(2 * B, S), Fixed(2, -1)], "[2,b*s]"),
        (new Squeeze(), [TensorType.Float(B, 1, S)], "[b,s]"),
        (new Squeeze(), [Row, Fixed(0)], "[s]"),
        (new ReduceSum(false), [Row, new TensorType(ElementType.Int64, Shape.Of(1))], "[ReduceSum:0]"),
        (new Gemm(), [TensorType.Float(B, S), TensorType.Float(5, 7), TensorType.Float("n")], "[b,7]"),
        (new MatMul(), [TensorType.Float(B, S, 4), TensorType.Float("n", 4, S)], "[max(b,n),s,s]"),
        (new Expand(), [TensorType.Float(1, S), Fixed(3, 1)], "[3,s]"),
        (new RangeOf(), [new TensorType(ElementType.Float, Shape.Scalar), Fixed(Tensor.Scalar(3f)), Fixed(Tensor.Scalar(1f))], "[Range:0]"),
        (new NonZero(), [Row], "[2,NonZero:0]"),
        (new Tile(), [Row, Fixed(2, 3)], "[2*b,3*s]"),
        (new DepthToSpace(2), [TensorType.Float(B, 4, H, W)], "[b,1,2*h,2*w]"),
        (new SpaceToDepth(2), [TensorType.Float(B, 3, 2 * H, 2 * W)], "[b,12,h,w]"),
        (new Trilu(), [Row], "[b,s]"),
        (new EyeLike(), [Row], "[b,s]"),
        (new OneHot(), [new TensorType(ElementType.Int64, new Shape(B, S)), Fixed(Tensor.Scalar(7L)), Fixed(0, 1)], "[b,s,7]"),
        (new GatherND(1), [TensorType.Float(B, S, 4), new TensorType(ElementType.Int64, new Shape(B, 3, 1))], "[b,3,4]"),
        (new GatherElements(1), [Row, new TensorType(ElementType.Int64, new Shape(B, 3))], "[b,3]"),
        (new TopK(), [Row, Fixed(3)], "[b,3] [b,3]"),
        (new CumSum(), [Row, Fixed(1)], "[b,s]"),
        (new Hardmax(), [Row], "[b,s]"),
        (new Einsum("...ij,jk->...ki"), [TensorType.Float(B, S, 4), TensorType.Float(4, 5)], "[b,5,s]"),
        (new Unique(1), [Row], "[b,Unique:0] [Unique:0] [s] [Unique:0]"),
        (new CenterCropPad([1]), [Row, Fixed(9)], "[b,9]"),
        (new DFT(IsOneSided: true), [TensorType.Float(B, 6, 1)], "[b,4,2]"),
        (new STFT(), [TensorType.Float(B, S, 1), Fixed(Tensor.Scalar(2L)), Fixed(Of(new float[4]))], "[b,s/2-1,3,2]"),
        (new Compress(), [Row, new TensorType(ElementType.Bool, Shape.Of(4))], "[Compress:0]"),
    ];

    /// <summary>Shapes that are computed from <c>x: [b,s,6]</c>, as a program writes them.</summary>
    private static readonly (string What, Func<Tensor, Tensor> Shape, string Result)[] Computed =
    [
        ("kept and left over", x => Tensor.Concat(0, x.ShapeOf().Gather(Fixed(0).Tensor), Fixed(-1).Tensor), "[b,6*s]"),
        ("multiplied", x => Tensor.Concat(0, x.ShapeOf(0, 1) * x.ShapeOf(1, 2), x.ShapeOf(2, 3)), "[b*s,6]"),
        ("divided", x => Tensor.Concat(0, x.ShapeOf(0, 2), x.ShapeOf(2, 3) / 3, Fixed(-1).Tensor), "[b,s,2,3]"),
        ("product",
            x => Tensor.Concat(0, x.ShapeOf().Slice([0], [0], [2]).ReduceProd([0], keepDimensions: true), Fixed(6).Tensor),
            "[b*s,6]"),
        ("a scalar index", x => Tensor.Concat(0, At(x, 1).Unsqueeze([0]), At(x, 0).Reshape(1), Fixed(6).Tensor), "[s,b,6]"),
        ("cast",
            x => Tensor.Concat(0, x.ShapeOf(1, 2).Cast(ElementType.Int32), Tensor.From<int>([-1], 1)).Cast(ElementType.Int64),
            "[s,6*b]"),
        ("added", x => Tensor.Concat(0, x.ShapeOf(0, 1) + x.ShapeOf(0, 1) - x.ShapeOf(0, 1), Fixed(-1).Tensor), "[b,6*s]"),
        ("chosen", x => Tensor.Where(Of([true, false]), x.ShapeOf(0, 2), Fixed(-1, -1).Tensor), "[b,6*s]"),
        ("reversed", x => x.ShapeOf().Slice([0], [-1], [int.MinValue], [-1]), "[6,s,b]"),
        ("no less than one", x => Tensor.Max(x.ShapeOf().Squeeze(), 0), "[b,s,6]"),
        ("split", x => Tensor.Concat(0, x.ShapeOf().Split(0, 1, 2)[1], x.ShapeOf().Split(0, 1, 2)[0]), "[s,6,b]"),
        ("padded to a multiple",
            x => Tensor.Concat(
                0,
                x.ShapeOf(0, 1),
                x.ShapeOf(1, 2) + new Mod().ApplyOne(x.ShapeOf(2, 3) * x.ShapeOf(1, 2), Fixed(3).Tensor),
                Fixed(-1).Tensor),
            "[b,s,6]"),
        ("a range",
            x => new RangeOf().ApplyOne(Tensor.Scalar(0L), At(x, 1), Tensor.Scalar(2L)).ShapeOf() * 0.0 - 1.0, "[6*b*s]"),
        ("the size", x => new SizeOf().ApplyOne(x).Unsqueeze(0), "[6*b*s]"),
        ("compared",
            x => Tensor.Where(new Equal().ApplyOne(x.ShapeOf(), Fixed(-1, -1, 6).Tensor), Fixed(-1, -1, -1).Tensor, x.ShapeOf()),
            "[b,s,6]"),
    ];

    public static TheoryData<int> RuleNumbers => [.. Enumerable.Range(0, Rules.Length)];

    public static TheoryData<int> ComputedNumbers => [.. Enumerable.Range(0, Computed.Length)];

    [Theory]
    [MemberData(nameof(RuleNumbers))]
    public void A_type_rule_computes_with_names(int rule)
    {
        var (op, operands, expected) = Rules[rule];
        var graph = Graph.Trace([.. operands.OfType<TensorType>().Select((type, i) => ($"x{i}", type))], given =>
        {
            var next = 0;
            var outputs = op.Apply([.. operands.Select(o => o is TensorType ? given[next++] : (o as CaseInput)?.Tensor)]);
            return [.. outputs.Select((y, i) => ($"y{i}", y))];
        });

        graph.Verify();
        Assert.Equal(expected, string.Join(' ', graph.Outputs.Select(o => o.Type.Shape)));
    }

    [Theory]
    [MemberData(nameof(ComputedNumbers))]
    public void A_shape_that_is_computed_from_shapes_is_an_expression(int computed)
    {
        var (what, shape, expected) = Computed[computed];
        var graph = Graph.Trace(
            [("x", TensorType.Float(B, S, 6))], given => [("y", new Reshape().ApplyOne(given[0], shape(given[0])) + 1f)]);

        graph.Verify();
        Assert.Equal($"{what}: {expected}", $"{what}: {graph.Outputs[0].Type.Shape}");

        // Bound to numbers it is a constant, and the plan is that of the numbers alone.
        var names = new Dictionary<string, int> { ["b"] = 2, ["s"] = 5 };
        var x = Numbers(2, 5, 6);
        var result = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x })["y"];
        Assert.Equal(graph.Outputs[0].Type.Shape.Bind(names), result.Shape);
        Assert.Single(Planner.Plan(graph, CpuTargets.Best, dimensions: names).All);
    }

    [Fact]
    public void What_is_known_of_a_computed_shape_is_a_constant()
    {
        var graph = Graph.Trace(
            [("x", TensorType.Float(B, 3, 4))], given => [("y", given[0].ShapeOf().Gather(Of([1L, 2])).ReduceProd([0]))]);

        Assert.Empty(graph.Nodes);
        Assert.Equal([12L], graph.Outputs[0].Constant!.ToArray<long>());
    }

    [Fact]
    public void A_size_that_leaves_32_bits_is_left_to_the_run()
    {
        var graph = Graph.Trace([("x", TensorType.Float(B))], given => [("y", given[0].ShapeOf() * (double)(1L << 40))]);

        Assert.Null(graph.Outputs[0].Elements);
        Assert.Equal([5L << 40], ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = Numbers(5) })["y"].ToArray<long>());
    }

    [Fact]
    public void A_tensor_is_reshaped_to_several_expressions()
    {
        var type = TensorType.Float(B, S, 6);
        var graph = Graph.Trace([("x", type)], given =>
        [
            ("y", given[0].Reshape(new Shape(2 * S, B, 3))),
            ("z", given[0].Reshape(new Shape(B, Dimension.Max(S, 1) * 3, 2))),
            ("w", given[0].ReduceSum([2], keepDimensions: true).Expand(new Shape(B, S, 2))),
        ]);

        graph.Verify();
        Assert.Equal(["[2*s,b,3]", "[b,3*max(s,1),2]", "[b,s,2]"], graph.Outputs.Select(o => o.Type.Shape.ToString()));
        var x = Numbers(2, 5, 6);
        var results = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = x });
        Assert.Equal(x.ToArray<float>(), results["y"].ToArray<float>());
        Assert.Equal(["[10,2,3]", "[2,15,2]", "[2,5,2]"], graph.Outputs.Select(o => results[o.Name].Shape.ToString()));
    }

    [Fact]
    public void Names_that_do_not_fit_when_they_are_bound_are_an_error()
    {
        var graph = Graph.Trace([("x", TensorType.Float(B)), ("y", TensorType.Float(S))], given => [("z", given[0] + given[1])]);

        Assert.Equal("[max(b,s)]", graph.Outputs[0].Type.Shape.ToString());
        Assert.Equal("[3]", graph.Bind(new Dictionary<string, int> { ["b"] = 3, ["s"] = 1 }).Outputs[0].Type.Shape.ToString());
        var error = Assert.Throws<ShapeException>(() => graph.Bind(new Dictionary<string, int> { ["b"] = 3, ["s"] = 2 }));
        Assert.Contains("axis 1 is 3 in one and 2 in the other", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A dimension of a tensor as a scalar.</summary>
    private static Tensor At(Tensor x, long axis) => x.ShapeOf().Gather(Tensor.Scalar(axis));
}
