using Bantam.Tensors;
using Bantam.Training.Layers;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers whose results are recorded, by the names of these.</summary>
internal static class LayerCases
{
    private static readonly int[] Sequence = [2, 5, 3];

    private static readonly Tensor Masked = Tensor.From([1f, 2, 0, 0, 3, -1, 0, 0, 0, 0, -2, 1, 0, 0, 1, 1], 2, 4, 2);

    private static readonly LayerCase[] Spatial =
    [
        .. Convolutions(1, [2, 9, 2]), .. Convolutions(2, [2, 7, 6, 2]), .. Convolutions(3, [2, 5, 4, 6, 2]),
        new("conv1d_causal", () => new Conv1D(3, 3, padding: Padding.Causal, dilationRate: 2), [2, 9, 2]),
        new("conv1d_groups", () => new Conv1D(6, 3, groups: 2), [2, 9, 4]),
        new("conv3d_groups", () => new Conv3D(2, 2, groups: 2), [1, 3, 4, 3, 2]),
        new("depthwise_conv1d", () => new DepthwiseConv1D(3, depthMultiplier: 2), [2, 7, 3]),
        new("depthwise_conv2d", () => new DepthwiseConv2D(3, depthMultiplier: 2), [2, 6, 5, 3]),
        new("depthwise_conv2d_same", () => new DepthwiseConv2D(3, 2, Padding.Same), [2, 6, 5, 3]),
        new("separable_conv1d", () => new SeparableConv1D(4, 3, padding: 1), [2, 7, 3]),
        new("separable_conv2d", () => new SeparableConv2D(4, 3, padding: Padding.Same, depthMultiplier: 2), [2, 6, 5, 3]),
        new("conv1d_transpose", () => new Conv1DTranspose(3, 3, 2), [2, 5, 2]),
        new("conv1d_transpose_same", () => new Conv1DTranspose(3, 3, 2, Padding.Same), [2, 5, 2]),
        new("conv2d_transpose", () => new Conv2DTranspose(3, (3, 2)), [2, 5, 4, 2]),
        new("conv2d_transpose_same", () => new Conv2DTranspose(3, (3, 2), 2, Padding.Same), [2, 5, 4, 2]),
        new("conv2d_transpose_strides", () => new Conv2DTranspose(3, (3, 2), 3), [2, 5, 4, 2]),
        new("conv2d_transpose_output_padding", () => new Conv2DTranspose(3, 2, 3, outputPadding: 1), [1, 3, 2, 2]),
        new("conv3d_transpose", () => new Conv3DTranspose(3, (2, 3, 2)), [2, 3, 2, 4, 2]),
        new("conv3d_transpose_same", () => new Conv3DTranspose(3, (2, 3, 2), 2, Padding.Same), [2, 3, 2, 4, 2]),
        new("conv3d_transpose_strides", () => new Conv3DTranspose(3, (2, 3, 2), 3), [2, 3, 2, 4, 2]),
        new("conv3d_transpose_number", () => new Conv3DTranspose(1, 3, 2, 1), [1, 3, 2, 3, 2]),
        new("locally_connected1d", () => new LocallyConnected1D(4, 3, 2), [2, 7, 2]),
        new("locally_connected2d", () => new LocallyConnected2D(3, (2, 3), (1, 2)), [2, 4, 5, 2]),
        new("max_pooling1d", () => new MaxPooling1D(), [2, 9, 2]),
        new("max_pooling1d_same", () => new MaxPooling1D(padding: Padding.Same), [2, 9, 2]),
        new("average_pooling1d", () => new AveragePooling1D(), [2, 9, 2]),
        new("average_pooling1d_same", () => new AveragePooling1D(padding: Padding.Same), [2, 9, 2]),
        new("max_pooling2d", () => new MaxPooling2D((2, 3), (2, 1)), [2, 7, 6, 2]),
        new("max_pooling2d_same", () => new MaxPooling2D((2, 3), (2, 1), Padding.Same), [2, 7, 6, 2]),
        new("average_pooling2d", () => new AveragePooling2D((2, 3), (2, 1)), [2, 7, 6, 2]),
        new("average_pooling2d_same", () => new AveragePooling2D((2, 3), (2, 1), Padding.Same), [2, 7, 6, 2]),
        new("max_pooling3d", () => new MaxPooling3D((2, 3, 2), (2, 1, 2)), [2, 5, 4, 6, 2]),
        new("max_pooling3d_same", () => new MaxPooling3D((2, 3, 2), (2, 1, 2), Padding.Same), [2, 5, 4, 6, 2]),
        new("average_pooling3d", () => new AveragePooling3D((2, 3, 2), (2, 1, 2)), [2, 5, 4, 6, 2]),
        new("average_pooling3d_same", () => new AveragePooling3D((2, 3, 2), (2, 1, 2), Padding.Same), [2, 5, 4, 6, 2]),
        new("global_max_pooling1d", () => new GlobalMaxPooling1D(), [2, 9, 2]),
        new("global_max_pooling2d", () => new GlobalMaxPooling2D(), [2, 7, 6, 2]),
        new("global_max_pooling3d", () => new GlobalMaxPooling3D(), [2, 2, 3, 2, 3]),
        new("global_average_pooling1d", () => new GlobalAveragePooling1D(), [2, 9, 2]),
        new("global_average_pooling2d", () => new GlobalAveragePooling2D(), [2, 7, 6, 2]),
        new("global_average_pooling3d", () => new GlobalAveragePooling3D(), [2, 2, 3, 2, 3]),
        new("adaptive_average_pooling1d", () => new AdaptiveAveragePooling1D(3), [2, 7, 2]),
        new("adaptive_average_pooling2d", () => new AdaptiveAveragePooling2D((2, 3)), [1, 5, 6, 2]),
        new("adaptive_average_pooling3d", () => new AdaptiveAveragePooling3D((2, 1, 2)), [1, 3, 2, 4, 2]),
        new("adaptive_max_pooling1d", () => new AdaptiveMaxPooling1D(3), [2, 7, 2]),
        new("adaptive_max_pooling2d", () => new AdaptiveMaxPooling2D((2, 3)), [1, 5, 6, 2]),
        new("adaptive_max_pooling3d", () => new AdaptiveMaxPooling3D((2, 1, 2)), [1, 3, 2, 4, 2]),
        new("zero_padding1d", () => new ZeroPadding1D((2, 1)), [2, 3, 2]),
        new("zero_padding2d", () => new ZeroPadding2D((1, 0), (2, 1)), [1, 2, 3, 2]),
        new("zero_padding3d", () => new ZeroPadding3D((0, 2, 1)), [1, 2, 2, 2, 2]),
        new("cropping1d", () => new Cropping1D((1, 2)), [2, 5, 2]),
        new("cropping2d", () => new Cropping2D((1, 0), (1, 2)), [1, 4, 5, 2]),
        new("cropping3d", () => new Cropping3D((1, 0, 2)), [1, 4, 2, 5, 2]),
        new("up_sampling1d", () => new UpSampling1D(3), [2, 3, 2]),
        new("up_sampling2d", () => new UpSampling2D((2, 3)), [1, 2, 3, 2]),
        new("up_sampling2d_bilinear", () => new UpSampling2D((2, 3), Interpolation.Bilinear), [1, 3, 3, 2]),
        new("up_sampling3d", () => new UpSampling3D((2, 1, 3)), [1, 2, 2, 2, 1]),
    ];

