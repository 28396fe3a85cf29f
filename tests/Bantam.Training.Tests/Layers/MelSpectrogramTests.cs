using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Tests.Layers;

/// <summary>Sounds as bands over time, against plain loops.</summary>
public sealed class MelSpectrogramTests
{
    private const int Length = 32, Stride = 10, Rate = 1000, Bands = 6;

    [Fact]
    public void Bands_are_those_of_plain_loops()
    {
        var layer = new MelSpectrogram(
            Length, Stride, sequenceLength: 24, samplingRate: Rate, numMelBins: Bands, minFreq: 30, powerToDb: false);
        float[] sound = [.. Enumerable.Range(0, 100).Select(i => MathF.Sin(i * i * 0.01f) + (0.1f * (i % 7)))];
        var got = layer.Apply(Tensor.From(sound, 1, sound.Length));
        var frames = 1 + (sound.Length / Stride);
        Assert.Equal([1, Bands, frames], got.Shape.Sizes);
        for (var frame = 0; frame < frames; frame++)
            for (var band = 0; band < Bands; band++)
                Assert.Equal(Expected(sound, frame, band), got.Span<float>()[(band * frames) + frame], 1e-3);
    }

    [Fact]
    public void A_tone_is_in_its_band_and_silence_is_as_far_below_as_allowed()
    {
        var layer = new MelSpectrogram(256, 128, samplingRate: 8000, numMelBins: 20, topDb: 50);
        float[] tone = [.. Enumerable.Range(0, 4000).Select(i => i < 2000 ? MathF.Sin(2 * MathF.PI * 1000 * i / 8000) : 0)];
        var got = layer.Apply(Tensor.From(tone, 1, tone.Length));
        var frames = got.Shape[2].Size;
        float At(int band, int frame) => got.Span<float>()[(band * frames) + frame];
        var loudest = Enumerable.Range(0, 20).MaxBy(band => At(band, 5));
        var step = (Mel(4000) - Mel(20)) / 21;
        Assert.Equal((Mel(1000) - Mel(20)) / step, loudest + 1, 0.7);
        Assert.Equal(At(loudest, 5) - 50, At(3, frames - 2), 1.0);
    }

    [Fact]
    public void What_is_no_sound_is_refused()
    {
        var error = Assert.Throws<ShapeException>(() => new MelSpectrogram().Apply(new Tensor(TensorType.Float(1, 1000))));
        Assert.Contains("a sound is [batch, samples] with more than 1024 samples", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MelSpectrogram(16, sequenceLength: 17));
    }

    private static double Expected(float[] sound, int frame, int band)
    {
        var (low, high) = (Mel(30), Mel(Rate / 2.0));
        var step = (high - low) / (Bands + 1);
        var sum = 0.0;
        for (var k = 1; k <= Length / 2; k++)
        {
            var (real, imaginary) = (0.0, 0.0);
            for (var i = 4; i < 28; i++)
            {
                var at = (frame * Stride) + i - (Length / 2);
                if (at < 0) at = -at;
                if (at >= sound.Length) at = (2 * (sound.Length - 1)) - at;
                var value = sound[at] * (0.5 - (0.5 * Math.Cos(2 * Math.PI * (i - 4) / 24)));
                real += value * Math.Cos(2 * Math.PI * k * i / Length);
                imaginary -= value * Math.Sin(2 * Math.PI * k * i / Length);
            }

            var place = (Mel((double)k * Rate / Length) - low) / step;
            sum += Math.Max(0, Math.Min(place - band, band + 2 - place)) * ((real * real) + (imaginary * imaginary));
        }

        return sum;
    }

    private static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
}
