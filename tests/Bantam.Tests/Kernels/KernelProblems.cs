using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Tests.Kernels;

/// <summary>Kernels of every template on sizes that leave remainders.</summary>
public static class KernelProblems
{
    private static readonly FusedOperand Output = new(ElementType.Float);
    private static readonly Parameter X = new(0, KernelType.F32);
    private static readonly Parameter Y = new(1, KernelType.F32);

    public static IEnumerable<KernelProblem> All =>
    [
        .. Gemms(),
        BlockedGemm(14, 37), BlockedGemm(1, 200), BatchedGemm(Fusion.None),
        BatchedGemm(new Fusion(1, [new(ElementType.Float, Broadcast.Rows)], [X + Y + ToF32(new ElementIndex())], [Output])),
        Chain("relu", x => Max(x, 0f), 1),
        Chain("exp", Exp, 20),
        Chain("log", x => Log(Abs(x)), 100),
        Chain("tanh", Tanh, 3),
        Chain("erf", Erf, 3),
        Chain("sin", Sin, 30),
        Chain("cos", Cos, 30),
        Chain("pow", x => Pow(Abs(x), x), 9),
        Chain("select", x => Select(x < 0.25f, Sqrt(Abs(x)), Floor(x * 4f) + Round(x * 3f) - Ceiling(x)), 2),
        Chain("integers", Scrambled, 2),
        Chain("index", x => x + ToF32(new ElementIndex()), 2),
        Rows(),
        WinogradInputs(2), WinogradInputs(4), WinogradOutputs(2), WinogradOutputs(4),
        WinogradFactors(2), WinogradFactors(4), GradientsOfTiles(2), GradientsOfTiles(4), SumsOfWeights(2), SumsOfWeights(4),
    ];

    /// <summary>An integer of a float's bits, halved or doubled by what the float is.</summary>
    private static Expr Scrambled(Expr x)
    {
        var bits = (Bits(x) >> 3 ^ Bits(x) >>> 20) & Constant.Integer(0xffff);
        return ToF32(bits) * Select(Equal(x, 0f), 2f, ToF32(x > 0.5f));
    }

    private static IEnumerable<KernelProblem> Gemms()
    {
        (int, int, int)[] sizes = [(1, 10, 7), (1, 200, 9), (1, 897, 2), (2, 70, 5), (13, 33, 5), (12, 32, 3), (7, 70, 19), (25, 6, 11)];
        var biased = new Fusion(
            1,
            [new(ElementType.Float, Broadcast.Rows), new(ElementType.Float, Broadcast.All), new(ElementType.Float)],
            [Max(X + Y, 0f) - (new Parameter(2, KernelType.F32) * new Parameter(3, KernelType.F32))],
            [Output]);
        foreach (var (m, n, k) in sizes)
        {
            byte[][] factors = [KernelProblem.Floats(m * k, 1), KernelProblem.Floats(k * n, 2)];
            byte[][] added = [KernelProblem.Floats(n, 3), KernelProblem.Floats(1, 4), KernelProblem.Floats(m * n, 5)];
            yield return new KernelProblem(
                $"gemm {m}x{n}x{k}",
                target => Gemm(target, m, n, k, Fusion.None, isTransposed: false),
                [.. factors, KernelProblem.Zeros(m * n)]);
            yield return new KernelProblem(
                $"gemm of a transposed A {m}x{n}x{k}",
                target => Gemm(target, m, n, k, Fusion.None, isTransposed: true),
                [.. factors, KernelProblem.Zeros(m * n)]);
            yield return new KernelProblem(
                $"gemm with an epilogue {m}x{n}x{k}",
                target => Gemm(target, m, n, k, biased, isTransposed: false),
                [.. factors, .. added, KernelProblem.Zeros(m * n)]);
        }
    }

