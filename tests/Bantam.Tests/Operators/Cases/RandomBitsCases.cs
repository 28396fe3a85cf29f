using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RandomBitsCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        // The first word of the known answer of Threefry-2x32-20 for key 0, 0 and counter 0, 0; the others by another program.
        new("RandomBits of known numbers", new RandomBits([1], 0), [Tensor.Scalar(0), Tensor.Scalar(0)]) { Expected = [Of([0x6b200159])] },
        new("RandomBits of the second word", new RandomBits([1], 0, Word: 1), [Tensor.Scalar(0), Tensor.Scalar(0)])
        { Expected = [Of([unchecked((int)0x99ba4efe)])] },
        .. OddShapes.Select(s =>
            new OperatorCase($"RandomBits of {Shape.Of(s)}", new RandomBits(Ints.From(s), 3), [Tensor.Scalar(7), Tensor.Scalar(-11)])),
        new("RandomBits, the highest 24", new RandomBits([3, 33], 3, Word: 1, Bits: 24), [Tensor.Scalar(7), Tensor.Scalar(11)]),
        new("RandomBits of a constant seed", new RandomBits([33], 3), [Fixed(Tensor.Scalar(5)), Tensor.Scalar(1)]),
    ];
}
