using Bantam.Operators.Signal;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// How loud the bands of the mel scale are over time: sounds [batch, samples] → [batch, bands, frames]. A frame is a windowed piece (Hann)
/// whose middle is at a multiple of the stride; beyond its ends a sound is mirrored. As decibels they are at most
/// <paramref name="topDb"/> below the loudest of the sound.
/// </summary>
/// <param name="fftLength">The length of a Fourier transform, 2 or more.</param>
/// <param name="sequenceStride">The distance of frames in samples, 1 or more.</param>
/// <param name="sequenceLength">The length of the window, up to that of the transform; null for that.</param>
/// <param name="samplingRate">Samples a second.</param>
/// <param name="numMelBins">How many bands there are, 1 or more.</param>
/// <param name="minFreq">Where the lowest begins, in hertz, 0 or more.</param>
/// <param name="maxFreq">Where the highest ends; null for half of the rate.</param>
/// <param name="powerToDb">Whether loudness is in decibels.</param>
/// <param name="topDb">How far below the loudest the softest may be, in decibels.</param>
/// <param name="magExp">The power of magnitudes: 2 for energy, 1 for amplitude.</param>
/// <param name="minPower">What is no softer in decibels, above 0.</param>
/// <param name="refPower">What counts as 0 decibels, above 0.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class MelSpectrogram(
    int fftLength = 2048, int sequenceStride = 512, int? sequenceLength = null, int samplingRate = 16000, int numMelBins = 128,
    float minFreq = 20, float? maxFreq = null, bool powerToDb = true, float topDb = 80, float magExp = 2, float minPower = 1e-10f,
    float refPower = 1, string? name = null) : Layer(name)
{
    private readonly int _length = Hyperparameter.AtLeast(2, fftLength, nameof(fftLength));
    private readonly int _stride = Hyperparameter.AtLeast(1, sequenceStride, nameof(sequenceStride));
    private readonly int _window = Hyperparameter.AtLeast(1, sequenceLength ?? fftLength, nameof(sequenceLength)) is var window
        && window <= fftLength ? window
        : throw new ArgumentOutOfRangeException(
            nameof(sequenceLength), sequenceLength, $"A window is no longer than the transform, {fftLength}; it is {sequenceLength}.");
    private readonly int _rate = Hyperparameter.AtLeast(1, samplingRate, nameof(samplingRate));
    private readonly int _bands = Hyperparameter.AtLeast(1, numMelBins, nameof(numMelBins));
    private readonly float _lowest = Hyperparameter.NotNegative(minFreq, nameof(minFreq));
    private readonly float _highest = Hyperparameter.Positive(maxFreq ?? (samplingRate / 2f), nameof(maxFreq));
    private readonly float _range = Hyperparameter.NotNegative(topDb, nameof(topDb));
    private readonly float _power = Hyperparameter.Positive(magExp, nameof(magExp));
    private readonly float _least = Hyperparameter.Positive(minPower, nameof(minPower));
    private readonly float _reference = Hyperparameter.Positive(refPower, nameof(refPower));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (input.Shape.Rank != 2 || !input.Shape[1].IsKnown || input.Shape[1].Size <= _length / 2)
            throw new ShapeException($"a sound is [batch, samples] with more than {_length / 2} samples; it is {input.Type}.");
        var frames = input.Gather(Places(input.Shape[1].Size), 1) * Window();
        var transform = new DFT(IsOneSided: true).ApplyOne(frames.Unsqueeze(-1));
        var energy = (transform * transform).ReduceSum([-1]);
        var loudness = (_power == 2 ? energy : energy.Pow(_power / 2)).MatMul(Bands()).TransposeLast();
        if (!powerToDb) return loudness;
        var decibels = (Tensor.Max(loudness, _least).Log() * (10 / Math.Log(10))) - (10 * Math.Log10(Math.Max(_reference, _least)));
        return Tensor.Max(decibels, decibels.ReduceMax([1, 2], keepDimensions: true) - _range);
    }

    /// <summary>Which samples a frame has, mirrored beyond the ends.</summary>
    private Tensor Places(int samples)
    {
        var frames = 1 + ((samples + (_length / 2 * 2) - _length) / _stride);
        var places = new long[frames * _length];
        for (var i = 0; i < places.Length; i++)
        {
            var place = (i / _length * _stride) + (i % _length) - (_length / 2);
            places[i] = place < 0 ? -place : place >= samples ? (2 * (samples - 1)) - place : place;
        }

        return Tensor.From(places, frames, _length);
    }

    /// <summary>A periodic Hann window in the middle of a frame.</summary>
    private Tensor Window()
    {
        var weights = new float[_length];
        var first = (_length - _window) / 2;
        for (var i = 0; i < _window; i++) weights[first + i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / _window)));
        return Tensor.From(weights, _length);
    }

    /// <summary>Triangles on the mel scale, 1127·ln(1 + hertz/700), [frequencies, bands], as TensorFlow has them.</summary>
    private Tensor Bands()
    {
        var frequencies = (_length / 2) + 1;
        var (low, high) = (Mel(_lowest), Mel(_highest));
        var step = (high - low) / (_bands + 1);
        var weights = new float[frequencies * _bands];

        // The first frequency is a constant, which no band hears.
        for (var k = 1; k < frequencies; k++)
            for (var band = 0; band < _bands; band++)
            {
                var place = (Mel(k * (double)_rate / _length) - low) / step;
                weights[(k * _bands) + band] = (float)Math.Max(0, Math.Min(place - band, band + 2 - place));
            }

        return Tensor.From(weights, frequencies, _bands);

        static double Mel(double hertz) => 1127 * Math.Log(1 + (hertz / 700));
    }
}