    private static readonly LayerCase[] Recurrent =
    [
        .. Networks("lstm", (a, s, b) => new LSTM(4, a, returnSequences: s, goBackwards: b)),
        .. Networks("gru_reset_before", (a, s, b) => new GRU(4, a, resetAfter: false, returnSequences: s, goBackwards: b)),
        .. Networks("simple_rnn", (a, s, b) => new SimpleRNN(4, a, returnSequences: s, goBackwards: b)),
        new("gru", () => new GRU(4), Sequence),
        new("gru_sequences", () => new GRU(4, returnSequences: true), Sequence),
        new("lstm_state", () => new LSTM(4, returnSequences: true), Sequence, [2, 4], [2, 4]),
        new("peephole_lstm", () => new PeepholeLSTM(4, returnSequences: true), Sequence),
        new("bidirectional_sum", () => new Bidirectional(new LSTM(3, returnSequences: true), MergeMode.Sum), Sequence),
        new("bidirectional_mul", () => new Bidirectional(new LSTM(3, returnSequences: true), MergeMode.Mul), Sequence),
        new("bidirectional_ave", () => new Bidirectional(new LSTM(3, returnSequences: true), MergeMode.Ave), Sequence),
        new("bidirectional_concat", () => new Bidirectional(new LSTM(3)), Sequence),
        new("bidirectional_gru", () => new Bidirectional(new GRU(3, resetAfter: false, returnSequences: true)), Sequence),
        new("time_distributed", () => new TimeDistributed(new Dense(4)), Sequence),
        new("stacked_rnn_cells",
            () => new RNN(new StackedRNNCells([new LSTMCell(3), new GRUCell(2, resetAfter: false)]), returnSequences: true), Sequence),
        new("conv_lstm2d", () => new ConvLSTM2D(2, 2, padding: Padding.Same), [2, 3, 4, 4, 1]),
        new("conv_lstm2d_sequences", () => new ConvLSTM2D(2, 3, returnSequences: true), [1, 3, 5, 4, 2]),
        new("embedding", () => new Embedding(7, 3), Tensor.From([1, 6, 0, 3, 2, 1, 1, 5], 2, 4)),
        new("embedding_float", () => new Embedding(5, 3), Tensor.From([1, 4, 0, 2, 2, 3], 2, 3)),
        new("masking_lstm", () => new Sequential(new Masking(), new LSTM(3, returnSequences: true)), Masked),
        new("masking_gru", () => new Sequential(new Masking(), new GRU(3, resetAfter: false)), Masked),
        new("masking_simplernn", () => new Sequential(new Masking(), new SimpleRNN(3, returnSequences: true)), Masked),
        new("masking_backwards", () => new Sequential(new Masking(), new LSTM(3, goBackwards: true)), Masked),
    ];

