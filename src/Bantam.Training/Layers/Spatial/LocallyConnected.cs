using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>Convolutions with weights of their own at each place, of any number of axes.</summary>
public abstract class LocallyConnected : WeightedLayer
{
    private readonly int _filters;
    private readonly Ints _size;
    private readonly Ints _strides;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _useBias;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private Variable? _kernel;
    private Variable? _bias;

    private protected LocallyConnected(
        int filters, Ints kernelSize, Ints? strides, Func<Tensor, Tensor>? activation, bool useBias, Initializer? kernelInitializer,
        Initializer? biasInitializer, string? name)
        : base(name)
    {
        _filters = Hyperparameter.AtLeast(1, filters, nameof(filters));
        _size = Windows.Size(kernelSize, nameof(kernelSize));
        _strides = Windows.Size(strides ?? Windows.Ones(_size.Count), nameof(strides));
        (_activation, _useBias, _kernelInitializer, _biasInitializer) = (activation, useBias, kernelInitializer, biasInitializer);
    }

    private int Area => _size.Aggregate(1, (area, size) => area * size);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        Windows.Check(inputs[0].Shape, _size.Count);
        var (places, taken) = (Places(inputs[0].Shape), Area * inputs[0].Shape[-1].Size);
        var count = places.Aggregate(1, (product, size) => product * size);
        _kernel = AddKernel(Shape.Of(count, taken, _filters), _kernelInitializer, new Fans(taken * count, _filters * count));
        if (_useBias) _bias = AddBias(Shape.Of([.. places, _filters]), _biasInitializer);
    }

    /// <summary>
    /// What lies at one place of all windows is a slice with strides; all of them side by side are the windows, and one product for each
    /// place is what is left.
    /// </summary>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var (rank, places) = (_size.Count, Places(input.Shape));
        int[] axes = [.. Enumerable.Range(1, rank)];
        var slices = Enumerable.Range(0, Area).Select(tap =>
        {
            var starts = new int[rank];
            for (var axis = rank - 1; axis >= 0; axis--) (starts[axis], tap) = (tap % _size[axis], tap / _size[axis]);
            int[] ends = [.. starts.Select((s, i) => s + ((places[i] - 1) * _strides[i]) + 1)];
            return input.Slice(axes, starts, ends, [.. _strides]);
        });
        var (count, taken) = (_kernel!.Type.Shape[0].Size, _kernel.Type.Shape[1].Size);
        var windows = Tensor.Concat(-1, [.. slices]).Reshape(new Shape(input.Shape[0], count, taken)).Transpose(1, 0, 2);
        var output = windows.MatMul(_kernel).Transpose(1, 0, 2).Reshape(
            new Shape([input.Shape[0], .. places.Select(p => (Dimension)p), _filters]));
        if (_bias is not null) output += _bias;
        return _activation?.Invoke(output) ?? output;
    }

    private int[] Places(Shape image) => [.. _size.Select((size, axis) =>
    {
        var places = ((image[axis + 1].Size - size) / _strides[axis]) + 1;
        return image[axis + 1].Size >= size ? places
            : throw new ShapeException($"the window {_size} must fit into the input; that is {image}.");
    })];
}
