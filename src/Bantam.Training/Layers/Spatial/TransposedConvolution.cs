using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>What transposed convolutions over any number of axes share: a kernel [in, filters, window…] and a bias.</summary>
public abstract class TransposedConvolution : WeightedLayer
{
    private readonly int _filters;
    private readonly Ints _size;
    private readonly Ints _strides;
    private readonly Ints _dilation;
    private readonly Ints? _outputPadding;
    private readonly Padding _padding;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _useBias;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private Variable? _kernel;
    private Variable? _bias;

    private protected TransposedConvolution(
        int filters, Ints kernelSize, Ints? strides, Padding padding, Ints? outputPadding, Ints? dilationRate,
        Func<Tensor, Tensor>? activation, bool useBias, Initializer? kernelInitializer, Initializer? biasInitializer, string? name)
        : base(name)
    {
        _filters = Hyperparameter.AtLeast(1, filters, nameof(filters));
        _size = Windows.Size(kernelSize, nameof(kernelSize));
        _strides = Windows.Size(strides ?? Windows.Ones(_size.Count), nameof(strides));
        _dilation = Windows.Size(dilationRate ?? Windows.Ones(_size.Count), nameof(dilationRate));
        foreach (var size in outputPadding ?? []) Hyperparameter.AtLeast(0, size, nameof(outputPadding));
        (_padding, _outputPadding, _activation, _useBias) = (padding, outputPadding, activation, useBias);
        (_kernelInitializer, _biasInitializer) = (kernelInitializer, biasInitializer);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Windows.Check(inputs[0].Shape, _size.Count);
        var (channels, area) = (inputs[0].Shape[-1].Size, _size.Aggregate(1, (area, size) => area * size));

        // Keras takes the kernel's axes for those of a convolution, so that filters count as inputs.
        _kernel = AddKernel(Shape.Of([channels, _filters, .. _size]), _kernelInitializer, new Fans(_filters * area, channels * area));
        if (_useBias) _bias = AddBias(Shape.Of(_filters), _biasInitializer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var images = Windows.ChannelsFirst(input, _size.Count);
        var axes = _size.Select((_, axis) => Along(axis, input.Shape[axis + 1].Size)).ToArray();
        var pads = Ints.From(axes.Select(a => a.Before).Concat(axes.Select(a => a.After)));
        var convolution = new ConvTranspose(
            new ConvolutionAttributes(_strides, pads, _dilation), Ints.From(axes.Select(a => a.Extra)));
        var output = Windows.ChannelsLast(
            _bias is null ? convolution.ApplyOne(images, _kernel!) : convolution.ApplyOne(images, _kernel!, _bias));
        return _activation?.Invoke(output) ?? output;
    }

    /// <summary>
    /// What is cut off before and after an axis, and what is added at its end, so that it gets Keras' length: the stride times the
    /// input's, and where nothing is padded what the windows reach over that.
    /// </summary>
    private (int Before, int After, int Extra) Along(int axis, int size)
    {
        var (stride, span) = (_strides[axis], ((_size[axis] - 1) * _dilation[axis]) + 1);
        var whole = ((size - 1) * stride) + span;
        if (!_padding.IsSame)
        {
            var (before, after) = _padding.Along(axis, _size.Count, size, _size[axis], stride, _dilation[axis]);
            return (before, after, _outputPadding?[axis] ?? (before + after == 0 ? Math.Max(stride - span, 0) : 0));
        }

        var length = _outputPadding is { } extra ? whole - (2 * (span / 2)) + extra[axis] : size * stride;
        var cut = Math.Max(whole - length, 0);
        return (cut / 2, cut - (cut / 2), length - whole + cut);
    }
}