    private static readonly LayerCase[] Others =
    [
        new("dense", () => new Dense(4, Tanh), [3, 5]),
        new("dense_sequence", () => new Dense(4, useBias: false), [2, 3, 5]),
        new("maxout", () => new Maxout(2), [3, 5]),
        new("einsum_dense", () => new EinsumDense("abc,cde->abde", [null, 2, 5], Tanh, "de"), [2, 3, 4]),
        new("einsum_dense_axis", () => new EinsumDense("abc,bd->adc", [5, 4], biasAxes: "d"), [2, 3, 4]),
        new("position_embedding", () => new PositionEmbedding(5), [2, 3, 4]),
        new("batch_normalization", () => new BatchNormalization(), [3, 4, 2, 3]),
        new("layer_normalization", () => new LayerNormalization(), [3, 2, 5]),
        new("group_normalization1d", () => new GroupNormalization(3), [2, 3, 6]),
        new("group_normalization2d", () => new GroupNormalization(3), [2, 3, 2, 6]),
        new("group_normalization3d", () => new GroupNormalization(3), [1, 2, 3, 2, 6]),
        new("instance_normalization1d", () => new InstanceNormalization(), [2, 3, 6]),
        new("instance_normalization2d", () => new InstanceNormalization(), [2, 3, 2, 6]),
        new("instance_normalization3d", () => new InstanceNormalization(), [1, 2, 3, 2, 6]),
        new("rms_normalization", () => new RMSNormalization(), [2, 3, 5]),
        new("unit_normalization", () => new UnitNormalization(), [2, 3, 5]),
        new("unit_normalization_axes", () => new UnitNormalization([1, 2]), [2, 3, 5]),
        new("normalization", () => new Normalization(mean: [1, 2, 3], variance: [4, 9, 0.25f]), [2, 3]),
        new("elu", () => new ELU(), [2, 7]), new("leaky_re_lu", () => new LeakyReLU(0.2f), [2, 7]),
        new("thresholded_re_lu", () => new ThresholdedReLU(0.3f), [2, 7]),
        new("thresholded_re_lu_torch", () => new ThresholdedReLU(0.3f), [2, 7]),
        new("re_lu", () => new ReLU(0.5f), [2, 7]), new("re_lu_all", () => new ReLU(0.5f, 0.1f, 0.2f), [2, 9]),
        new("softmax", () => new Softmax(), [2, 7]), new("prelu", () => new PReLU(), [2, 3, 4]),
        new("prelu_shared", () => new PReLU(sharedAxes: [1, 2]), [2, 3, 4, 2]),
        new("add", () => new Add(), [2, 5], [2, 5]), new("multiply", () => new Multiply(), [2, 5], [2, 5]),
        new("average", () => new Average(), [2, 5], [2, 5]), new("maximum", () => new Maximum(), [2, 5], [2, 5]),
        new("minimum", () => new Minimum(), [2, 5], [2, 5]), new("concatenate", () => new Concatenate(), [2, 5], [2, 5]),
        new("subtract", () => new Subtract(), [2, 5], [2, 5]),
        new("dot", () => new Dot(2), [2, 3, 4], [2, 5, 4]),
        new("dot_cosine", () => new Dot((1, 2), normalize: true), [2, 4, 3], [2, 5, 4]),
        new("dot_vectors", () => new Dot(1), [2, 4], [2, 4]),
        new("repeat_vector", () => new RepeatVector(3), [2, 4]), new("permute", () => new Permute([2, 1]), [2, 3, 4]),
        new("reshape", () => new Reshape([2, -1]), [2, 3, 4]), new("flatten", () => new Flatten(), [2, 3, 4]),
        new("rescaling", () => new Rescaling(0.5f, 1), [2, 3]), new("center_crop", () => new CenterCrop(3, 2), [1, 5, 6, 2]),
        new("resizing", () => new Resizing(4, 6), [1, 3, 5, 2]),
        new("resizing_nearest", () => new Resizing(4, 3, Interpolation.Nearest), [1, 3, 5, 2]),
        new("category_encoding_multi_hot", () => new CategoryEncoding(4), Tensor.From([1, 3, 1, 0, 2, 2], 2, 3)),
        new("category_encoding_count", () => new CategoryEncoding(4, CategoryOutput.Count), Tensor.From([1, 3, 1, 0, 2, 2], 2, 3)),
        new("attention", () => new Attention(), [2, 4, 3], [2, 5, 3]),
        new("attention_causal", () => new Attention(useCausalMask: true), [2, 4, 3], [2, 5, 2], [2, 5, 3]),
        new("attention_concat", () => new Attention(useScale: true, concat: true), [2, 4, 3], [2, 5, 3]),
        new("additive_attention", () => new AdditiveAttention(), [2, 4, 3], [2, 5, 3]),
        new("multi_head_attention", () => new MultiHeadAttention(2, 3, 4), [2, 4, 6], [2, 5, 4], [2, 5, 3]),
        new("multi_head_attention_causal", () => new MultiHeadAttention(2, 3, useCausalMask: true), [2, 4, 6]),
        new("grouped_query_attention", () => new GroupedQueryAttention(3, 4, 2), [2, 4, 6], [2, 5, 4]),
    ];

