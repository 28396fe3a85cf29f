using System.Security.Cryptography;
using Bantam.Tensors;
using Bantam.Training.Initializers;
using Bantam.Training.Randomness;

namespace Bantam.Training.Tests.Initializers;

public sealed class InitializerTests
{
    private static readonly Fans Fans = new(300, 100);

    public static TheoryData<Initializer, double, double> Cases => new()
    {
        { new GlorotUniform(), Math.Sqrt(2.0 / 400), Math.Sqrt(6.0 / 400) },
        { new GlorotNormal(), Math.Sqrt(2.0 / 400), 2 * Math.Sqrt(2.0 / 400) / 0.87962566 },
        { new HeUniform(), Math.Sqrt(2.0 / 300), Math.Sqrt(6.0 / 300) },
        { new HeNormal(), Math.Sqrt(2.0 / 300), 2 * Math.Sqrt(2.0 / 300) / 0.87962566 },
        { new RandomUniform(-0.5f, 0.5f), 1 / Math.Sqrt(12), 0.5 },
        { new RandomNormal(0, 0.1f), 0.1, 0.6 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Random_weights_have_the_deviation_and_the_bounds_of_their_distribution(
        Initializer initializer, double deviation, double bound)
    {
        var weights = initializer.Create(Shape.Of(300, 100), Fans, seed: 1, stream: 0).ToArray<float>();
        Assert.Equal(0, weights.Average(w => (double)w), 0.02 * deviation);
        Assert.Equal(deviation, Math.Sqrt(weights.Average(w => (double)w * w)), 0.015 * deviation);
        Assert.All(weights, w => Assert.InRange(Math.Abs(w), 0, bound * 1.0000001));
        Assert.True(weights.Max() > 0.9 * Math.Min(bound, 4 * deviation));
    }

    [Fact]
    public void Constants_are_what_they_are_called()
    {
        Assert.All(new Zeros().Create(Shape.Of(5), Fans, 1, 0).ToArray<float>(), x => Assert.Equal(0, x));
        Assert.All(new Ones().Create(Shape.Of(5), Fans, 1, 0).ToArray<float>(), x => Assert.Equal(1, x));
        Assert.All(new Training.Initializers.Constant(2.5f).Create(Shape.Of(5), Fans, 1, 0).ToArray<float>(), x => Assert.Equal(2.5f, x));
    }

    [Fact]
    public void Seeds_and_streams_change_the_weights_and_nothing_else_does()
    {
        var weights = Bits(1, 2);
        Assert.Equal(weights, Bits(1, 2));
        Assert.NotEqual(weights, Bits(2, 2));
        Assert.NotEqual(weights, Bits(1, 3));
    }

    /// <summary>The bits are part of the contract: a model begins alike on every machine.</summary>
    [Fact]
    public void Many_weights_that_several_threads_choose_are_those_that_one_would()
    {
        var many = new RandomUniform(0, 1).Create(Shape.Of(200_003), Fans, seed: 3, stream: 4).ToArray<float>();
        var random = new RandomStream(3, 4);
        Assert.All(many, x => Assert.Equal((float)random.NextUniform(), x));
    }

    [Fact]
    public void Weights_have_the_same_bits_on_every_machine() => Assert.Equal("560ED24931284730", Bits(1, 2)[..16]);

    private static string Bits(uint seed, uint stream)
    {
        var uniform = new GlorotUniform().Create(Shape.Of(64, 10), new Fans(64, 10), seed, stream).Bytes.ToArray();
        var normal = new HeNormal().Create(Shape.Of(64, 10), new Fans(64, 10), seed, stream).Bytes.ToArray();
        return Convert.ToHexString(SHA256.HashData([.. uniform, .. normal]));
    }
}
