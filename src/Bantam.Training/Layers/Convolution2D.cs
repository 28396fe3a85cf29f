using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>What convolutions of images share: a kernel [filters, in/groups, height, width], a bias, and what follows them.</summary>
public abstract class Convolution2D : Layer
{
    private readonly Size2D _size;
    private readonly Size2D _strides;
    private readonly Size2D _dilation;
    private readonly Padding _padding;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly Initializer _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private Variable? _kernel;
    private Variable? _bias;
    private int _groups;

    private protected Convolution2D(
        Size2D kernelSize, Size2D? strides, Padding padding, Size2D? dilationRate, Func<Tensor, Tensor>? activation,
        bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer, string? name)
        : base(name)
    {
        _size = Images.Window(kernelSize, nameof(kernelSize));
        _strides = Images.Window(strides ?? 1, nameof(strides));
        _dilation = Images.Window(dilationRate ?? 1, nameof(dilationRate));
        (_padding, _activation) = (padding, activation);
        _kernelInitializer = kernelInitializer ?? new GlorotUniform();
        _biasInitializer = useBias ? biasInitializer ?? new Zeros() : null;
    }

    /// <summary>The pixels of the window.</summary>
    private protected int Area => _size.Area;

    /// <summary>How many filters there are on so many channels, in how many groups, and what they connect.</summary>
    private protected abstract (int Filters, int Groups, Fans Fans) Connect(int channels);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Images.Check(inputs[0].Shape);
        var channels = inputs[0].Shape[3].Size;
        var (filters, groups, fans) = Connect(channels);
        _groups = groups;
        _kernel = AddVariable("kernel", Shape.Of(filters, channels / groups, _size.Height, _size.Width), _kernelInitializer, fans);
        if (_biasInitializer is not null) _bias = AddVariable("bias", Shape.Of(filters), _biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var pads = Images.Pads(_padding, input.Shape, _size, _strides, _dilation);
        var convolution = new Conv(new ConvolutionAttributes(
            [_strides.Height, _strides.Width], pads, [_dilation.Height, _dilation.Width], _groups));
        var images = Images.ChannelsFirst(input);
        var output = Images.ChannelsLast(
            _bias is null ? convolution.ApplyOne(images, _kernel!) : convolution.ApplyOne(images, _kernel!, _bias));
        return _activation?.Invoke(output) ?? output;
    }
}
