using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class NonMaxSuppressionCases : IOperatorCases
{
    private static readonly Tensor Boxes =
        Floats([0f, 0, 1, 1, 0, 0.1f, 1, 1.1f, 0, -0.1f, 1, 0.9f, 0, 10, 1, 11, 0, 10.1f, 1, 11.1f, 0, 100, 1, 101], 1, 6, 4);

    private static readonly Tensor Scores = Floats([0.9f, 0.75f, 0.6f, 0.95f, 0.5f, 0.3f], 1, 1, 6);

    public static IEnumerable<OperatorCase> All =>
    [
        Of("by what boxes cover", Boxes, 3, 0.5f, 0f, [3, 0, 5]),
        Of("above a score", Boxes, 3, 0.5f, 0.4f, [3, 0]),
        Of("of few", Boxes, 1, 0.5f, 0f, [3]),
        Of("of none", Boxes, 0, 0.5f, 0f, []),
        Of("that leaves out none", Boxes, 9, 1f, 0f, [3, 0, 1, 2, 4, 5]),
        Of("of corners in any order",
            Floats([1f, 1, 0, 0, 0, 0.1f, 1, 1.1f, 0, 0.9f, 1, -0.1f, 0, 10, 1, 11, 1, 10.1f, 0, 11.1f, 1, 101, 0, 100], 1, 6, 4),
            3, 0.5f, 0f, [3, 0, 5]),
        Of("of centres",
            Floats(
                [0.5f, 0.5f, 1, 1, 0.5f, 0.6f, 1, 1, 0.5f, 0.4f, 1, 1, 0.5f, 10.5f, 1, 1, 0.5f, 10.6f, 1, 1, 0.5f, 100.5f, 1, 1], 1, 6, 4),
            3, 0.5f, 0f, [3, 0, 5], isCentre: true),
        new("NonMaxSuppression without limits", new NonMaxSuppression(), [Fixed(Boxes), Fixed(Scores)])
        { Expected = [new Tensor(new TensorType(ElementType.Int64, Shape.Of(0, 3)))] },
    ];

    private static OperatorCase Of(
        string name, Tensor boxes, long most, float overlap, float least, long[] expected, bool isCentre = false)
    {
        var chosen = expected.SelectMany(box => (long[])[0, 0, box]).ToArray();
        CaseInput[] inputs = [Fixed(boxes), Fixed(Scores), Fixed(most), Fixed(Vector(overlap)), Fixed(Vector(least))];
        return new OperatorCase($"NonMaxSuppression {name}", new NonMaxSuppression(isCentre), inputs)
        {
            Expected = [Tensor.From<long>(chosen, Shape.Of(expected.Length, 3))],
        };
    }
}
