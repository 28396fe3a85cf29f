using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Tests.Lowering;

/// <summary>Random tensors and how they are compared.</summary>
internal static class Tensors
{
    public static Tensor Random(int[] shape, int seed, float low = -1f, float high = 1f)
    {
        var random = new Random(seed);
        var tensor = new Tensor(new TensorType(ElementType.Float, Shape.Of(shape)));
        foreach (ref var x in tensor.Span<float>()) x = low + (random.NextSingle() * (high - low));
        return tensor;
    }

    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<byte> actualBytes, double tolerance, string what)
    {
        var actual = MemoryMarshal.Cast<byte, float>(actualBytes);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}: element {i} is {actual[i]}, the reference says {expected[i]}.");
        }
    }
}
