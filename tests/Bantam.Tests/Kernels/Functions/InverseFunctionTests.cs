using Bantam.Kernels;

namespace Bantam.Tests.Kernels.Functions;

/// <summary>Tangent, hyperbolic and inverse functions of F32 are within 2 ulp of the truth, and special where IEEE 754 says so.</summary>
public sealed class InverseFunctionTests
{
    private const float Infinity = float.PositiveInfinity, NaN = float.NaN, Least = 1e-45f;

    private static readonly float[] Edges =
    [
        0f, Least, 1.17549421e-38f, 1.17549435e-38f, 5.9604645e-8f, 0.4999999f, 0.5f, 0.50000006f, 0.99999994f, 1f, 1.0000001f, 1.5707964f,
        2f, 1.9999999f, 2.0000002f, 88.72283f, 88.72284f, 89.4159851f, 89.4159927f, 4095.9998f, 4096f, 4096.0005f, 1e10f, 1.8446744e19f,
        float.MaxValue, Infinity, NaN,
    ];

    private static readonly Dictionary<UnaryOp, (Func<double, double> Truth, float Least, float Greatest)> Functions = new()
    {
        [UnaryOp.Tan] = (Math.Tan, 1e-3f, 1000f),
        [UnaryOp.Asin] = (Math.Asin, 1e-3f, 1f),
        [UnaryOp.Acos] = (Math.Acos, 1e-3f, 1f),
        [UnaryOp.Atan] = (Math.Atan, 1e-3f, 1e4f),
        [UnaryOp.Sinh] = (Math.Sinh, 1e-3f, 90f),
        [UnaryOp.Cosh] = (Math.Cosh, 1e-3f, 90f),
        [UnaryOp.Asinh] = (Math.Asinh, 1e-3f, 1e4f),
        [UnaryOp.Acosh] = (Math.Acosh, 1f, 1e4f),
        [UnaryOp.Atanh] = (Math.Atanh, 1e-3f, 1f),
    };

    public static TheoryData<UnaryOp, bool> Cases =>
        [.. Functions.Keys.SelectMany(op => (TheoryDataRow<UnaryOp, bool>[])[new(op, true), new(op, false)])];

    private static Func<Expr, Expr, Expr> Function(UnaryOp op) => (x, _) => new Unary(op, x);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_within_2_ulp(UnaryOp op, bool fused)
    {
        var (truth, least, greatest) = Functions[op];
        float[] inputs =
        [
            .. Edges, .. Edges.Select(x => -x), .. Ulp.Between(least, greatest, 100_000), .. Ulp.Between(0.25f, 4f, 50_000),
            .. Ulp.Everywhere(100_000),
        ];
        if (op == UnaryOp.Tan) inputs = [.. inputs.Where(x => Math.Abs(x) <= greatest || !float.IsFinite(x))];
        var results = FunctionRun.Emitted(Function(op), fused, inputs);
        var (error, at) = inputs.Zip(results, (x, y) => (Ulp.Error(y, truth(x)), (x, y))).MaxBy(e => e.Item1);
        Assert.True(error <= 2, $"{op}({at.x:R}) is {at.y:R}: {error:F3} ulp from {truth(at.x):R}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Special_arguments_give_the_results_of_IEEE_754(bool fused)
    {
        Check(UnaryOp.Tan, (0f, 0f), (-0f, -0f), (Least, Least), (Infinity, NaN), (-Infinity, NaN), (NaN, NaN));
        Check(UnaryOp.Asin, (0f, 0f), (-0f, -0f), (-Least, -Least), (1f, 1.57079637f), (-1f, -1.57079637f), (1.0000001f, NaN), (NaN, NaN));
        Check(UnaryOp.Acos, (1f, 0f), (-1f, 3.14159274f), (0f, 1.57079637f), (-1.0000001f, NaN), (Infinity, NaN), (NaN, NaN));
        Check(UnaryOp.Atan, (0f, 0f), (-0f, -0f), (Least, Least), (Infinity, 1.57079637f), (-Infinity, -1.57079637f), (NaN, NaN));
        Check(UnaryOp.Sinh, (0f, 0f), (-0f, -0f), (Least, Least), (Infinity, Infinity), (-Infinity, -Infinity), (NaN, NaN));
        Check(UnaryOp.Cosh, (0f, 1f), (-0f, 1f), (Infinity, Infinity), (-Infinity, Infinity), (NaN, NaN));
        Check(UnaryOp.Asinh, (0f, 0f), (-0f, -0f), (Least, Least), (Infinity, Infinity), (-Infinity, -Infinity), (NaN, NaN));
        Check(UnaryOp.Acosh, (1f, 0f), (0.99999994f, NaN), (-5f, NaN), (Infinity, Infinity), (-Infinity, NaN), (NaN, NaN));
        Check(UnaryOp.Atanh, (0f, 0f), (-0f, -0f), (Least, Least), (1f, Infinity), (-1f, -Infinity), (1.0000001f, NaN), (NaN, NaN));

        void Check(UnaryOp op, params (float X, float Y)[] cases) => FunctionRun.AssertValues($"{op}", Function(op), fused, cases);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_interpreter_traps_on_no_argument_and_agrees_with_emitted_code(bool fused)
    {
        float[] inputs = [.. Edges, .. Edges.Select(x => -x), .. Ulp.Everywhere(500)];
        foreach (var op in Functions.Keys) FunctionRun.AssertInterpreterAgrees(Function(op), fused, inputs);
    }

    [Theory]
    [InlineData(UnaryOp.Tan, 45)]
    [InlineData(UnaryOp.Asin, 36)]
    [InlineData(UnaryOp.Acos, 42)]
    [InlineData(UnaryOp.Atan, 24)]
    [InlineData(UnaryOp.Sinh, 36)]
    [InlineData(UnaryOp.Cosh, 26)]
    [InlineData(UnaryOp.Asinh, 54)]
    [InlineData(UnaryOp.Acosh, 54)]
    [InlineData(UnaryOp.Atanh, 48)]
    public void A_function_is_no_longer_than_it_was(UnaryOp op, int operations) =>
        Assert.InRange(FunctionRun.Operations(Function(op)), 1, operations);
}
