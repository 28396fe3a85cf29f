using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TopKIndicesCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("TopKIndices of a vector", new TopKIndices(0, IsLargest: true), [Vector(2f, 5f, 3f, 5f), Fixed(3)])
        { Expected = [Of([1L, 3, 2])] },
        new("TopKIndices of columns", new TopKIndices(0, IsLargest: false), [Numbers(7, 13), Fixed(4)]),
    ];
}
