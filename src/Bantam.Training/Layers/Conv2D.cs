using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>A 2-D convolution: [batch, height, width, in] → [batch, height′, width′, filters]. The kernel is [filters, in/groups, height, width].</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernelSize">The window.</param>
/// <param name="strides">Steps of the window; 1 by default.</param>
/// <param name="padding">What it does at the edges.</param>
/// <param name="dilationRate">Distances between its taps; 1 by default.</param>
/// <param name="groups">Into how many groups the channels are parted.</param>
/// <param name="activation">What is applied to the result; null for nothing.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">How the weights begin; Glorot's uniform by default.</param>
/// <param name="biasInitializer">How the bias begins; zeros by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class Conv2D(
    int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = Padding.Valid, Size2D? dilationRate = null, int groups = 1, Func<Tensor, Tensor>? activation = null,
    bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null, string? name = null) : Layer(name)
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Images.Check(inputs[0].Shape);
        Images.CheckWindow(kernelSize, strides ?? 1, dilationRate ?? 1);
        if (filters < 1) throw new ShapeException($"a convolution must have 1 filter or more; given are {filters}.");
        var channels = inputs[0].Shape[3].Size;
        if (groups < 1 || channels % groups != 0 || filters % groups != 0) throw new ShapeException($"channels and filters must divide into the groups; {channels} channels and {filters} filters do not into {groups}.");

        // Keras counts all filters as outputs of an input, also where groups part them.
        var fans = new Fans(channels / groups * kernelSize.Area, filters * kernelSize.Area);
        _kernel = AddVariable("kernel", Shape.Of(filters, channels / groups, kernelSize.Height, kernelSize.Width), kernelInitializer ?? new GlorotUniform(), fans);
        if (useBias) _bias = AddVariable("bias", Shape.Of(filters), biasInitializer ?? new Zeros());
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        Convolution.Call(input, _kernel!, _bias, kernelSize, strides ?? 1, padding, dilationRate ?? 1, groups, activation);
}
