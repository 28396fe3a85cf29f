using Bantam.Operators.Linear;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GemmCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Gemm of known matrices", new Gemm(0.5f, 2f), [Floats([1f, 2f, 3f, 4f], 2, 2), Floats([5f, 6f, 7f, 8f], 2, 2), Vector(1f, -1f)])
        { Expected = [Floats([11.5f, 9f, 23.5f, 23f], 2, 2)] },
        new("Gemm without a bias", new Gemm(), [Numbers(5, 7), Positive(7, 17)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("Gemm with a bias", new Gemm(), [Numbers(5, 7), Positive(7, 17), Numbers(17)]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("Gemm with A transposed", new Gemm(TransA: true), [Numbers(7, 13), Positive(7, 17), Numbers(13, 1)])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("Gemm with B transposed", new Gemm(TransB: true), [Numbers(13, 7), Positive(17, 7), Number(0.3f)])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("Gemm with both transposed and factors", new Gemm(0.25f, 0.35f, TransA: true, TransB: true),
            [Numbers(7, 13), Positive(17, 7), Numbers(1, 17)])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("Gemm whose bias does not count", new Gemm(2f, 0f), [Numbers(3, 4), Positive(4, 5), Numbers(5)]) { Absolute = 1e-5 },
    ];
}
