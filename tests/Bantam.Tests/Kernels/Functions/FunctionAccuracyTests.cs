using Bantam.Kernels;

namespace Bantam.Tests.Kernels.Functions;

/// <summary>The functions of one argument keep the accuracy that their documentation states, wherever floats are.</summary>
public sealed class FunctionAccuracyTests
{
    private static readonly float[] Edges =
    [
        0f, 1e-45f, 1.17549421e-38f, 1.17549435e-38f, 5.9604645e-8f, 0.5f, 0.5624999f, 0.5625f, 0.6666666f, 0.6666667f, 0.70710677f,
        0.9277344f, 0.99999994f, 1f, 1.0000001f, 1.3333333f, 1.3333334f, 1.5707964f, 3.1415927f, 3.92f, 4f, 9.0109f, 9.5f,
        87.33655f, 88.72283f, 88.72284f, 89f,
        103.278931f, 103.9721f, 103.97208f, 104f, 128f, 150f, 176f, 178f, 1000f, 8388608f, 16777216f, 2.147483648e9f, 4.2949673e9f, 1e38f,
        float.MaxValue, float.PositiveInfinity, float.NaN, BitConverter.Int32BitsToSingle(0x7f800001),
    ];

    private static Func<Expr, Expr, Expr> Function(UnaryOp op) => (x, _) => new Unary(op, x);

    private static double Truth(UnaryOp op, double x) => op switch
    {
        UnaryOp.Exp => Math.Exp(x),
        UnaryOp.Log => Math.Log(x),
        UnaryOp.Tanh => Math.Tanh(x),
        UnaryOp.Erf => ErrorFunction.Of(x),
        UnaryOp.Sin => Math.Sin(x),
        _ => Math.Cos(x),
    };

