using System.Security.Cryptography;
using Bantam.Training.Data;

namespace Bantam.Training.Tests.Data;

public sealed class DrawnDigitsTests
{
    [Fact]
    public void Digits_take_turns_and_look_like_those_of_mnist()
    {
        var digits = DrawnDigits.Create(500, seed: 1);
        Assert.Equal(["image: UInt8[28,28,1]", "label: UInt8[]"], digits.Fields.Select(f => f.ToString()));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (byte)(i % 10)), digits[1].ToArray<byte>());
        for (var i = 0; i < 500; i++)
        {
            var image = digits[0].Bytes.Slice(i * 784, 784).ToArray();
            var mass = image.Sum(p => p);
            var (x, y) = (
                image.Select((p, j) => (double)p * (j % 28)).Sum() / mass, image.Select((p, j) => (double)p * (j / 28)).Sum() / mass);
            Assert.InRange(mass / 784.0, 8, 100);
            Assert.InRange(x, 13, 15);
            Assert.InRange(y, 13, 15);
            Assert.True(image.Max() > 150);
        }

        // The real ones have 33 of 255 on average.
        Assert.InRange(digits[0].ToArray<byte>().Average(p => (double)p), 27, 40);
    }

    [Fact]
    public void A_longer_set_begins_with_the_samples_of_a_shorter_one_and_seeds_differ()
    {
        var (shorter, longer) = (DrawnDigits.Create(30, 1), DrawnDigits.Create(60, 1));
        Assert.Equal(shorter[0].ToArray<byte>(), longer[0].ToArray<byte>()[..(30 * 784)]);
        Assert.NotEqual(shorter[0].ToArray<byte>(), DrawnDigits.Create(30, 2)[0].ToArray<byte>());
    }

    /// <summary>The pixels are part of the contract: a demo trains alike on every machine.</summary>
    [Fact]
    public void Pixels_are_the_same_on_every_machine() =>
        Assert.Equal("F81055E3F3921511", Convert.ToHexString(SHA256.HashData(DrawnDigits.Create(200, 7)[0].Bytes))[..16]);
}
