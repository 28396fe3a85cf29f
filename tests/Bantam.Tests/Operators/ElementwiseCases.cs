using Bantam.Operators;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>The cases that all elementwise operators of a number of operands share.</summary>
internal static class ElementwiseCases
{
    /// <summary>One operand: odd sizes with numbers from a range, and the special values.</summary>
    public static IEnumerable<OperatorCase> Unary(
        Operator op, double low, double high, bool isDifferentiable = true, float[]? special = null) =>
    [
        .. OddShapes.Select(shape =>
            new OperatorCase($"{op.Name} of {Shape.Of(shape)} between {low} and {high}", op, [Between(low, high, shape)])
            { IsDifferentiable = isDifferentiable }),
        new($"{op.Name} of special values", op, [Vector(special ?? Special)]),
    ];

    /// <summary>Two operands: odd sizes, every kind of broadcasting, and all pairs of special values.</summary>
    public static IEnumerable<OperatorCase> Binary(Operator op, double low, double high, bool isDifferentiable = true)
    {
        var constant = Number((float)((low + (3 * high)) / 4));
        OperatorCase[] inRange =
        [
            .. OddShapes.Select(shape => new OperatorCase($"{op.Name} of {Shape.Of(shape)}", op, [First(shape), Second(shape)])),
            .. Broadcasts.Select(b => new OperatorCase($"{op.Name} of {Shape.Of(b.A)} and {Shape.Of(b.B)}", op, [First(b.A), Second(b.B)])),
            new($"{op.Name} with a constant", op, [First([19]), Fixed(constant)]),
        ];
        var n = Special.Length;
        return
        [
            .. inRange.Select(one => one with { IsDifferentiable = isDifferentiable }),
            new($"{op.Name} of special values", op, [Floats(Special, n, 1), Floats(Special, 1, n)]),
        ];

        Tensor First(int[] shape) => Between(low, high, shape);
        Tensor Second(int[] shape) => Between(low, high, shape, seed: 1);
    }

    /// <summary>The integer types that kernels compute with.</summary>
    private static readonly ElementType[] Integral =
    [
        ElementType.Int32, ElementType.Int64, ElementType.UInt8, ElementType.Int8, ElementType.Int16, ElementType.UInt16,
        ElementType.UInt32,
    ];

    /// <summary>One or two operands of each integer type; the second is positive.</summary>
    public static IEnumerable<OperatorCase> Integer(ElementwiseOperator op)
    {
        foreach (var element in Integral)
        {
            CaseInput[] operands = [Integers(element, element.Info().Least == 0 ? 0 : -9, 9, 5, 7), Integers(element, 1, 9, 7)];
            yield return new($"{op.Name} of {element}", op, op is { Arity: 1, IsVariadic: false } ? operands[..1] : operands);
        }
    }

    private static readonly (int[] A, int[] B)[] Broadcasts =
    [
        ([5, 17], [17]), ([17], [5, 17]), ([5, 17], [5, 1]), ([5, 1], [1, 17]), ([5, 17], []), ([], [13]),
        ([2, 3, 4, 5], [3, 1, 5]), ([2, 1, 4, 1], [3, 1, 5]), ([1, 1], [7]),
    ];
}
