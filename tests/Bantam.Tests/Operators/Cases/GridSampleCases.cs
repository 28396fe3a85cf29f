using Bantam.Operators.Vision;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GridSampleCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GridSample of known numbers", new GridSample(AlignCorners: true),
            [Counted(4, 1, 1, 2, 2), Floats([-1f, -1, 0, 0, 1, -1, 0, 1, 3, 3], 1, 1, 5, 2)])
        { Expected = [Floats([0f, 1.5f, 1, 2.5f, 0], 1, 1, 1, 5)] },
        new("GridSample of known numbers beyond the border", new GridSample(GridSampleMode.Nearest, GridSamplePadding.Border),
            [Counted(4, 1, 1, 2, 2), Floats([-3f, -3, 3, -3, -3, 3, 3, 3], 1, 2, 2, 2)])
        { Expected = [Floats([0f, 1, 2, 3], 1, 1, 2, 2)] },
        .. from mode in Enum.GetValues<GridSampleMode>()
           from padding in Enum.GetValues<GridSamplePadding>()
           from isAligned in (bool[])[false, true]
           select new OperatorCase(
               $"GridSample {mode}, {padding}{(isAligned ? ", aligned" : "")}", new GridSample(mode, padding, isAligned),
               [Numbers(2, 3, 4, 5), Between(-1.7, 1.8, [2, 3, 2, 2], seed: 3)])
           { IsDifferentiable = mode != GridSampleMode.Nearest, Tolerance = 1e-4, Absolute = 1e-5 },
        .. from channels in (int[])[1, 13, 17, 33]
           select new OperatorCase(
               $"GridSample of {channels} channels", new GridSample(), [Numbers(1, channels, 3, 4), Between(-1, 1, [1, 2, 3, 2], seed: 4)])
           { Tolerance = 1e-4, Absolute = 1e-5 },
        .. from mode in (GridSampleMode[])[GridSampleMode.Linear, GridSampleMode.Nearest]
           select new OperatorCase(
               $"GridSample of volumes, {mode}", new GridSample(mode),
               [Numbers(2, 2, 3, 4, 3), Between(-1.2, 1.2, [2, 2, 2, 3, 3], seed: 5)])
           { IsDifferentiable = mode == GridSampleMode.Linear, Tolerance = 1e-4, Absolute = 1e-5 },
        new("GridSample of a signal", new GridSample(GridSampleMode.Cubic), [Numbers(1, 2, 9), Between(-1, 1, [1, 7, 1])])
        { IsDifferentiable = true, Tolerance = 1e-4, Absolute = 1e-5 },
        new("GridSample of images of one pixel", new GridSample(GridSampleMode.Linear, GridSamplePadding.Reflection, AlignCorners: true),
            [Numbers(1, 2, 1, 1), Numbers(1, 2, 2, 2)]),
        new("GridSample of bytes", new GridSample(GridSampleMode.Nearest),
            [Integers(ElementType.UInt8, 0, 255, 1, 2, 4, 4), Between(-1, 1, [1, 3, 3, 2])]),
    ];
}
