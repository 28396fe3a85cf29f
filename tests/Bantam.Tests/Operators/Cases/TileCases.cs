using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TileCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Tile of a matrix", new Tile(), [Floats([0f, 1f, 2f, 3f], 2, 2), Fixed(2, 2)])
        { Expected = [Floats([0f, 1f, 0f, 1f, 2f, 3f, 2f, 3f, 0f, 1f, 0f, 1f, 2f, 3f, 2f, 3f], 4, 4)] },
        .. from size in (int[])[1, 13, 17]
           select new OperatorCase($"Tile of [3,{size},2]", new Tile(), [Numbers(3, size, 2), Fixed(2, 1, 3)]) { IsDifferentiable = true },
        new("Tile of a number", new Tile(), [Number(3f), Fixed(Of(Array.Empty<long>(), 0))]),
        new("Tile to nothing", new Tile(), [Numbers(5, 3), Fixed(0, 2)]),
        new("Tile of integers", new Tile(), [Integers(ElementType.Int64, -9, 9, 5), Fixed(7)]),
        new("Tile of truth values", new Tile(), [Truths(5), Fixed(3)]),
    ];
}
