using Bantam.Operators.Arithmetic;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CastCases : IOperatorCases
{
    private static readonly ElementType[] Types =
    [
        ElementType.Float, ElementType.Int32, ElementType.Int64, ElementType.Int8, ElementType.UInt8, ElementType.Bool,
        ElementType.Double, ElementType.Float16, ElementType.BFloat16, ElementType.Int16, ElementType.UInt16, ElementType.UInt32,
    ];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Cast to integers goes towards zero", new Cast(ElementType.Int32), [Vector(-1.9f, -0.5f, 0.5f, 1.9f, 100f)])
        { Expected = [Of([-1, 0, 0, 1, 100])] },
        new("Cast of floats to truth values", new Cast(ElementType.Bool), [Vector(-1f, 0f, -0f, 0.5f, float.NaN)])
        { Expected = [Of([true, false, false, true, true])] },
        new("Cast of truth values to floats", new Cast(ElementType.Float), [Of([true, false, true])]) { Expected = [Vector(1f, 0f, 1f)] },
        new("Cast of floats to floats", new Cast(ElementType.Float), [Numbers(17)]),
        .. from source in Types
           from to in Types
           where source != to
           let hasSign = source.Info().Kind != ElementKind.Unsigned && to.Info().Kind != ElementKind.Unsigned
           select new OperatorCase($"Cast of {source} to {to}", new Cast(to), [Integers(source, hasSign ? -100 : 0, 100, 5, 7)]),
        new("Cast of numbers beyond 32 bits to floats", new Cast(ElementType.Float), [Of([3_000_000_000L, -7L])])
        { Expected = [Vector(3e9f, -7f)] },
        new("Cast of numbers beyond 32 bits to truth values", new Cast(ElementType.Bool), [Of([1L << 32, 0L])])
        { Expected = [Of([true, false])] },
        new("Cast of numbers beyond 32 bits to integers", new Cast(ElementType.Int32), [Of([5L + (1L << 32), -7L])])
        { Expected = [Of([5, -7])] },
        new("Cast to bytes wraps", new Cast(ElementType.UInt8), [Vector(300f, 255f, 7f)]) { Expected = [Of<byte>([44, 255, 7])] },
    ];
}
