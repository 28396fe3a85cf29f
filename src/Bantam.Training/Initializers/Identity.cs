using Bantam.Tensors;

namespace Bantam.Training.Initializers;

/// <summary>A matrix with one number on its diagonal and 0 elsewhere; leading axes of size 1 do not count.</summary>
/// <param name="gain">The number.</param>
public sealed class Identity(float gain = 1) : Initializer
{
    private readonly float _gain = Hyperparameter.Finite(gain, nameof(gain));

    /// <inheritdoc/>
    protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream)
    {
        int[] sizes = [.. shape.Sizes.SkipWhile(s => s == 1)];
        if (sizes.Length is 1 && shape.Rank > 1) sizes = [1, .. sizes];
        if (sizes.Length != 2)
            throw new ShapeException($"the initializer Identity makes matrices; this variable is {shape}. Take another initializer.");
        elements.Clear();
        for (var i = 0; i < Math.Min(sizes[0], sizes[1]); i++) elements[(i * sizes[1]) + i] = _gain;
    }
}
