using Bantam.Training.Initializers;

namespace Bantam.Zoo.Layers;

/// <summary>
/// Initializers that keep what flows through a deep model at one scale, and make each channel's normalization another one, so that
/// whoever folds it into weights must do so right.
/// </summary>
internal static class Weights
{
    /// <summary>How far a normalization's numbers are from what leaves its input as it is.</summary>
    private const float Variety = 0.2f;

    /// <summary>Of convolutions and dense layers.</summary>
    public static Initializer Kernel { get; } = new HeUniform();

    /// <summary>Of a convolution of each channel by itself, of which an output has as many inputs as the window has pixels.</summary>
    public static Initializer Depthwise(int kernel)
    {
        var bound = MathF.Sqrt(6) / kernel;
        return new RandomUniform(-bound, bound);
    }

    /// <summary>Of numbers of a normalization.</summary>
    public static Initializer Around(float middle, float scale = 1) =>
        new RandomUniform((middle - Variety) * scale, (middle + Variety) * scale);
}
