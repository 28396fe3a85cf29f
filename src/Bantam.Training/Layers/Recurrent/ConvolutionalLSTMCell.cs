using Bantam.Graphs;
using Bantam.Operators.Convolution;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// One step of a long short-term memory whose products are convolutions (X. Shi et al., 2015), over any number of axes. The kernels are
/// [4·filters, in, window…] and [4·filters, filters, window…], whose gates lie in the order input, forget, cell, output.
/// </summary>
internal sealed class ConvolutionalLSTMCell : RecurrentCell
{
    private readonly int _filters;
    private readonly Ints _size;
    private readonly Ints _strides;
    private readonly Ints _dilation;
    private readonly Padding _padding;
    private readonly Func<Tensor, Tensor> _activation;
    private readonly Func<Tensor, Tensor> _gate;
    private readonly bool _useBias;
    private Variable? _kernel;
    private Variable? _recurrentKernel;
    private Variable? _bias;
    private Shape _state = Shape.Scalar;

    public ConvolutionalLSTMCell(
        int filters, Ints kernelSize, Ints? strides, Padding padding, Ints? dilationRate, Func<Tensor, Tensor>? activation,
        Func<Tensor, Tensor>? recurrentActivation, bool useBias)
        : base(null)
    {
        _filters = Hyperparameter.AtLeast(1, filters, nameof(filters));
        _size = Windows.Size(kernelSize, nameof(kernelSize));
        _strides = Windows.Size(strides ?? Windows.Ones(_size.Count), nameof(strides));
        _dilation = Windows.Size(dilationRate ?? Windows.Ones(_size.Count), nameof(dilationRate));
        (_padding, _useBias) = (padding, useBias);
        (_activation, _gate) = (activation ?? Activations.Tanh, recurrentActivation ?? Activations.Sigmoid);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [_state, _state];

    /// <inheritdoc/>
    protected override int States => 2;

    /// <inheritdoc/>
    internal override bool GivesFirstState => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Windows.Check(inputs[0].Shape, _size.Count);
        var (channels, area) = (inputs[0].Shape[-1].Size, _size.Aggregate(1, (area, size) => area * size));
        var rows = 4 * _filters;
        _kernel = AddKernel(Shape.Of([rows, channels, .. _size]), null, new Fans(channels * area, rows * area));
        _recurrentKernel = AddVariable(
            "recurrent_kernel", Shape.Of([rows, _filters, .. _size]), new Orthogonal(), new Fans(_filters * area, rows * area), true,
            RecurrentRegularizer, RecurrentConstraint);
        if (_useBias) _bias = AddBias(Shape.Of(rows), new ForgetBias(new Zeros(), _filters, gate: 1));
        var sizes = Attributes(inputs[0].Shape, _strides, _dilation, _padding);
        _state = new Shape(
            [.. _size.Select((k, axis) => sizes.OutputSize(axis, inputs[0].Shape[axis + 1].Size, k)), _filters]);
    }

    /// <inheritdoc/>
    protected internal override RecurrentSteps Begin(Tensor sequence, CallContext context)
    {
        // All steps of all samples are images of one convolution.
        var images = sequence.Reshape(new Shape([sequence.Shape[0] * sequence.Shape[1], .. sequence.Shape.Skip(2)]));
        var taken = Convolved(images, _kernel!, _bias?.Read(), Attributes(images.Shape, _strides, _dilation, _padding));
        var (kernel, ones) = (_recurrentKernel!.Read(), Windows.Ones(_size.Count));
        return new RecurrentSteps(
            taken.Reshape(new Shape([sequence.Shape[0], sequence.Shape[1], .. taken.Shape.Skip(1)])),
            (slice, states) =>
            {
                var kept = Convolved(states[0], kernel, null, Attributes(states[0].Shape, ones, ones, Padding.Same));
                var parts = (slice + kept).Split(_size.Count + 1, _filters, _filters, _filters, _filters);
                var cell = (_gate(parts[1]) * states[1]) + (_gate(parts[0]) * _activation(parts[2]));
                var output = _gate(parts[3]) * _activation(cell);
                return [output, output, cell];
            });
    }

    private ConvolutionAttributes Attributes(Shape image, Ints strides, Ints dilation, Padding padding) =>
        new(strides, Windows.Pads(padding, image, _size, strides, dilation), dilation);

    private Tensor Convolved(Tensor images, Tensor kernel, Tensor? bias, ConvolutionAttributes attributes)
    {
        var (convolution, x) = (new Conv(attributes), Windows.ChannelsFirst(images, _size.Count));
        return Windows.ChannelsLast(bias is null ? convolution.ApplyOne(x, kernel) : convolution.ApplyOne(x, kernel, bias));
    }
}
