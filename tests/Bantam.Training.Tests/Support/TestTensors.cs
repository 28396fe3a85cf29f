using Bantam.Tensors;
using Bantam.Training.Randomness;

namespace Bantam.Training.Tests.Support;

/// <summary>Tensors for tests.</summary>
internal static class TestTensors
{
    /// <summary>Normally distributed elements.</summary>
    public static Tensor Normal(uint seed, params int[] sizes)
    {
        var random = new RandomStream(seed, 77);
        var tensor = new Tensor(TensorType.Float([.. sizes.Select(s => (Dimension)s)]));
        foreach (ref var element in tensor.Span<float>()) element = (float)random.NextNormal();
        return tensor;
    }
}
