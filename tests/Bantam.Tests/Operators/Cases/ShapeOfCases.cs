using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ShapeOfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Shape of a tensor", new ShapeOf(), [Numbers(3, 4, 5)]) { Expected = [Of([3L, 4, 5])] },
        new("Shape from an axis on", new ShapeOf(1), [Numbers(3, 4, 5)]) { Expected = [Of([4L, 5])] },
        new("Shape of a range of axes", new ShapeOf(-2, -1), [Numbers(3, 4, 5)]) { Expected = [Of([4L])] },
        new("Shape of axes outside", new ShapeOf(-10, 10), [Numbers(3, 4, 5)]) { Expected = [Of([3L, 4, 5])] },
        new("Shape of an empty range", new ShapeOf(2, 1), [Numbers(3, 4, 5)]) { Expected = [Of(Array.Empty<long>())] },
        new("Shape of a number", new ShapeOf(), [Number(1f)]) { Expected = [Of(Array.Empty<long>())] },
    ];
}
