using Bantam.Operators.Linear;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MatMulCases : IOperatorCases
{
    private static readonly (int M, int K, int N)[] Sizes = [(1, 1, 1), (1, 13, 17), (13, 1, 15), (15, 17, 1), (17, 33, 13), (33, 7, 33), (25, 5, 49)];

    public static IEnumerable<OperatorCase> All =>
    [
        new("MatMul of known matrices", new MatMul(), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), Floats([7f, 8f, 9f, 10f, 11f, 12f], 3, 2)]) { Expected = [Floats([58f, 64f, 139f, 154f], 2, 2)] },
        .. Sizes.Select(s => new OperatorCase($"MatMul of [{s.M},{s.K}] and [{s.K},{s.N}]", new MatMul(), [Numbers(s.M, s.K), Between(-2, 2, [s.K, s.N], seed: 1)]) { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("MatMul of two vectors", new MatMul(), [Numbers(17), Positive(17)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of a vector and a matrix", new MatMul(), [Numbers(7), Positive(7, 5)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of a matrix and a vector", new MatMul(), [Numbers(5, 7), Positive(7)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of many rows", new MatMul(), [Numbers(2, 3, 4), Positive(4, 5)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of batches", new MatMul(), [Numbers(2, 3, 4), Positive(2, 4, 5)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of batches that broadcast", new MatMul(), [Numbers(3, 1, 2, 4), Positive(5, 4, 3)]) { IsDifferentiable = true, Absolute = 1e-5 },
    ];
}