    [Theory]
    [InlineData(UnaryOp.Exp, true, 0.9)]
    [InlineData(UnaryOp.Exp, false, 1.2)]
    [InlineData(UnaryOp.Log, true, 1.1)]
    [InlineData(UnaryOp.Log, false, 1.3)]
    [InlineData(UnaryOp.Tanh, true, 2)]
    [InlineData(UnaryOp.Tanh, false, 2)]
    [InlineData(UnaryOp.Erf, true, 1.3)]
    [InlineData(UnaryOp.Erf, false, 1.6)]
    public void Results_are_as_close_to_the_truth_as_documented(UnaryOp op, bool fused, double bound)
    {
        // Where the function is neither linear nor constant, and everywhere.
        var (least, greatest) = op switch
        {
            UnaryOp.Exp => (1e-4f, 104f),
            UnaryOp.Log => (0.25f, 4f),
            UnaryOp.Tanh => (0.01f, 9.5f),
            _ => (0.01f, 4f),
        };
        float[] inputs = [.. Edges, .. Edges.Select(x => -x), .. Ulp.Between(least, greatest, 100_000), .. Ulp.Everywhere(100_000)];
        var results = FunctionRun.Emitted(Function(op), fused, inputs);
        var (error, at) = inputs.Zip(results, (x, y) => (Ulp.Error(y, Truth(op, x)), (x, y))).MaxBy(e => e.Item1);
        Assert.True(error <= bound, $"{op}({at.x:R}) is {at.y:R}: {error:F3} ulp from {Truth(op, at.x):R}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_logistic_function_is_within_2_and_a_half_ulp_where_it_is_normal(bool fused)
    {
        const float SmallestNormal = 1.17549435e-38f;
        float[] inputs = [.. Edges, .. Edges.Select(x => -x), .. Ulp.Between(1e-4f, 104f, 100_000), .. Ulp.Everywhere(100_000)];
        inputs = [.. inputs, .. inputs.Select(x => -x)];
        var results = FunctionRun.Emitted(Function(UnaryOp.Sigmoid), fused, inputs);
        foreach (var (x, y) in inputs.Zip(results))
        {
            var truth = 1 / (1 + Math.Exp(-(double)x));
            var isClose = truth < SmallestNormal ? y is >= 0 and <= SmallestNormal : Ulp.Error(y, truth) <= 2.5;
            Assert.True(isClose, $"Sigmoid({x:R}) is {y:R}: {Ulp.Error(y, truth):F3} ulp from {truth:R}");
        }
    }

    [Theory]
    [InlineData(UnaryOp.Sin, true)]
    [InlineData(UnaryOp.Sin, false)]
    [InlineData(UnaryOp.Cos, true)]
    [InlineData(UnaryOp.Cos, false)]
    public void Sine_and_cosine_up_to_10000_are_within_2_ulp_or_near_a_zero_within_2_to_the_minus_35(UnaryOp op, bool fused)
    {
        float[] inputs = [.. Edges.Where(x => x <= 10000), .. Ulp.Between(1e-4f, 10000f, 200_000), .. Ulp.Between(0, 1e-4f, 20_000)];
        var results = FunctionRun.Emitted(Function(op), fused, inputs);
        foreach (var (x, y) in inputs.Zip(results))
        {
            var truth = Truth(op, x);
            var isNearZero = Math.Abs(truth) < Math.ScaleB(1, -12) && Math.Abs(x) > 1;
            var isClose = isNearZero ? Math.Abs(y - truth) <= Math.ScaleB(1, -35) : Ulp.Error(y, truth) <= 2;
            Assert.True(isClose, $"{op}({x:R}) is {y:R}: {Ulp.Error(y, truth):F3} ulp and {Math.Abs(y - truth):E2} from {truth:R}");
        }
    }

    [Theory]
    [InlineData(UnaryOp.Sin, true, 1e6f, -22)]
    [InlineData(UnaryOp.Sin, false, 1e5f, -19.9)]
    [InlineData(UnaryOp.Cos, true, 1e6f, -22)]
    [InlineData(UnaryOp.Cos, false, 1e5f, -19.9)]
    public void Sine_and_cosine_of_larger_angles_lose_digits_as_documented_and_stay_within_1(
        UnaryOp op, bool fused, float greatest, double exponent)
    {
        float[] special = [float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        float[] inputs = [.. special, .. Ulp.Between(10000f, greatest, 100_000), .. Ulp.Between(greatest, float.MaxValue, 100_000)];
        var results = FunctionRun.Emitted(Function(op), fused, inputs);
        foreach (var (x, y) in inputs.Zip(results))
        {
            if (!float.IsFinite(x))
            {
                Assert.Equal(float.NaN, y);
                continue;
            }

            var (error, most) = Math.Abs(x) <= greatest ? (Math.Abs(y - Truth(op, x)), Math.Pow(2, exponent)) : (Math.Abs(y), 1);
            Assert.True(error <= most, $"{op}({x:R}) is {y:R}, not {Truth(op, x):R}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Special_arguments_give_the_results_of_IEEE_754(bool fused)
    {
        const float Infinity = float.PositiveInfinity, NaN = float.NaN, Least = 1e-45f;
        Check(
            UnaryOp.Exp,
            (0f, 1f), (-0f, 1f), (Infinity, Infinity), (-Infinity, 0f), (89f, Infinity), (-103.9f, Least), (-104f, 0f), (NaN, NaN));
        Check(
            UnaryOp.Log,
            (1f, 0f), (0f, -Infinity), (-0f, -Infinity), (Infinity, Infinity), (-Infinity, NaN), (-1f, NaN), (-Least, NaN), (NaN, NaN));
        Check(
            UnaryOp.Tanh,
            (0f, 0f), (-0f, -0f), (Least, Least), (-Least, -Least), (10f, 1f), (Infinity, 1f), (-Infinity, -1f), (NaN, NaN));
        Check(
            UnaryOp.Erf,
            (0f, 0f), (-0f, -0f), (Least, Least), (-Least, -Least), (4f, 1f), (Infinity, 1f), (-Infinity, -1f), (NaN, NaN));
        Check(UnaryOp.Sigmoid, (0f, 0.5f), (-0f, 0.5f), (Least, 0.5f), (100f, 1f), (Infinity, 1f), (-89f, 0f), (-Infinity, 0f), (NaN, NaN));
        Check(
            UnaryOp.Sin,
            (0f, 0f), (-0f, -0f), (Least, Least), (-Least, -Least), (1.5707964f, 1f), (Infinity, NaN), (-Infinity, NaN), (NaN, NaN));
        Check(
            UnaryOp.Cos,
            (0f, 1f), (-0f, 1f), (Least, 1f), (-Least, 1f), (3.1415927f, -1f), (Infinity, NaN), (-Infinity, NaN), (NaN, NaN));

        void Check(UnaryOp op, params (float X, float Y)[] cases) => FunctionRun.AssertValues($"{op}", Function(op), fused, cases);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_interpreter_traps_on_no_argument_and_agrees_with_emitted_code(bool fused)
    {
        float[] inputs = [.. Edges, .. Edges.Select(x => -x), .. Ulp.Everywhere(500)];
        foreach (var op in (UnaryOp[])[UnaryOp.Exp, UnaryOp.Log, UnaryOp.Tanh, UnaryOp.Erf, UnaryOp.Sin, UnaryOp.Cos, UnaryOp.Sigmoid])
            FunctionRun.AssertInterpreterAgrees(Function(op), fused, inputs);
    }

    [Theory]
    [InlineData(UnaryOp.Exp, 20)]
    [InlineData(UnaryOp.Log, 26)]
    [InlineData(UnaryOp.Tanh, 25)]
    [InlineData(UnaryOp.Erf, 32)]
    [InlineData(UnaryOp.Sin, 23)]
    [InlineData(UnaryOp.Cos, 23)]
    [InlineData(UnaryOp.Sigmoid, 18)]
    public void A_function_is_no_longer_than_it_was(UnaryOp op, int operations) =>
        Assert.InRange(FunctionRun.Operations(Function(op)), 1, operations);
}
