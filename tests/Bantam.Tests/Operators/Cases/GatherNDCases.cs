using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GatherNDCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GatherND of elements", new GatherND(), [Floats([0f, 1f, 2f, 3f], 2, 2), Of([0L, 0, 1, 1], 2, 2)])
        { Expected = [Vector(0f, 3f)] },
        new("GatherND of rows", new GatherND(), [Floats([0f, 1f, 2f, 3f], 2, 2), Of([1L, 0], 2, 1)])
        { Expected = [Floats([2f, 3f, 0f, 1f], 2, 2)] },
        new("GatherND in batches", new GatherND(1), [Counted(8, 2, 2, 2), Of([1L, 0], 2, 1)])
        { Expected = [Floats([2f, 3f, 4f, 5f], 2, 2)] },
        new("GatherND of slices by negative indices", new GatherND(), [Numbers(4, 4, 17), Integers(ElementType.Int32, -4, 4, 3, 5, 2)])
        { IsDifferentiable = true },
        new("GatherND of slices in batches", new GatherND(1), [Numbers(3, 4, 4, 5), Integers(ElementType.Int64, -4, 4, 3, 2, 2)])
        { IsDifferentiable = true },
        new("GatherND of truth values", new GatherND(), [Truths(5, 3), Of([4L, 2, 0, 0], 2, 2)]),
    ];
}
