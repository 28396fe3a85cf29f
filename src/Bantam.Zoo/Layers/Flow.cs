using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>The layers that models consist of, one behind the other: <c>x.Conv(32, 3, strides: 2, padding: 1).Norm().Relu()</c>.</summary>
internal static class Flow
{
    /// <summary>A convolution.</summary>
    public static LayerOutput Conv(
        this LayerOutput x, int filters, Size2D kernel, int strides = 1, Padding padding = default, int groups = 1, bool bias = false) =>
        new Conv2D(filters, kernel, strides, padding, groups: groups, useBias: bias, kernelInitializer: Weights.Kernel).Apply(x);

    /// <summary>A convolution of each channel by itself, with a square window.</summary>
    public static LayerOutput Depthwise(this LayerOutput x, int kernel, int strides = 1, Padding padding = default) =>
        new DepthwiseConv2D(kernel, strides, padding, useBias: false, depthwiseInitializer: Weights.Depthwise(kernel)).Apply(x);

    /// <summary>A convolution of each channel by itself, with a square window, and then one of single pixels.</summary>
    public static LayerOutput Separable(this LayerOutput x, int filters, int kernel, int strides = 1, Padding padding = default) =>
        new SeparableConv2D(
            filters, kernel, strides, padding, useBias: false, depthwiseInitializer: Weights.Depthwise(kernel),
            pointwiseInitializer: Weights.Kernel).Apply(x);

    /// <summary>A batch normalization.</summary>
    /// <param name="x">What is normalized.</param>
    /// <param name="scale">About what gamma is: how large the output is for weights that no training has changed.</param>
    /// <param name="epsilon">What keeps the root away from zero.</param>
    /// <param name="momentum">The momentum of the moving averages.</param>
    public static LayerOutput Norm(this LayerOutput x, float scale = 1, float epsilon = 1e-5f, float momentum = 0.9f) =>
        new BatchNormalization(
            momentum, epsilon, betaInitializer: Weights.Around(0), gammaInitializer: Weights.Around(1, scale),
            movingMeanInitializer: Weights.Around(0), movingVarianceInitializer: Weights.Around(1)).Apply(x);

    /// <summary>A function of each element.</summary>
    public static LayerOutput Then(this LayerOutput x, Func<Tensor, Tensor> activation) => new Activation(activation).Apply(x);

    /// <summary>max(x, 0).</summary>
    public static LayerOutput Relu(this LayerOutput x) => x.Then(Activations.Relu);

    /// <summary>The sum of two.</summary>
    public static LayerOutput Plus(this LayerOutput x, LayerOutput other) => new Add().Apply(x, other);

    /// <summary>The product of two.</summary>
    public static LayerOutput Times(this LayerOutput x, LayerOutput other) => new Multiply().Apply(x, other);

    /// <summary>The channels of several, one after the other.</summary>
    public static LayerOutput Concat(params IReadOnlyList<LayerOutput> parts) => new Concatenate().Apply(parts);

    /// <summary>The largest of each window.</summary>
    public static LayerOutput MaxPool(this LayerOutput x, int size, int? strides = null, Padding padding = default) =>
        new MaxPooling2D(size, strides ?? size, padding).Apply(x);

    /// <summary>The mean of each window.</summary>
    public static LayerOutput AveragePool(
        this LayerOutput x, int size, int? strides = null, Padding padding = default, bool countsPadding = false) =>
        new AveragePooling2D(size, strides ?? size, padding, countsPadding).Apply(x);

    /// <summary>The mean of each channel.</summary>
    public static LayerOutput GlobalPool(this LayerOutput x, bool keepDimensions = false) =>
        new GlobalAveragePooling2D(keepDimensions).Apply(x);

    /// <summary>Each image as a vector of its channels, one after the other.</summary>
    public static LayerOutput Flat(this LayerOutput x) => new Flatten().Apply(new Permute([3, 1, 2]).Apply(x));

    /// <summary>Noise of training.</summary>
    public static LayerOutput Drop(this LayerOutput x, float rate) => new Dropout(rate).Apply(x);

    /// <summary>A dense layer.</summary>
    public static LayerOutput Dense(this LayerOutput x, int units) => new Dense(units).Apply(x);
}
