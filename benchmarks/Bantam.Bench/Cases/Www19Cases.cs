using Bantam.Training.Layers;
using Bantam.Training.Optimizers;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Bench.Cases;

/// <summary>
/// The networks of the study "Moving Deep Learning into Web Browser: How Far Can We Go?" (Y. Ma et al., WWW 2019), two convolutional
/// networks that people know, and a matrix product.
/// </summary>
internal static class Www19Cases
{
    private const int Pixels = 784;
    private static readonly int[] Depths = [1, 2, 4, 8];
    private static readonly int[] Widths = [64, 128, 256];

    /// <summary>The dense networks.</summary>
    public static IReadOnlyList<BenchmarkCase> Dense { get; } =
        [.. from depth in Depths from width in Widths select MakeDense(depth, width)];

    /// <summary>The convolutional network of Keras' examples.</summary>
    public static BenchmarkCase CnnKeras { get; } =
        new("cnn-keras", [26 * 26 * 9 * 32, 24 * 24 * 9 * 32 * 64, 12 * 12 * 64 * 128, 128 * BenchmarkCase.UsualClasses])
        {
            Input = [28, 28, 1],
            Layers = () =>
            [
                new Conv2D(32, 3, activation: Relu), new Conv2D(64, 3, activation: Relu), new MaxPooling2D(2),
            new Flatten(), new Dense(128, Relu), new Dense(BenchmarkCase.UsualClasses),
        ],
            Optimizer = () => new Adam(),
            LearningRate = 1e-3f,
        };

    /// <summary>The convolutional network of ConvNetJS' MNIST demo.</summary>
    public static BenchmarkCase CnnConvNetJs { get; } =
        new("cnn-convnetjs", [28 * 28 * 25 * 8, 14 * 14 * 25 * 8 * 16, 4 * 4 * 16 * BenchmarkCase.UsualClasses])
        {
            Input = [28, 28, 1],
            Layers = () =>
            [
                new Conv2D(8, 5, padding: Padding.Same, activation: Relu), new MaxPooling2D(2),
            new Conv2D(16, 5, padding: Padding.Same, activation: Relu), new MaxPooling2D(3),
            new Flatten(), new Dense(BenchmarkCase.UsualClasses),
        ],
            Optimizer = () => new SGD(),
            LearningRate = 0.01f,
        };

    /// <summary>A product of two 512x512 matrices.</summary>
    public static BenchmarkCase Gemm { get; } = new("gemm-512", [512L * 512 * 512])
    {
        Graph = () => ProductGraph.Of(512, 512, 512), IsProduct = true,
    };

    /// <summary>All networks.</summary>
    public static IReadOnlyList<BenchmarkCase> Networks { get; } = [.. Dense, CnnKeras, CnnConvNetJs];

    private static BenchmarkCase MakeDense(int depth, int width)
    {
        int[] widths = [Pixels, .. Enumerable.Repeat(width, depth), BenchmarkCase.UsualClasses];
        return new BenchmarkCase($"dense-{depth}x{width}", [.. widths.Zip(widths.Skip(1), (a, b) => (long)a * b)])
        {
            Input = [Pixels],
            Layers = () => [.. Enumerable.Range(0, depth).Select(_ => new Dense(width, Relu)), new Dense(BenchmarkCase.UsualClasses)],
            Optimizer = () => new SGD(),
            LearningRate = 0.01f,
        };
    }
}
