using Bantam.Kernels;
using static Bantam.Kernels.Ops;

namespace Bantam.Tests.Kernels.Functions;

/// <summary>Powers keep the accuracy that their documentation states, and C99's special cases.</summary>
public sealed class PowAccuracyTests
{
    private static readonly float[] Specials =
    [
        0f, 1e-45f, 1.17549435e-38f, 9.313226e-10f, 0.25f, 0.5f, 0.99999994f, 1f, 1.0000001f, 1.5f, 2f, 3f, 4f, 127f, 128f, 149f, 150f,
        8388607.5f, 8388609f, 16777215f, 16777216f, 1e10f, 1.0995116e12f, 1e20f, float.MaxValue, float.PositiveInfinity, float.NaN,
    ];

    /// <summary>Pairs of floats whose power is in range, each time with the base from the bit patterns of an interval.</summary>
    private static IEnumerable<(float A, float B)> Pairs(float least, float greatest, int count)
    {
        var i = 0;
        foreach (var a in Ulp.Between(least, greatest, 2 * count).Where(a => a > 0 && a != 1))
        {
            // The golden ratio spreads the logarithms of the results over −150 … 128.
            i++;
            var part = i * 0.6180339887498949 % 1;
            yield return (a, (float)(((part * 278) - 150) / Math.Log2(a)));
        }
    }

    [Theory]
    [InlineData(true, 1.6)]
    [InlineData(false, 2)]
    public void Results_are_as_close_to_the_truth_as_documented(bool fused, double bound)
    {
        (float A, float B)[] pairs =
        [
            .. Pairs(1e-45f, float.MaxValue, 60_000), .. Pairs(0.5f, 2f, 60_000),
            .. Pairs(0.83f, 0.87f, 20_000), .. Pairs(1.15f, 1.24f, 20_000),
            .. Ulp.Everywhere(20_000).Zip(Ulp.Everywhere(19_000).Reverse()),
            .. Ulp.Between(1e-3f, 1e3f, 20_000).Zip(Enumerable.Range(-20, 41).SelectMany(b => Enumerable.Repeat((float)b, 487))),
        ];
        Check(pairs, fused, bound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Special_bases_and_exponents_give_the_results_of_C99_by_emitted_code_and_interpreter(bool fused)
    {
        float[] signed = [.. Specials, .. Specials.Select(x => -x)];
        (float A, float B)[] pairs = [.. signed.SelectMany(a => signed.Select(b => (a, b)))];
        Check(pairs, fused, 2);
        FunctionRun.AssertInterpreterAgrees(Pow, fused, [.. pairs.Select(p => p.A)], [.. pairs.Select(p => p.B)]);
    }

    [Theory]
    [InlineData(2f, 1)]
    [InlineData(3f, 2)]
    [InlineData(0.5f, 4)]
    public void Short_constant_exponents_are_multiplied_out(float exponent, int operations)
    {
        Func<Expr, Expr, Expr> power = (x, _) => Pow(x, exponent);
        Assert.Equal(operations, FunctionRun.Operations(power));
        float[] inputs = [.. Specials, .. Specials.Select(x => -x), .. Ulp.Everywhere(10_000)];
        foreach (var (x, y) in inputs.Zip(FunctionRun.Emitted(power, true, inputs)))
            Assert.True(Ulp.Error(y, Math.Pow(x, exponent)) <= 1.6, $"{x:R} to the {exponent:R} is {y:R}");
    }

    [Fact]
    public void The_general_power_is_no_longer_than_it_was() => Assert.InRange(FunctionRun.Operations(Pow), 1, 92);

    private static void Check((float A, float B)[] pairs, bool fused, double bound)
    {
        var results = FunctionRun.Emitted(Pow, fused, [.. pairs.Select(p => p.A)], [.. pairs.Select(p => p.B)]);
        var (error, at) = pairs.Zip(results, (p, y) => (Ulp.Error(y, Math.Pow(p.A, p.B)), (p, y))).MaxBy(e => e.Item1);
        Assert.True(error <= bound, $"Pow({at.p.A:R}, {at.p.B:R}) is {at.y:R}: {error:F3} ulp from {Math.Pow(at.p.A, at.p.B):R}");
    }
}
