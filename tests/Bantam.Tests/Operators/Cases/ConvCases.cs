using Bantam.Operators.Convolution;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConvCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Conv of known numbers", new Conv(ConvolutionAttributes.Plain with { Strides = [2, 2] }),
            [Counted(35, 1, 1, 7, 5), Ones(1, 1, 3, 3)])
        {
            Expected = [Floats([54f, 72f, 144f, 162f, 234f, 252f], 1, 1, 3, 2)],
        },
        new("Conv of known numbers in groups", new Conv(ConvolutionAttributes.Of(1) with { Group = 2 }),
            [Floats([1f, 2f, 3f, 4f, 5f, 6f], 1, 2, 3), Floats([1f, -1f, 10f, 1f], 2, 1, 2), Vector(0.5f, -0.5f)])
        {
            Expected = [Floats([-0.5f, -0.5f, 44.5f, 55.5f], 1, 2, 2)],
        },
        .. WindowCases.Convolutions.Select(c =>
            WindowCases.Case($"Conv of {c}", new Conv(c.Attributes), c.Input, c.Weights, Numbers(c.Outputs))),
        WindowCases.Case("Conv without a bias", new Conv(ConvolutionAttributes.Plain), Numbers(1, 2, 5, 6), Numbers(3, 2, 2, 2)),
        WindowCases.Case("Conv with weights that are known", new Conv(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] }),
            Numbers(1, 3, 6, 7), Fixed(Numbers(18, 3, 3, 3)), Fixed(Numbers(18))),
        WindowCases.Case("Conv with many weights that are known", new Conv(ConvolutionAttributes.Plain), Numbers(1, 16, 4, 5),
            Fixed(Between(-1, 1, [67, 16, 3, 3], seed: 2))) with { Absolute = 1e-4 },
    ];
}