    private static readonly (string Name, Func<Tensor, Tensor> Function)[] Functions =
    [
        ("elu", Elu), ("selu", Selu), ("relu", Relu), ("relu6", Relu6), ("gelu", Gelu), ("silu", Silu), ("mish", Mish),
        ("softplus", Softplus), ("softsign", Softsign), ("hard_sigmoid", HardSigmoid), ("hard_silu", HardSilu),
        ("exponential", Exponential), ("celu", Celu), ("sigmoid", Sigmoid), ("tanh", Tanh), ("log_sigmoid", LogSigmoid),
        ("tanh_shrink", TanhShrink), ("soft_shrink", SoftShrink), ("hard_shrink", HardShrink), ("hard_tanh", HardTanh),
        ("leaky_relu", LeakyRelu), ("softmax", Activations.Softmax), ("log_softmax", LogSoftmax), ("linear", Linear),
        ("gelu_tanh", GeluTanh),
    ];

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, LayerCase> All { get; } = new[]
    {
        Spatial, Recurrent, Others,
        [.. Functions.Select(f => new LayerCase($"activation_{f.Name}", () => new Activation(f.Function), [2, 9]))],
    }.SelectMany(c => c).ToDictionary(c => c.Name);

    private static IEnumerable<LayerCase> Convolutions(int rank, int[] image)
    {
        yield return new($"conv{rank}d", () => Convolution(1, Padding.Valid, 1), image);
        yield return new($"conv{rank}d_same_strides", () => Convolution(2, Padding.Same, 1), image);
        if (rank < 3) yield return new($"conv{rank}d_dilation", () => Convolution(1, Padding.Valid, 2), image);

        Layer Convolution(int strides, Padding padding, int dilation) => rank switch
        {
            1 => new Conv1D(3, 3, strides, padding, dilation),
            2 => new Conv2D(3, (3, 2), strides, padding, dilation),
            _ => new Conv3D(3, (2, 3, 2), strides, padding, dilation),
        };
    }

    private static IEnumerable<LayerCase> Networks(string name, Func<Func<Tensor, Tensor>?, bool, bool, Layer> network) =>
    [
        new(name, () => network(null, false, false), Sequence),
        new($"{name}_sequences", () => network(null, true, false), Sequence),
        new($"{name}_backwards", () => network(null, true, true), Sequence),
        new($"{name}_elu", () => network(Elu, false, false), Sequence),
        new($"{name}_linear", () => network(Linear, true, false), Sequence),
    ];
}