    private static KernelProblem BlockedGemm(int m, int n) => new($"gemm {m}x{n} in blocks of the depth", target =>
    {
        var spec = GemmSpec.For(target, m, n, Fusion.None) with { IsBlocked = true };
        return (Bantam.Kernels.Templates.Gemm.Kernel(spec), [m, n, n, 23, 23, 1, 9, n], spec.Tiles(m, n).Size);
    }, [KernelProblem.Floats(m * 23, 1), KernelProblem.Floats(23 * n, 2), KernelProblem.Zeros(4000), KernelProblem.Zeros(m * n)])
    { IsScratch = [2] };

    /// <summary>Two batches, in one of which the left factor repeats, in the other the right one; a row is added to each product.</summary>
    private static KernelProblem BatchedGemm(Fusion epilogue)
    {
        const int M = 7, N = 19, K = 5, First = 2, Second = 3;
        int[] row = [M * N * Second, M * N, N], bias = [N, 0, 0];
        byte[][] added = epilogue.Inputs.Count == 0 ? [] : [KernelProblem.Floats(First * N, 3)];
        return new KernelProblem($"gemm over two outer dimensions {epilogue.Key}", target =>
        {
            var spec = GemmSpec.For(target, M, N, epilogue, line: new GemmLine(M, K)) with { Outer = 2 };
            return (Bantam.Kernels.Templates.Gemm.Kernel(spec),
                [M, N, N, K, K, 1, Second, 0, M * K, K * N, 0, .. added.SelectMany(_ => bias), .. row],
                First * Second * spec.Tiles(M, N).Size);
        }, [KernelProblem.Floats(Second * M * K, 1), KernelProblem.Floats(First * K * N, 2), .. added,
            KernelProblem.Zeros(First * Second * M * N)]);
    }

    private static (Kernel, int[], int) Gemm(Target target, int m, int n, int k, Fusion epilogue, bool isTransposed)
    {
        var spec = GemmSpec.For(target, m, n, epilogue, line: new GemmLine(m, isTransposed ? 1 : k));
        var strides = epilogue.Inputs.Concat(epilogue.Outputs).Select(o => o.IsSameForRows ? 0 : n);
        int[] sizes = [m, n, n, k, isTransposed ? 1 : k, isTransposed ? m : 1, .. strides];
        return (Bantam.Kernels.Templates.Gemm.Kernel(spec), sizes, spec.Tiles(m, n).Size);
    }

    private static KernelProblem Chain(string name, Func<Expr, Expr> body, float scale) => new(name, target =>
    {
        var spec = new ElementwiseSpec(target, 1, new Fusion(0, [new(ElementType.Float)], [body(X)], [Output]));
        return (Elementwise.Kernel(spec), [1333], ElementwiseSpec.Tiles([1333]).Size);
    }, [KernelProblem.Floats(1333, 7, scale), KernelProblem.Zeros(1333)]);

    /// <summary>Two images of 7x6 pixels and 13 channels.</summary>
    private static KernelProblem WinogradInputs(int outputs)
    {
        const int Height = 7, Width = 6, Channels = 13, Gap = 3;
        var transform = new WinogradTransform(outputs);
        var (down, across) = ((Height - 2 + outputs - 1) / outputs, (Width - 2 + outputs - 1) / outputs);
        var tiles = 2 * down * across;
        var matrix = (tiles * Channels) + Gap;
        int[] sizes = [down, across, Channels, Height, Width, Height * Width * Channels, Width * Channels, Channels, matrix];
        return new KernelProblem(
            $"winograd input {outputs}", target => (WinogradInput.Kernel(target, transform), sizes, tiles),
            [KernelProblem.Floats(2 * Height * Width * Channels, 1), KernelProblem.Zeros(transform.Products * matrix)]);
    }

