using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReverseSequenceCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReverseSequence of batches", new ReverseSequence(0, 1), [Floats([0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f], 2, 4), Of([1L, 3L])])
        { Expected = [Floats([0f, 1f, 2f, 3f, 6f, 5f, 4f, 7f], 2, 4)] },
        new("ReverseSequence of times first", new ReverseSequence(), [Numbers(5, 3, 17), Of([5L, 1, 4])]) { IsDifferentiable = true },
        new("ReverseSequence of integers", new ReverseSequence(), [Integers(ElementType.Int64, -9, 9, 5, 3), Of([0L, 2, 5])]),
    ];
}
