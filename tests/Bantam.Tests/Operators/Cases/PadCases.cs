using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class PadCases : IOperatorCases
{
    private static readonly int[][] Margins =
    [
        [0, 0, 1, 0, 0, 2], [1, 2, 3, 3, 2, 1], [0, 1, 0, 0, 0, 0], [-1, 1, 2, 1, -2, -3], [0, 0, -1, 0, 0, 0], [0, 0, 0, 0, 0, 0],
    ];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Pad of known numbers", new Pad(), [Floats([1f, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f], 3, 2), Fixed(0, 2, 0, 0)])
        { Expected = [Floats([0f, 0f, 1f, 1.2f, 0f, 0f, 2.3f, 3.4f, 0f, 0f, 4.5f, 5.7f], 3, 4)] },
        new("Pad by reflection", new Pad(PadMode.Reflect), [Floats([1f, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f], 2, 3), Fixed(0, 2, 0, 1)])
        { Expected = [Floats([2.3f, 1.2f, 1f, 1.2f, 2.3f, 1.2f, 5.7f, 4.5f, 3.4f, 4.5f, 5.7f, 4.5f], 2, 6)] },
        new("Pad by its edge", new Pad(PadMode.Edge), [Floats([1f, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f], 3, 2), Fixed(0, 2, 0, 0)])
        { Expected = [Floats([1f, 1f, 1f, 1.2f, 2.3f, 2.3f, 2.3f, 3.4f, 4.5f, 4.5f, 4.5f, 5.7f], 3, 4)] },
        new("Pad by itself", new Pad(PadMode.Wrap), [Vector(1f, 2f, 3f, 4f), Fixed(2, 3)])
        { Expected = [Vector(3f, 4f, 1f, 2f, 3f, 4f, 1f, 2f, 3f)] },
        .. from mode in Enum.GetValues<PadMode>()
           from pads in Margins
           select new OperatorCase($"Pad by {mode} with {Ints.From(pads)}", new Pad(mode),
               [Numbers(4, 5, 17), Fixed([.. pads.Select(p => (long)p)])])
           { IsDifferentiable = mode == PadMode.Constant },
        new("Pad of some axes", new Pad(), [Numbers(3, 5, 13), Fixed(1, 2, 3, 4), null, Fixed(-1, 0)]) { IsDifferentiable = true },
        new("Pad with a number", new Pad(), [Numbers(3, 13), Fixed(1, 2, 3, 4), Fixed(Number(1.5f))]) { IsDifferentiable = true },
        new("Pad with a number that is computed", new Pad(), [Numbers(3, 13), Fixed(1, -2, 3, 4), Number(1.5f)])
        { IsDifferentiable = true },
        new("Pad by more reflections than one", new Pad(PadMode.Reflect), [Vector(1f, 2f, 3f), Fixed(0, 5)])
        { Expected = [Vector(1f, 2f, 3f, 2f, 1f, 2f, 3f, 2f)] },
        .. from element in (ElementType[])[ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Bool]
           from mode in (PadMode[])[PadMode.Constant, PadMode.Reflect]
           select new OperatorCase($"Pad of {element} by {mode}", new Pad(mode), [Integers(element, 0, 100, 5, 13), Fixed(1, 2, 3, 4)]),
        new("Pad of an axis that is cut off", new Pad(), [Numbers(3), Fixed(2, -3)]) { Expected = [Vector(0f, 0f)] },
    ];
}
