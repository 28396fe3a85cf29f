using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LayerNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LayerNormalization of known numbers", new LayerNormalization(Epsilon: 1),
            [Floats([1f, 3f, -2f, 4f], 2, 2), Vector(2f, 4f), Vector(10f, 20f)])
        {
            Expected = [Floats([8.5857864f, 22.8284271f, 8.1026334f, 23.7947332f], 2, 2)],
        },
        .. from size in (int[])[1, 13, 16, 33]
           from axis in (int[])[-1, 1, 0]
           let name = $"LayerNormalization of {size} from axis {axis}"
           select new OperatorCase(name, new LayerNormalization(axis, 1e-2f), [Numbers(3, 2, size), Positive(size), Numbers(size)])
           {
               IsDifferentiable = true,
               Tolerance = 1e-5,
           },
        new("LayerNormalization without a bias", new LayerNormalization(1), [Numbers(3, 4, 5), Positive(4, 5)])
        {
            IsDifferentiable = true,
            Tolerance = 1e-5,
        },
        new("LayerNormalization of equal numbers", new LayerNormalization(), [Vector(3f, 3f, 3f), Vector(1f, 1f, 1f), Vector(1f, 2f, 3f)]),
    ];
}
