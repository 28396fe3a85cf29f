using Bantam.Operators.Convolution;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConvTransposeCases : IOperatorCases
{
    private static readonly (int[] Image, int[] Weights, int Stride, int[] Pads, int Dilation, int Group, int[] Padding)[] Problems =
    [
        ([1, 3, 5, 4], [3, 2, 3, 3], 1, [0, 0, 0, 0], 1, 1, [0, 0]),
        ([2, 4, 4, 3], [4, 17, 2, 3], 2, [0, 1, 1, 0], 1, 1, [1, 0]),
        ([1, 2, 4, 5], [2, 3, 3, 2], 3, [1, 0, 2, 1], 2, 1, [0, 2]),
        ([1, 6, 4, 4], [6, 2, 3, 3], 2, [1, 1, 1, 1], 1, 3, [1, 1]),
        ([1, 16, 3, 3], [16, 1, 2, 2], 2, [0, 0, 0, 0], 1, 16, [0, 0]),
        ([2, 3, 7], [3, 4, 4], 2, [1, 1], 1, 1, [1]),
        ([1, 2, 3, 2, 3], [2, 3, 2, 3, 2], 2, [0, 1, 0, 0, 0, 1], 1, 1, [1, 0, 1]),
        ([1, 2, 3, 4], [2, 1, 3, 3], 1, [0, 0, 0, 0], 2, 1, [1, 1]),
    ];

    private static readonly float[] Sums = [0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8];

    public static IEnumerable<OperatorCase> All =>
    [
        new("ConvTranspose of known numbers", new ConvTranspose(ConvolutionAttributes.Plain, [0, 0]),
            [Counted(9, 1, 1, 3, 3), Ones(1, 2, 3, 3)])
        {
            Expected = [Floats([.. Sums, .. Sums], 1, 2, 5, 5)],
        },
        .. Problems.Select(p => WindowCases.Case(
            $"ConvTranspose of {Shape.Of(p.Image)} by {Shape.Of(p.Weights)} with a stride of {p.Stride}, dilation {p.Dilation}, "
            + $"{p.Group} group(s) and pads {Ints.From(p.Pads)}",
            new ConvTranspose(
                new(Repeated(p.Stride, p.Padding.Length), Ints.From(p.Pads), Repeated(p.Dilation, p.Padding.Length), p.Group),
                Ints.From(p.Padding)),
            Numbers(p.Image), Between(-1, 1, p.Weights, seed: 4), Numbers(p.Weights[1] * p.Group))),
        WindowCases.Case("ConvTranspose of windows side by side", new ConvTranspose(
            new ConvolutionAttributes([2, 3], [0, 0, 0, 0], [1, 1]), [0, 0]), Numbers(2, 3, 4, 2), Numbers(3, 5, 2, 3), Numbers(5)),
        WindowCases.Case("ConvTranspose of single pixels over one axis", new ConvTranspose(ConvolutionAttributes.Of(1), [0]),
            Numbers(1, 2, 3), Numbers(2, 4, 1)),
        WindowCases.Case("ConvTranspose without a bias", new ConvTranspose(ConvolutionAttributes.Plain, [0, 0]), Numbers(1, 2, 3, 3),
            Numbers(2, 3, 2, 2)),
    ];

    private static Ints Repeated(int number, int count) => Ints.From(Enumerable.Repeat(number, count));
}
