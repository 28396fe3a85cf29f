using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LabelEncoderCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LabelEncoder of integers", Encoder(Of([3L, 1, 3]), Vector(0.5f, 7, 9), Vector(-1)), [Of([1L, 2, 3, 1 + (1L << 40)])])
        { Expected = [Vector(7, -1, 0.5f, -1)] },
        new("LabelEncoder of floats, among them NaN and 0", Encoder(Vector(float.NaN, 0, 1.5f), Of([5L, 6, 7]), Of([-1L])),
            [Floats([float.NaN, -0f, 1.5f, 2], 2, 2)])
        { Expected = [Of([5L, 6, 7, -1], 2, 2)] },
        .. from size in (int[])[13, 17, 33]
           select new OperatorCase($"LabelEncoder of {size}", Encoder(Of([0, 2, 5]), Vector(1, 2, 3), Vector(0)),
               [Integers(ElementType.Int32, 0, 6, size)]),
        new("LabelEncoder of one number", Encoder(Of([4]), Of([9]), Of([1])), [Tensor.Scalar(4)]) { Expected = [Tensor.Scalar(9)] },
        .. LookedUp,
    ];

    /// <summary>What kernels do not do.</summary>
    public static IEnumerable<OperatorCase> LookedUp =>
    [
        new("LabelEncoder of many keys", Encoder(Counted(100), Counted(100), Vector(-1)), [Numbers(33)]),
        new("LabelEncoder of keys without kernels", Encoder(Of([1UL, 1UL << 40]), Vector(1, 2), Vector(0)), [Of([1UL << 40, 5UL])])
        { Expected = [Vector(2, 0)] },
    ];

    private static LabelEncoder Encoder(Tensor keys, Tensor values, Tensor otherwise) => new(new(keys), new(values), new(otherwise));
}
