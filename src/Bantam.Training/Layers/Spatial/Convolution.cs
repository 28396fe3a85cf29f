using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// What convolutions over any number of axes share: a kernel [filters, in/groups, window…], a bias, and what follows them.
/// </summary>
public abstract class Convolution : WeightedLayer
{
    private readonly Ints _size;
    private readonly Ints _strides;
    private readonly Ints _dilation;
    private readonly Padding _padding;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _useBias;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private Variable? _kernel;
    private Variable? _bias;
    private int _groups;

    private protected Convolution(
        Ints kernelSize, Ints? strides, Padding padding, Ints? dilationRate, Func<Tensor, Tensor>? activation, bool useBias,
        Initializer? kernelInitializer, Initializer? biasInitializer, string? name)
        : base(name)
    {
        _size = Windows.Size(kernelSize, nameof(kernelSize));
        _strides = Windows.Size(strides ?? Windows.Ones(_size.Count), nameof(strides));
        _dilation = Windows.Size(dilationRate ?? Windows.Ones(_size.Count), nameof(dilationRate));
        (_padding, _activation, _useBias) = (padding, activation, useBias);
        (_kernelInitializer, _biasInitializer) = (kernelInitializer, biasInitializer);
    }

    /// <summary>The elements of the window.</summary>
    private protected int Area => _size.Aggregate(1, (area, size) => area * size);

    /// <summary>How many filters there are on so many channels, in how many groups, and what they connect.</summary>
    private protected abstract (int Filters, int Groups, Fans Fans) Connect(int channels);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Windows.Check(inputs[0].Shape, _size.Count);
        var channels = inputs[0].Shape[-1].Size;
        var (filters, groups, fans) = Connect(channels);
        _groups = groups;
        _kernel = AddKernel(Shape.Of([filters, channels / groups, .. _size]), _kernelInitializer, fans);
        if (_useBias) _bias = AddBias(Shape.Of(filters), _biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var images = Windows.ChannelsFirst(input, _size.Count);
        var pads = Windows.Pads(_padding, input.Shape, _size, _strides, _dilation);
        var convolution = new Conv(new ConvolutionAttributes(_strides, pads, _dilation, _groups));
        var output = Windows.ChannelsLast(
            _bias is null ? convolution.ApplyOne(images, _kernel!) : convolution.ApplyOne(images, _kernel!, _bias));
        return _activation?.Invoke(output) ?? output;
    }

    /// <summary>The filters of a convolution in groups.</summary>
    private protected (int Filters, int Groups, Fans Fans) Grouped(int filters, int groups, int channels)
    {
        if (channels % groups != 0 || filters % groups != 0)
            throw new ShapeException(
                $"channels and filters must divide into the groups; {channels} channels and {filters} filters do not into {groups}.");

        // Keras counts all filters as outputs of an input, also where groups part them.
        return (filters, groups, new Fans(channels / groups * Area, filters * Area));
    }

    /// <summary>The filters of a convolution of each channel by itself.</summary>
    private protected (int Filters, int Groups, Fans Fans) Depthwise(int multiplier, int channels) =>
        (channels * multiplier, channels, new Fans(channels * Area, multiplier * Area));
}
