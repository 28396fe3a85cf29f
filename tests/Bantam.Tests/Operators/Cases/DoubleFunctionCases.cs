using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

/// <summary>Functions of doubles, by the reference those of <see cref="Math"/>.</summary>
internal sealed class DoubleFunctionCases : IOperatorCases
{
    private static readonly double[] Numbers =
        [0, -0.0, 5e-324, 1e-9, 0.1, -0.31, 0.32, -0.5, 0.75, 1, -1.25, 1.5, 2, -3, 3.9, 5.5, -7, 18, 30, -40, 300, -700, 1000];

    private static readonly double[] Special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static IEnumerable<OperatorCase> All =>
    [
        Case(new Exp()), Case(new Log(), isPositive: true), Case(new Tanh()), Case(new Sin(), isFinite: true),
        Case(new Cos(), isFinite: true), Case(new Sigmoid()), Case(new Softplus()),

        Case(new Tan(), isFinite: true), Case(new Asin()), Case(new Acos()), Case(new Atan()), Case(new Sinh()), Case(new Cosh()),
        Case(new Asinh()), Case(new Acosh()), Case(new Atanh()),

        // The reference is this good.
        Case(new Erf()) with { Tolerance = 1e-14, Absolute = 1e-15 },
        new("Pow of doubles", new Pow(), [Of([.. Numbers, .. Special]), Of([.. Special, .. Numbers])]) { Tolerance = 1e-15, Absolute = 0 },
        new("Pow of doubles by an exponent", new Pow(), [Of(Positives), Of([-2.3])]) { Tolerance = 1e-15, Absolute = 0 },
    ];

    private static double[] Positives => Array.ConvertAll(Numbers, Math.Abs);

    private static OperatorCase Case(Operator op, bool isPositive = false, bool isFinite = false) =>
        new($"{op.Name} of doubles", op, [Of([.. isPositive ? Positives : Numbers, .. isFinite ? [double.NaN] : Special])])
        {
            Tolerance = 1e-15, Absolute = 1e-300,
        };
}
