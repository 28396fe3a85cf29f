using Bantam.Operators.Linear;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MatMulCases : IOperatorCases
{
    private static readonly (int M, int K, int N)[] Sizes =
    [
        (1, 1, 1), (1, 13, 17), (13, 1, 15), (15, 17, 1), (17, 33, 13), (33, 7, 33), (25, 5, 49),
    ];

    public static IEnumerable<OperatorCase> All =>
    [
        new("MatMul of known matrices", new MatMul(), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), Floats([7f, 8f, 9f, 10f, 11f, 12f], 3, 2)])
        { Expected = [Floats([58f, 64f, 139f, 154f], 2, 2)] },
        .. Sizes.Select(s =>
            new OperatorCase($"MatMul of [{s.M},{s.K}] and [{s.K},{s.N}]", new MatMul(),
                [Numbers(s.M, s.K), Between(-2, 2, [s.K, s.N], seed: 1)])
            { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("MatMul of two vectors", new MatMul(), [Numbers(17), Positive(17)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of a vector and a matrix", new MatMul(), [Numbers(7), Positive(7, 5)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of a matrix and a vector", new MatMul(), [Numbers(5, 7), Positive(7)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of many rows", new MatMul(), [Numbers(2, 3, 4), Positive(4, 5)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("MatMul of known batches", new MatMul(), [Floats([1f, 2f, 3f, 4f], 2, 1, 2), Floats([5f, 6f, 7f, 8f], 2, 2, 1)])
        {
            Expected = [Floats([17f, 53f], 2, 1, 1)],
        },
        .. Batches.Select(b =>
            new OperatorCase($"MatMul of {Shape.Of(b.A)} and {Shape.Of(b.B)}", new MatMul(),
            [Numbers(b.A), Positive(b.B)]) { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        .. new[] { 1, 5, 29 }.Select(m =>
            new OperatorCase($"MatMul of {m} rows and a large matrix that is known", new MatMul(),
            [Numbers(m, 129), Fixed(Between(-1, 1, [129, 70], seed: 1))]) { IsDifferentiable = m == 5, Tolerance = 1e-5, Absolute = 1e-4 }),
        new("MatMul of integers", new MatMul(), [Integers(ElementType.Int32, -9, 9, 5, 7), Integers(ElementType.Int32, -9, 9, 7, 18)]),
        new("MatMul of batches of integers", new MatMul(),
            [Integers(ElementType.Int32, -9, 9, 2, 5, 7), Integers(ElementType.Int32, -9, 9, 2, 7, 3)]),
    ];

    /// <summary>Both factors repeat along some axis, vectors stand for matrices, and few rows meet many columns.</summary>
    private static readonly (int[] A, int[] B)[] Batches =
    [
        ([2, 3, 4], [2, 4, 5]), ([3, 1, 2, 4], [5, 4, 3]), ([3, 2, 4], [1, 4, 5]), ([1, 3, 5, 4], [3, 4, 7]),
            ([2, 3, 13, 5], [2, 3, 5, 17]), ([2, 1, 3, 5], [1, 4, 5, 6]),
        ([2, 3, 5, 4], [2, 1, 4, 6]), ([2, 3, 1, 4], [2, 1, 4, 6]), ([4], [3, 4, 5]), ([3, 2, 4], [4]), ([7, 1, 9], [7, 9, 40]),
            ([3, 2, 5], [3, 5, 70]), ([2, 1, 3, 1, 4, 3], [5, 1, 2, 3, 2]),
    ];
}
