using Bantam.Operators.Randomness;
using Bantam.Training.Randomness;

namespace Bantam.Training.Tests.Randomness;

public sealed class RandomStreamTests
{
    /// <summary>The known answers of Random123, the authors' library.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0x6b200159u, 0x99ba4efeu)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x1cb996fcu, 0xbb002be7u)]
    [InlineData(0x13198a2eu, 0x03707344u, 0x243f6a88u, 0x85a308d3u, 0xc4923a9cu, 0x483df7a0u)]
    public void Threefry_gives_the_words_that_its_authors_published(
        uint key0, uint key1, uint counter0, uint counter1, uint first, uint second) =>
        Assert.Equal((first, second), Threefry.Block(key0, key1, counter0, counter1));

    [Fact]
    public void Integers_are_below_their_bound_and_equally_likely()
    {
        var random = new RandomStream(3, 4);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.NextInteger(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Streams_of_one_seed_differ()
    {
        var (a, b) = (new RandomStream(1, 0), new RandomStream(1, 1));
        Assert.NotEqual(a.NextBits(), b.NextBits());
    }

    [Fact]
    public void Normal_numbers_have_mean_0_and_deviation_1()
    {
        var random = new RandomStream(5, 0);
        var numbers = Enumerable.Range(0, 50_000).Select(_ => random.NextNormal()).ToArray();
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(numbers.Sum(x => x * x) / numbers.Length, 0.97, 1.03);
    }

    /// <summary>Percentage points of the normal distribution, from tables with 16 digits.</summary>
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.8413447460685429, 1)]
    [InlineData(0.9995, 3.290526731491896)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-15, -7.941345326170997)]
    public void Quantiles_of_the_normal_distribution_are_those_of_tables(double probability, double expected) =>
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 1e-11);

    [Fact]
    public void The_portable_functions_agree_with_the_library()
    {
        foreach (var x in (double[])[1e-300, 1e-9, 0.3, 0.70710678, 1, 1.41421356, 2, 1234.5, 1e200])
            Assert.Equal(1, PortableMath.Log(x) == 0 ? 1 : PortableMath.Log(x) / Math.Log(x), 1e-15);
        for (var x = -690.0; x < 690; x += 3.7) Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 1e-13);
        for (var x = 0.0; x <= 1; x += 0.01) Assert.Equal(Math.Cos(Math.PI * x), PortableMath.CosPi(x), 1e-15);
    }
}
