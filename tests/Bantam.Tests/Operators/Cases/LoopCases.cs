using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LoopCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Loop of known rounds", new Loop(Doubling(goesOn: null), 1),
            [new CaseInput(Tensor.Scalar(5L), IsConstant: true), null, Vector(1f, 3f)])
        {
            Expected = [Vector(32f, 96f), Floats([1f, 3f, 2f, 6f, 4f, 12f, 8f, 24f, 16f, 48f], 5, 2)],
        },
        new("Loop as often as an input says", new Loop(Counting(null), 1), [Tensor.Scalar(7L), null, Vector(0f, 0f, 0f)]),
        new("Loop while a sum is small", new Loop(Counting(10f), 1), [null, Tensor.Scalar(true), Vector(0f, 1f, 2f)]),
        new("Loop while a sum is small, and as often as can be said", new Loop(Counting(10f), 1),
            [Tensor.Scalar(long.MaxValue), Tensor.Scalar(true), Vector(0f, 1f, 2f)]),
        Learning("Loop of known rounds with a capture", Fixed(Tensor.Scalar(4L)), null, Products, Numbers(2), Numbers(2, 2)),
        Learning("Loop of known rounds that is begun", Fixed(Tensor.Scalar(4L)), Fixed(Tensor.Scalar(true)), Powers,
            Numbers(2), Numbers(2)),
        Learning("Loop that is not begun", Fixed(Tensor.Scalar(4L)), Fixed(Tensor.Scalar(false)), Swaps, Numbers(3), Positive(3)),
        Learning("Loop of two states that change places", Fixed(Tensor.Scalar(3L)), null, Swaps, Numbers(3), Positive(3)),
        Learning("Loop of no rounds", Fixed(Tensor.Scalar(0L)), null, Swaps, Numbers(3), Positive(3)),
        new("Loop without a first round", new Loop(Counting(10f), 1), [null, Tensor.Scalar(false), Vector(0f, 1f, 2f)]),
        new("Loop while a sum is small and no more often", new Loop(Counting(1000f), 1),
            [Tensor.Scalar(3L), Tensor.Scalar(true), Vector(0f, 1f, 2f)]),
    ];

    private static OperatorCase Learning(
        string name, CaseInput rounds, CaseInput? begins, Func<ElementType, Loop> loop, params CaseInput[] inputs) =>
        new(name, loop(ElementType.Float), [rounds, begins, .. inputs]) { Doubled = loop(ElementType.Double), IsDifferentiable = true };

    private static Loop Products(ElementType element) => new(Of(element, [[2], [2, 2]], x =>
        [x[1], (x[2].Unsqueeze(0).MatMul(x[3]).Squeeze(0) + x[0].Cast(element)).Tanh(), x[2] * x[2]]), 1);

    private static Loop Powers(ElementType element) => new(Of(element, [[2], [2]], x => [x[1], x[2] * x[3]]), 1);

    private static Loop Swaps(ElementType element) => new(Of(element, [[3], [3]], x => [x[1], x[3], x[2], x[2] * x[3]]), 2);

    private static Graph Of(ElementType element, int[][] shapes, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function) =>
        GraphBuilder.TraceBody(
            null,
            [
                ("round", new TensorType(ElementType.Int64, Shape.Scalar)), ("goesOn", new TensorType(ElementType.Bool, Shape.Scalar)),
                .. shapes.Select((s, i) => ($"x{i}", new TensorType(element, Shape.Of(s)))),
            ],
            function).Body;

    /// <summary>Doubles a state, and gives what it was; goes on as a constant says, or as it was told.</summary>
    private static Graph Doubling(bool? goesOn) =>
        Body(2, (_, told, x) => [goesOn is { } constant ? Tensor.Scalar(constant) : told, x * 2.0, x]);

    /// <summary>Adds the number of the round, while the sum is below a limit.</summary>
    private static Graph Counting(float? limit) => Body(3, (round, told, x) =>
    {
        var next = x + round.Cast(ElementType.Float);
        return [limit is { } most ? next.ReduceSum() < most : told, next];
    });

    private static Graph Body(int width, Func<Tensor, Tensor, Tensor, IReadOnlyList<Tensor>> function)
    {
        (string, TensorType)[] inputs =
        [
            ("round", new TensorType(ElementType.Int64, Shape.Scalar)),
            ("goesOn", new TensorType(ElementType.Bool, Shape.Scalar)),
            ("x", TensorType.Float(width)),
        ];
        return GraphBuilder.TraceBody(null, [.. inputs], given => function(given[0], given[1], given[2])).Body;
    }
}
