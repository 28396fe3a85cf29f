using System.Numerics;
using Bantam.Kernels;

namespace Bantam.Operators;

/// <summary>
/// A body as steps that compute one value each from earlier ones; an expression that is used several times is computed once. For one
/// thread.
/// </summary>
/// <typeparam name="T">What whole numbers are computed with; they wrap around in it.</typeparam>
internal sealed class BodySteps<T> where T : struct, IBinaryInteger<T>
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<Expr, int> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly BodyValue<T>[] _values;

    public BodySteps(Expr body)
    {
        Add(body);
        _values = new BodyValue<T>[_steps.Count];
    }

    /// <summary>Computes one value from the earlier ones, the operands' elements and the place of the output's.</summary>
    private delegate BodyValue<T> Step(BodyValue<T>[] values, BodyValue<T>[] operands, int index);

    /// <summary>The body's value for elements of the operands and the place of the output's.</summary>
    public BodyValue<T> Run(BodyValue<T>[] operands, int index)
    {
        for (var i = 0; i < _values.Length; i++) _values[i] = _steps[i](_values, operands, index);
        return _values[^1];
    }

    private int Add(Expr next)
    {
        if (_slots.TryGetValue(next, out var known)) return known;
        int[] operands = [.. next.Operands.Select(Add)];
        _steps.Add(StepOf(next, operands));
        return _slots[next] = _steps.Count - 1;
    }

    private static Step StepOf(Expr expr, int[] operands)
    {
        switch (expr)
        {
            case Parameter parameter: return (_, x, _) => x[parameter.Index];
            case ElementIndex: return (_, _, index) => Whole(T.CreateTruncating(index));
            case Constant { Type: KernelType.F32 or KernelType.F64 } constant: return (_, _, _) => Fraction(constant.Double);
            case Constant constant: return (_, _, _) => Whole(T.CreateTruncating(constant.Bits));
        }

        var isFloat = expr.Operands[0].Type.IsFloat();
        var (a, b, c) = (operands[0], operands.ElementAtOrDefault(1), operands.ElementAtOrDefault(2));
        switch (expr)
        {
            case Unary unary when isFloat:
                var unaryFraction = BodyFunctions.Fraction(unary.Op);
                return (v, _, _) => Fraction(unaryFraction(v[a].Fraction));
            case Unary unary:
                var unaryWhole = BodyFunctions.Whole<T>(unary.Op, expr.Type);
                return (v, _, _) => Whole(unaryWhole(v[a].Whole));
            case Binary binary when isFloat:
                var binaryFraction = BodyFunctions.Fraction(binary.Op);
                return (v, _, _) => Fraction(binaryFraction(v[a].Fraction, v[b].Fraction));
            case Binary binary:
                var binaryWhole = BodyFunctions.Whole<T>(binary.Op);
                return (v, _, _) => Whole(binaryWhole(v[a].Whole, v[b].Whole));
            case Compare compare when isFloat:
                var compareFraction = BodyFunctions.Compared<double>(compare.Op);
                return (v, _, _) => Truth(compareFraction(v[a].Fraction, v[b].Fraction));
            case Compare compare:
                var compareWhole = BodyFunctions.Compared<T>(compare.Op);
                return (v, _, _) => Truth(compareWhole(v[a].Whole, v[b].Whole));
            case Select: return (v, _, _) => T.IsZero(v[a].Whole) ? v[c] : v[b];
            case Fma: return (v, _, _) => Fraction((v[a].Fraction * v[b].Fraction) + v[c].Fraction);
            case Cast when expr.Type.IsFloat() == isFloat: return (v, _, _) => v[a];
            case Cast when isFloat: return (v, _, _) => Whole(Tensors.ElementCodec.Whole<T>(v[a].Fraction));
            case Cast: return (v, _, _) => Fraction(double.CreateTruncating(v[a].Whole));
            case BitCast when isFloat: return (v, _, _) => Whole(T.CreateTruncating(BitConverter.SingleToInt32Bits((float)v[a].Fraction)));
            case BitCast: return (v, _, _) => Fraction(BitConverter.Int32BitsToSingle(int.CreateTruncating(v[a].Whole)));
            default: throw new KernelException($"{expr.GetType().Name} has no place in the body of an operator.");
        }
    }

    private static BodyValue<T> Fraction(double value) => new(value, default);

    private static BodyValue<T> Whole(T value) => new(0, value);

    private static BodyValue<T> Truth(bool value) => new(0, value ? T.One : T.Zero);
}
