using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitShiftCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitShift to the left drops what leaves the type", new BitShift(IsLeft: true), [Of<byte>([1, 3, 255]), Of<byte>([1, 7, 8])])
        { Expected = [Of<byte>([2, 128, 0])] },
        new("BitShift to the right", new BitShift(IsLeft: false), [Of([16u, uint.MaxValue]), Of([4u, 31u])]) { Expected = [Of([1u, 1u])] },
        new("BitShift by as many places as there are, and more", new BitShift(IsLeft: false),
            [Of<byte>([255, 255, 255, 128]), Of<byte>([8, 33, 255, 7])])
        { Expected = [Of<byte>([0, 0, 0, 1])] },
        new("BitShift of UInt32 by as many places as there are, and more", new BitShift(IsLeft: true), [Of([3u]), Of([31u, 32u, 65u])])
        { Expected = [Of([1u << 31, 0u, 0u])] },
        new("BitShift of 64 bits", new BitShift(IsLeft: true), [Of([1ul, 3ul, 5ul]), Of([63ul])])
        { Expected = [Of([1ul << 63, 1ul << 63, 1ul << 63])] },
        new("BitShift by more than there is", new BitShift(IsLeft: false), [Of([ulong.MaxValue]), Of([64ul, 1000ul])])
        { Expected = [Of([0ul, 0ul])] },
    ];
}
