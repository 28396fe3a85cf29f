using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Kernels.Functions;

/// <summary>
/// The functions of F64 are within 2 ulp of <see cref="Math"/>, the logistic function within 4, also where arguments are special.
/// </summary>
public sealed class WideFunctionTests
{
    private static readonly double[] Edges =
    [
        0, 5e-324, 2.2250738585072009e-308, 2.2250738585072014e-308, 1e-17, 0.3, 0.3125, 0.34657359027997264, 0.5, 0.70710678118654746,
        0.70710678118654757, 0.99999999999999989, 1, 1.0000000000000002, 1.4142135623730951, 1.5, 1.5707963267948966, 2, 3,
        3.1415926535897931, 5.9, 6, 19.06, 20, 22, 709.78271289338397, 709.78271289338409, 710, 744.4400719213812, 745.13321910194122,
        745.13321910194134, 746, 1000, 1001, 4503599627370497, 9007199254740992, 1e300, double.MaxValue,
        double.PositiveInfinity, double.NaN,
    ];

    private static IEnumerable<double> Signed => Edges.Concat(Edges.Select(x => -x));

    private static readonly Dictionary<
        UnaryOp, (Func<double, (double Value, double Left)> Truth, double Least, double Greatest)> Functions = new()
        {
            [UnaryOp.Exp] = (x => (Math.Exp(x), 0), 1e-9, 746),
            [UnaryOp.Log] = (x => (Math.Log(x), 0), 0.25, 4),
            [UnaryOp.Tanh] = (Tanh, 1e-3, 21),
            [UnaryOp.Erf] = (Erf, 1e-3, 6.1),
            [UnaryOp.Sin] = (x => (Math.Sin(x), 0), 1e-3, 1e8),
            [UnaryOp.Cos] = (x => (Math.Cos(x), 0), 1e-3, 1e8),
            [UnaryOp.Tan] = (x => (Math.Tan(x), 0), 1e-3, 1e6),
            [UnaryOp.Asin] = (x => (Math.Asin(x), 0), 1e-3, 1),
            [UnaryOp.Acos] = (x => (Math.Acos(x), 0), 1e-3, 1),
            [UnaryOp.Atan] = (x => (Math.Atan(x), 0), 1e-3, 1e4),
            [UnaryOp.Sinh] = (x => (Math.Sinh(x), 0), 1e-3, 711),
            [UnaryOp.Cosh] = (x => (Math.Cosh(x), 0), 1e-3, 711),
            [UnaryOp.Asinh] = (x => (Math.Asinh(x), 0), 1e-3, 1e4),
            [UnaryOp.Acosh] = (x => (Math.Acosh(x), 0), 1, 1e4),
            [UnaryOp.Atanh] = (x => (Math.Atanh(x), 0), 1e-3, 1),
            [UnaryOp.Sigmoid] = (x => (1 / (1 + Math.Exp(-x)), 0), 1e-3, 700),
        };

    public static TheoryData<UnaryOp, bool> Cases =>
        [.. Functions.Keys.SelectMany(op => (TheoryDataRow<UnaryOp, bool>[])[new(op, true), new(op, false)])];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_function_is_within_2_ulp(UnaryOp op, bool fused)
    {
        var (truth, least, greatest) = Functions[op];
        var (isPeriodic, isSlow) = (op is UnaryOp.Sin or UnaryOp.Cos or UnaryOp.Tan, op is UnaryOp.Erf or UnaryOp.Tanh);
        double[] inputs =
        [
            .. Edges.Where(x => !isPeriodic || !(x > greatest && double.IsFinite(x))),
            .. Between(least, greatest, isSlow ? 4000 : 60_000),
            .. isPeriodic ? Between(0, 1, 5000) : isSlow ? Between(0, 1, 500) : Between(0, double.MaxValue, 20_000),
        ];
        double[] signed = [.. inputs, .. inputs.Select(x => -x)];
        var results = Emitted((x, _) => new Unary(op, x), fused, signed);
        foreach (var (x, y) in signed.Zip(results))
        {
            var (value, left) = truth(x);
            var error = Error(y, value, left);
            var isClose = error <= (op == UnaryOp.Sigmoid ? 4 : 2) || (isPeriodic && Math.Abs(y - value) <= Math.ScaleB(1, -76));
            Assert.True(isClose, $"{op}({x:R}) is {y:R}: {error} ulp from {value:R}");
        }
    }

