using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TransposeCases : IOperatorCases
{
    private static readonly (int Rows, int Columns)[] Sizes = [(1, 13), (13, 1), (15, 17), (17, 33), (33, 4)];
    private static readonly Ints[] Orders = [[0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2], [3, 2, 1, 0], [0, 2, 1, 3], [2, 0, 3, 1]];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Transpose of known numbers", new Transpose([1, 0]), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3)])
        { Expected = [Floats([1f, 4f, 2f, 5f, 3f, 6f], 3, 2)] },
        .. Sizes.Select(s =>
            new OperatorCase($"Transpose of [{s.Rows},{s.Columns}]", new Transpose([1, 0]), [Numbers(s.Rows, s.Columns)])
            { IsDifferentiable = true }),
        .. from order in Orders
           from element in (ElementType[])[ElementType.Float, ElementType.Int64, ElementType.UInt8, ElementType.Bool]
           select new OperatorCase($"Transpose to {order} of {element}", new Transpose(order),
               [Integers(element, element == ElementType.UInt8 ? 0 : -99, 100, 2, 3, 5, 17)])
           { IsDifferentiable = element == ElementType.Float },
        new("Transpose of a vector", new Transpose([0]), [Numbers(13)]) { IsDifferentiable = true },
        new("Transpose of a number", new Transpose([]), [Number(2f)]) { IsDifferentiable = true },
    ];
}
