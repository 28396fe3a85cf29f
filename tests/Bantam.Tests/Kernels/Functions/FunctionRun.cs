using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Kernels.Functions;

/// <summary>Computes an expression of one or two floats for many floats at once.</summary>
internal static class FunctionRun
{
    private static readonly Expr[] Parameters = [new Parameter(0, KernelType.F32), new Parameter(1, KernelType.F32)];

    private static Target Target(bool fused) => CpuTargets.Best with { Fused = fused };

    /// <summary>The results by emitted code.</summary>
    public static float[] Emitted(Func<Expr, Expr, Expr> function, bool fused, params float[][] inputs) =>
        Floats(EmittedIlTests.Run(Problem(function, inputs), Target(fused)));

    /// <summary>Asserts that emitted code computes these values exactly.</summary>
    /// <param name="name">What messages call the function.</param>
    /// <param name="function">The function.</param>
    /// <param name="fused">Whether multiply-adds are fused.</param>
    /// <param name="cases">Arguments and values.</param>
    public static void AssertValues(string name, Func<Expr, Expr, Expr> function, bool fused, params (float X, float Y)[] cases)
    {
        var results = Emitted(function, fused, [.. cases.Select(c => c.X)]);
        foreach (var ((x, expected), y) in cases.Zip(results))
            Assert.True(Ulp.Error(y, expected) == 0, $"{name}({x:R}) is {y:R}, not {expected:R}");
    }

    /// <summary>Asserts that emitted code computes the interpreter's bits; any NaN is as good as another.</summary>
    public static void AssertInterpreterAgrees(Func<Expr, Expr, Expr> function, bool fused, params float[][] inputs)
    {
        var interpreted = Floats(Problem(function, inputs).Interpret(Target(fused)));
        Assert.Equal(Bits(interpreted), Bits(Emitted(function, fused, inputs)));

        static IEnumerable<int> Bits(float[] results) =>
            results.Select(x => BitConverter.SingleToInt32Bits(float.IsNaN(x) ? float.NaN : x));
    }

    /// <summary>The arithmetic that a function becomes; reinterpreting bits is free.</summary>
    public static int Operations(Func<Expr, Expr, Expr> function)
    {
        var seen = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        Visit(MathFunctions.Expand(function(Parameters[0], Parameters[1]), new Dictionary<Expr, Expr>(ReferenceEqualityComparer.Instance)));
        return seen.Count(e => e.Operands.Count > 0 && e is not BitCast);

        void Visit(Expr expr)
        {
            if (!seen.Add(expr)) return;
            foreach (var operand in expr.Operands) Visit(operand);
        }
    }

    private static KernelProblem Problem(Func<Expr, Expr, Expr> function, float[][] inputs)
    {
        var length = inputs[0].Length;
        return new KernelProblem("function", target =>
        {
            var operands = inputs.Select(_ => new FusedOperand(ElementType.Float)).ToArray();
            var chain = new Fusion(0, operands, [function(Parameters[0], Parameters[1])], [new FusedOperand(ElementType.Float)]);
            return (Elementwise.Kernel(new ElementwiseSpec(target, 1, chain)), [length], ElementwiseSpec.Tiles([length]).Size);
        }, [.. inputs.Select(floats => MemoryMarshal.AsBytes<float>(floats).ToArray()), KernelProblem.Zeros(length)]);
    }

    private static float[] Floats(byte[][] buffers) => MemoryMarshal.Cast<byte, float>(buffers[^1]).ToArray();
}
