using Bantam.Operators.Convolution;
using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DeformConvCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("DeformConv of known numbers", new DeformConv(ConvolutionAttributes.Plain),
            [
                Counted(9, 1, 1, 3, 3), Ones(1, 1, 2, 2),
                Floats([0.5f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.1f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1, 8, 2, 2),
            ])
        { Expected = [Floats([9.5f, 11.9f, 20, 24], 1, 1, 2, 2)], Tolerance = 1e-5 },
        Of("with everything", new(new([2, 1], [1, 0, 1, 1], [1, 2], 2), OffsetGroups: 2), [2, 4, 5, 6], [6, 2, 3, 2], hasAll: true),
        Of("that is plain", new(ConvolutionAttributes.Plain), [1, 3, 5, 5], [17, 3, 3, 3], hasAll: false),
        Of("of one channel a group", new(ConvolutionAttributes.Plain with { Group = 3 }), [2, 3, 4, 5], [3, 1, 2, 2], hasAll: false),
    ];

    private static OperatorCase Of(string name, DeformConv op, int[] images, int[] weights, bool hasAll)
    {
        var (x, w) = (Numbers(images), Between(-1, 1, weights, seed: 2));
        var output = new Conv(op.Attributes).ApplyOne(x, w).Shape.Sizes;
        var taps = op.OffsetGroups * weights[2] * weights[3];
        CaseInput[] more = hasAll ? [Numbers(weights[0]), Between(0, 1, [images[0], taps, output[2], output[3]], seed: 5)] : [];
        Tensor offsets = Between(-1.3, 1.4, [images[0], 2 * taps, output[2], output[3]], seed: 4);
        return new OperatorCase($"DeformConv {name}", op, [x, w, offsets, .. more])
        {
            IsDifferentiable = true, Tolerance = 1e-4, Absolute = 1e-4,
        };
    }
}
