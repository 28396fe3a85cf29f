using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// A convolution of each channel by itself: [batch, height, width, in] → [batch, height′, width′, in·depthMultiplier]. The kernel is
/// [in·depthMultiplier, 1, height, width].
/// </summary>
/// <param name="kernelSize">The window.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding">What it does at the edges.</param>
/// <param name="depthMultiplier">Outputs of a channel.</param>
/// <param name="dilationRate">Distances between its taps; 1 by default.</param>
/// <param name="activation">What is applied to the result; null for nothing.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="depthwiseInitializer">How the weights begin; Glorot's uniform by default.</param>
/// <param name="biasInitializer">How the bias begins; zeros by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class DepthwiseConv2D(
    Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid, int depthMultiplier = 1, Size2D? dilationRate = null, Func<Tensor, Tensor>? activation = null,
    bool useBias = true, Initializer? depthwiseInitializer = null, Initializer? biasInitializer = null, string? name = null) : Layer(name)
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Images.Check(inputs[0].Shape);
        Images.CheckWindow(kernelSize, strides ?? 1, dilationRate ?? 1);
        if (depthMultiplier < 1) throw new ShapeException($"a channel must have 1 output or more; given are {depthMultiplier}.");
        var filters = inputs[0].Shape[3].Size * depthMultiplier;

        // Keras counts all channels as inputs of an output, as its kernel has the axes of a convolution that is not depthwise.
        var fans = new Fans(inputs[0].Shape[3].Size * kernelSize.Area, depthMultiplier * kernelSize.Area);
        _kernel = AddVariable("kernel", Shape.Of(filters, 1, kernelSize.Height, kernelSize.Width), depthwiseInitializer ?? new GlorotUniform(), fans);
        if (useBias) _bias = AddVariable("bias", Shape.Of(filters), biasInitializer ?? new Zeros());
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        Convolution.Call(input, _kernel!, _bias, kernelSize, strides ?? 1, padding, dilationRate ?? 1, input.Shape[3].Size, activation);
}