    /// <summary>The pixels of two images of 5x6 and 13 channels, and a bias.</summary>
    private static KernelProblem WinogradOutputs(int outputs)
    {
        const int Height = 5, Width = 6, Channels = 13, Gap = 3;
        var transform = new WinogradTransform(outputs);
        var chain = new Fusion(1, [new(ElementType.Float, Broadcast.Rows)], [Max(X + Y, 0f) + ToF32(new ElementIndex())], [Output]);
        var (down, across) = ((Height + outputs - 1) / outputs, (Width + outputs - 1) / outputs);
        var tiles = 2 * down * across;
        var matrix = (tiles * Channels) + Gap;
        int[] sizes =
            [down, across, Channels, Height, Width, matrix, 0, 0, 0, Height * Width * Channels, Width * Channels, Channels];
        return new KernelProblem(
            $"winograd output {outputs}", target => (WinogradOutput.Kernel(target, transform, chain), sizes, tiles),
            [
                KernelProblem.Floats(transform.Products * matrix, 1), KernelProblem.Floats(Channels, 2),
                KernelProblem.Zeros(2 * Height * Width * Channels),
            ]);
    }

    /// <summary>Weights of 3 channels and 21 outputs in two panels.</summary>
    private static KernelProblem WinogradFactors(int outputs)
    {
        const int Channels = 3, Outputs = 21, Width = 16, Panels = 2;
        var transform = new WinogradTransform(outputs);
        const int Matrix = Panels * Channels * Width;
        return new KernelProblem(
            $"winograd factor {outputs}",
            target => (WinogradFactor.Kernel(target, transform), [Width, Channels, Outputs, Matrix], Panels * Channels),
            [KernelProblem.Floats(9 * Channels * Outputs, 1), KernelProblem.Zeros(transform.Products * Matrix)]);
    }

    /// <summary>Two gradients of 5x6 pixels and 13 channels.</summary>
    private static KernelProblem GradientsOfTiles(int outputs)
    {
        const int Height = 5, Width = 6, Channels = 13, Gap = 3;
        var transform = new WinogradTransform(outputs);
        var (down, across) = ((Height + outputs - 1) / outputs, (Width + outputs - 1) / outputs);
        var tiles = 2 * down * across;
        var matrix = (tiles * Channels) + Gap;
        return new KernelProblem(
            $"winograd gradients {outputs}",
            target => (WinogradGradients.Kernel(target, transform), [down, across, Channels, Height, Width, matrix], tiles),
            [KernelProblem.Floats(2 * Height * Width * Channels, 1), KernelProblem.Zeros(transform.Products * matrix)]);
    }

    /// <summary>Gradients of weights of 3 channels and 21 outputs, and the weights, which they are taken from.</summary>
    private static KernelProblem SumsOfWeights(int outputs)
    {
        const int Channels = 3, Outputs = 21, Gap = 3;
        var transform = new WinogradTransform(outputs);
        var chain = new Fusion(1, [new(ElementType.Float)], [Y - (X * 0.1f) + ToF32(new ElementIndex())], [Output]);
        const int Matrix = (Channels * Outputs) + Gap;
        int[] strides = [3 * Channels * Outputs, Channels * Outputs, Outputs];
        return new KernelProblem(
            $"winograd weight sums {outputs}",
            target => (
                WinogradWeightSums.Kernel(target, transform, chain), [Channels, Outputs, Matrix, .. strides, .. strides], Channels),
            [
                KernelProblem.Floats(transform.Products * Matrix, 1), KernelProblem.Floats(9 * Channels * Outputs, 2),
                KernelProblem.Zeros(9 * Channels * Outputs),
            ]);
    }

    private static KernelProblem Rows()
    {
        byte[] bytes = [.. Enumerable.Range(0, 315).Select(i => (byte)(i * 37))];
        var chain = new Fusion(
            0,
            [new(ElementType.UInt8), new(ElementType.Float, Broadcast.Rows), new(ElementType.Float, Broadcast.Columns)],
            [(ToF32(new Parameter(0, KernelType.I32)) * Y) + new Parameter(2, KernelType.F32)],
            [Output]);
        return new KernelProblem("bytes with a row and a column operand", target =>
        {
            var spec = new ElementwiseSpec(target, 3, chain);
            return (Elementwise.Kernel(spec), [3, 5, 21, 105, 21, 0, 0, 5, 1, 105, 21], ElementwiseSpec.Tiles([3, 5, 21]).Size);
        }, [bytes, KernelProblem.Floats(21, 8), KernelProblem.Floats(15, 9), KernelProblem.Zeros(315)]);
    }
}
