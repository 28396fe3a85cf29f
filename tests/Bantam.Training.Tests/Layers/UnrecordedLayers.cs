using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers whose results are random, or compared elsewhere: an example of each for the page of layers.</summary>
internal static class UnrecordedLayers
{
    /// <summary>The examples.</summary>
    public static IReadOnlyList<LayerCase> All { get; } =
    [
        new("dropout", () => new Dropout(0.5f), [2, 3]), new("alpha_dropout", () => new AlphaDropout(0.5f), [2, 3]),
        new("gaussian_dropout", () => new GaussianDropout(0.5f), [2, 3]), new("gaussian_noise", () => new GaussianNoise(1), [2, 3]),
        new("spatial_dropout1d", () => new SpatialDropout1D(0.5f), [2, 3, 2]),
        new("spatial_dropout2d", () => new SpatialDropout2D(0.5f), [2, 3, 3, 2]),
        new("spatial_dropout3d", () => new SpatialDropout3D(0.5f), [2, 3, 3, 3, 2]),
        new("activity_regularization", () => new ActivityRegularization(1, 1), [2, 3]),
        new("lambda", () => new Lambda(x => x * x), [2, 3]),
        new("conv_lstm1d", () => new ConvLSTM1D(2, 2), [2, 3, 4, 2]), new("conv_lstm3d", () => new ConvLSTM3D(2, 2), [2, 2, 3, 3, 3, 1]),
        new("echo_state", () => new Sequential(new EchoState(3), new Dense(2)), [2, 4, 3]),
        new("hopfield", Hopfield, [2, 3]),
        new("gru_cell", () => new GRUCell(3), [2, 4]), new("lstm_cell", () => new LSTMCell(3), [2, 4]),
        new("simple_rnn_cell", () => new SimpleRNNCell(3), [2, 4]), new("peephole_cell", () => new PeepholeLSTMCell(3), [2, 4]),
        new("random_flip", () => new RandomFlip(), [2, 4, 4, 1]), new("random_crop", () => new RandomCrop(2, 2), [2, 4, 4, 1]),
        new("random_rotation", () => new RandomRotation(0.1f), [2, 4, 4, 1]),
        new("random_zoom", () => new RandomZoom(0.1f), [2, 4, 4, 1]),
        new("random_translation", () => new RandomTranslation(0.1f, 0.1f), [2, 4, 4, 1]),
        new("random_brightness", () => new RandomBrightness(0.1f), [2, 4, 4, 1]),
        new("random_contrast", () => new RandomContrast(0.1f), [2, 4, 4, 1]),
        new("mel_spectrogram", () => new MelSpectrogram(16, 8, samplingRate: 100, numMelBins: 4), [2, 40]),
        new("discretization", () => new Discretization([0f, 1]), Tensor.From([0, 1], 2, 1)),
        new("integer_lookup", () => new IntegerLookup(vocabulary: [3, 4]), Tensor.From([3, 5], 2, 1)),
        new("string_lookup", () => new StringLookup(vocabulary: ["a"]), Tensor.From(["a", "b"], Shape.Of(2, 1))),
        new("text_vectorization", () => new TextVectorization(3, vocabulary: ["a"]), Tensor.From(["a b", "b"])),
    ];

    private static HopfieldNetwork Hopfield()
    {
        var network = new HopfieldNetwork();
        network.Store(Tensor.From([1f, -1, 1], 1, 3));
        return network;
    }
}