    [Theory]
    [InlineData(UnaryOp.Sin)]
    [InlineData(UnaryOp.Cos)]
    public void Sine_and_cosine_of_huge_angles_stay_within_1(UnaryOp op) =>
        Assert.All(Emitted((x, _) => new Unary(op, x), true, [.. Between(1e8, double.MaxValue, 20_000)]), y => Assert.InRange(y, -1, 1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_power_is_within_2_ulp_and_its_special_cases_are_those_of_C99(bool fused)
    {
        (double A, double B)[] pairs =
        [
            .. Pairs(5e-324, double.MaxValue, 40_000), .. Pairs(0.5, 2, 40_000), .. Pairs(0.99, 1.01, 10_000), .. Pairs(1.15, 1.24, 10_000),
            .. Between(1e-3, 1e3, 10_000).Zip(Enumerable.Range(-20, 41).SelectMany(b => Enumerable.Repeat((double)b, 243))),
            .. Signed.SelectMany(a => Signed.Select(b => (a, b))),
        ];
        var results = Emitted(Ops.Pow, fused, [.. pairs.Select(p => p.A)], [.. pairs.Select(p => p.B)]);
        foreach (var ((a, b), y) in pairs.Zip(results))
        {
            var (truth, error) = (Math.Pow(a, b), Error(y, Math.Pow(a, b)));
            Assert.True(error <= 2, $"{a:R} to the {b:R} is {y:R}: {error} ulp from {truth:R}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Interpreter_and_emitted_code_agree_bit_for_bit(bool fused)
    {
        double[] inputs = [.. Edges, .. Edges.Select(x => -x), .. Between(1e-3, 30, 100)];
        var functions = Functions.Keys.Select(op => (Func<Expr, Expr, Expr>)((x, _) => new Unary(op, x)));
        foreach (var function in functions.Append(Ops.Pow))
        {
            double[][] given = [inputs, [.. inputs.Reverse()]];
            var interpreted = Doubles(Problem(function, given).Interpret(Target(fused)));
            Assert.Equal(interpreted.Select(Bits), Emitted(function, fused, given).Select(Bits));
        }

        static long Bits(double x) => BitConverter.DoubleToInt64Bits(double.IsNaN(x) ? double.NaN : x);
    }

    private static IEnumerable<(double A, double B)> Pairs(double least, double greatest, int count)
    {
        var i = 0;
        foreach (var a in Between(least, greatest, count).Where(a => a is > 0 and not 1))
        {
            // The golden ratio spreads the logarithms of the results over −1080 … 1030.
            i++;
            yield return (a, ((i * 0.6180339887498949 % 1 * 2110) - 1080) / Math.Log2(a));
        }
    }

    /// <summary>About this many numbers spread evenly over the bit patterns from one to another.</summary>
    private static IEnumerable<double> Between(double least, double greatest, int count)
    {
        var (from, to) = (BitConverter.DoubleToInt64Bits(least), BitConverter.DoubleToInt64Bits(greatest));
        var stride = Math.Max(1, (to - from) / count) | 1;
        for (var bits = from; bits <= to; bits += stride) yield return BitConverter.Int64BitsToDouble(bits);
    }

    /// <summary>How far a result is from the truth, a number and how far that is off, in units of the last place.</summary>
    private static double Error(double result, double truth, double left = 0)
    {
        if (double.IsNaN(truth) || double.IsNaN(result)) return double.IsNaN(truth) && double.IsNaN(result) ? 0 : double.PositiveInfinity;
        if (truth == 0 || result == 0 || double.IsInfinity(truth) || double.IsInfinity(result))
            return BitConverter.DoubleToInt64Bits(truth) == BitConverter.DoubleToInt64Bits(result) ? 0
                : Math.Abs((double)(BitConverter.DoubleToInt64Bits(truth) - BitConverter.DoubleToInt64Bits(result)));
        return Math.Abs(result - truth - left) / (Math.BitIncrement(Math.Abs(truth)) - Math.Abs(truth));
    }

    /// <summary>erf by sums of positive terms in 28 digits: Σ 2ⁿx²ⁿ⁺¹/(1·3·…·(2n + 1)) over Σ x²ⁿ/n!, times 2/√π.</summary>
    private static (double Value, double Left) Erf(double x)
    {
        if (!(Math.Abs(x) >= 1e-8)) return (x * 1.1283791670955126, 0);
        if (Math.Abs(x) > 6) return (Math.Sign(x), 0);
        var (square, term, power) = (Exact(x) * Exact(x), Exact(x), 1m);
        var (numerator, denominator) = (term, power);
        for (var n = 1; n < 250; n++)
        {
            numerator += term *= 2 * square / ((2 * n) + 1);
            denominator += power *= square / n;
        }

        return InTwo(1.1283791670955125738961589031m * (numerator / denominator));
    }

    /// <summary>tanh by e²ˣ in 28 digits: that of <see cref="Math"/> is up to 2 ulp off itself.</summary>
    private static (double Value, double Left) Tanh(double x)
    {
        if (!(Math.Abs(x) >= 1e-6)) return (x * (1 - (x * x / 3)), 0);
        if (Math.Abs(x) > 20) return (Math.Sign(x), 0);
        var (term, exponential) = (1m, 1m);
        for (var n = 1; n < 200; n++) exponential += term *= 2 * Exact(Math.Abs(x)) / n;
        return InTwo(Math.Sign(x) * ((exponential - 1) / (exponential + 1)));
    }

    private static (double Value, double Left) InTwo(decimal x) => ((double)x, (double)(x - Exact((double)x)));

    /// <summary>A number up to 21 and above 10⁻⁸ with all its digits, of which a cast keeps 15.</summary>
    private static decimal Exact(double x)
    {
        var exponent = Math.ILogB(x);
        return (long)Math.ScaleB(x, 52 - exponent) / (decimal)(1L << 26) / (1L << (26 - exponent));
    }

    private static Target Target(bool fused) => CpuTargets.Scalar with { Fused = fused };

    private static double[] Emitted(Func<Expr, Expr, Expr> function, bool fused, params double[][] inputs) =>
        Doubles(EmittedIlTests.Run(Problem(function, inputs), Target(fused)));

    private static KernelProblem Problem(Func<Expr, Expr, Expr> function, double[][] inputs)
    {
        var length = inputs[0].Length;
        return new KernelProblem("function", target =>
        {
            var operands = inputs.Select(_ => new FusedOperand(ElementType.Double)).ToArray();
            var result = function(new Parameter(0, KernelType.F64), new Parameter(1, KernelType.F64));
            var chain = new Fusion(0, operands, [result], [new FusedOperand(ElementType.Double)]);
            return (Elementwise.Kernel(new ElementwiseSpec(target, 1, chain)), [length], ElementwiseSpec.Tiles([length]).Size);
        }, [.. inputs.Select(numbers => MemoryMarshal.AsBytes<double>(numbers).ToArray()), new byte[8 * length]]);
    }

    private static double[] Doubles(byte[][] buffers) => MemoryMarshal.Cast<byte, double>(buffers[^1]).ToArray();
}
