using Bantam.Operators;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>The cases that all elementwise operators of a number of operands share.</summary>
internal static class ElementwiseCases
{
    /// <summary>One operand: odd sizes with numbers from a range, and the special values.</summary>
    public static IEnumerable<OperatorCase> Unary(Operator op, double low, double high, bool isDifferentiable = true, float[]? special = null)
    {
        foreach (var shape in OddShapes)
            yield return new($"{op.Name} of {Shape.Of(shape)} between {low} and {high}", op, [Between(low, high, shape)]) { IsDifferentiable = isDifferentiable };
        yield return new($"{op.Name} of special values", op, [Vector(special ?? Special)]);
    }

    /// <summary>Two operands: odd sizes, every kind of broadcasting, and all pairs of special values.</summary>
    public static IEnumerable<OperatorCase> Binary(Operator op, double low, double high, bool isDifferentiable = true)
    {
        foreach (var shape in OddShapes)
            yield return new($"{op.Name} of {Shape.Of(shape)}", op, [Between(low, high, shape), Between(low, high, shape, seed: 1)]) { IsDifferentiable = isDifferentiable };
        foreach (var (a, b) in Broadcasts)
            yield return new($"{op.Name} of {Shape.Of(a)} and {Shape.Of(b)}", op, [Between(low, high, a), Between(low, high, b, seed: 1)]) { IsDifferentiable = isDifferentiable };
        yield return new($"{op.Name} with a constant", op, [Between(low, high, [19]), Fixed(Number((float)((low + (3 * high)) / 4)))]) { IsDifferentiable = isDifferentiable };
        var n = Special.Length;
        yield return new($"{op.Name} of special values", op, [Floats(Special, n, 1), Floats(Special, 1, n)]);
    }

    /// <summary>The integer types that kernels compute with.</summary>
    private static readonly ElementType[] Integral =
    [
        ElementType.Int32, ElementType.Int64, ElementType.UInt8, ElementType.Int8, ElementType.Int16, ElementType.UInt16, ElementType.UInt32,
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
        ([5, 17], [17]), ([17], [5, 17]), ([5, 17], [5, 1]), ([5, 1], [1, 17]), ([5, 17], []), ([], [13]), ([2, 3, 4, 5], [3, 1, 5]), ([2, 1, 4, 1], [3, 1, 5]), ([1, 1], [7]),
    ];
}
