using Bantam.Operators.Vision;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RoiAlignCases : IOperatorCases
{
    private static readonly Tensors.Tensor Regions = Floats([1f, 1.5f, 6, 7.3f, -2.1f, -3, 4, 3.1f, 2.2f, 5, 2.9f, 13], 3, 4);

    public static IEnumerable<OperatorCase> All =>
    [
        new("RoiAlign of a known region", new RoiAlign(1, 2) { SamplingRatio = 1, HalfPixel = false },
            [Counted(16, 1, 1, 4, 4), Floats([0f, 0, 2, 2], 1, 4), Of([0L])])
        { Expected = [Floats([4.5f, 5.5f], 1, 1, 1, 2)] },
        .. from isMaximum in (bool[])[false, true]
           from isHalf in (bool[])[false, true]
           from channels in (int[])[3, 17]
           select new OperatorCase(
               $"RoiAlign by the {(isMaximum ? "largest" : "mean")} of {channels} channels{(isHalf ? ", by halves" : "")}",
               new RoiAlign(3, 2) { SamplingRatio = 2, SpatialScale = 0.8f, IsMaximum = isMaximum, HalfPixel = isHalf },
               [Numbers(2, channels, 6, 9), Regions, Of([1L, 0, 1])])
           { IsDifferentiable = channels == 3, Tolerance = 1e-4, Absolute = 1e-5 },
        new("RoiAlign with a sample a pixel", new RoiAlign(2, 2), [Numbers(2, 3, 6, 9), Regions, Of([1L, 0, 1])]),
    ];
}
