using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ScanCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        Case("Scan of known sums", e => new Scan(Sums(e, 2), 1, [0], [0]), Vector(0f, 0f), Floats([1f, 2f, 3f, 4f, 5f, 6f], 3, 2)) with
        {
            Expected = [Vector(9f, 12f), Floats([1f, 2f, 4f, 6f, 9f, 12f], 3, 2)],
        },
        Case("Scan from the end", e => new Scan(Sums(e, 3), 1, [1], [1]), Numbers(3), Numbers(4, 3)),
        Case("Scan from the end, written from the start", e => new Scan(Sums(e, 3), 1, [1], [0]), Numbers(3), Numbers(4, 3)),
        Case("Scan of nothing", e => new Scan(Sums(e, 3), 1, [0], [0]), Numbers(3), Numbers(0, 3)) with { IsDifferentiable = false },
        Case("Scan whose states change places", e => new Scan(Swaps(e), 2, [0], [0]), Numbers(3), Numbers(3), Numbers(5, 3)),
        Case("Scan with a capture", e => new Scan(Products(e), 1, [0], []), Numbers(2, 3), Numbers(4, 2, 3), Numbers(3, 3)),
        Case("Scan that writes the same in each round", e => new Scan(Constants(e), 1, [0], [0]), Numbers(3), Numbers(4, 3)),
        Case("Scan whose sequence only decides", e => new Scan(Decisions(e), 1, [0], []), Numbers(3), Numbers(4, 3)),
        Case("Scan in a scan", e => new Scan(Nested(e), 1, [0], [0]), Numbers(3), Numbers(4, 5, 3)),
    ];

    private static OperatorCase Case(string name, Func<ElementType, Scan> scan, params CaseInput[] inputs) =>
        new(name, scan(ElementType.Float), inputs) { Doubled = scan(ElementType.Double), IsDifferentiable = true };

    private static Graph Swaps(ElementType element) => Body(element, [[3], [3], [3]], x => [x[1], x[0], x[0] * x[2]]);

    private static Graph Products(ElementType element) => Body(element, [[2, 3], [2, 3], [3, 3]], x => [(x[0].MatMul(x[2]) + x[1]).Tanh()]);

    private static Graph Constants(ElementType element) =>
        Body(element, [[3], [3]], x => [x[0] + x[1], Tensor.Ones(Shape.Of(3), element)]);

    private static Graph Decisions(ElementType element) => Body(element, [[3], [3]], x => [Tensor.Where(x[1] > 0, x[0] * 2, x[0])]);

    private static Graph Nested(ElementType element) => Body(element, [[3], [5, 3]], x =>
    {
        var inner = ControlFlow.Scan([x[0]], [x[1]], [], [0], [0], y => [(y[0] * 0.5) + y[1], y[0] * y[1]]);
        return [inner[0], inner[1]];
    });

    private static Graph Sums(ElementType element, int width) => Body(element, [[width], [width]], x =>
    {
        var sum = x[0] + x[1];
        return [sum, sum];
    });

    private static Graph Body(ElementType element, int[][] shapes, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function) =>
        GraphBuilder.TraceBody(null, [.. shapes.Select((s, i) => ($"b{i}", new TensorType(element, Shape.Of(s))))], function).Body;
}
