using Bantam.Operators;
using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>What pooling over any number of axes shares.</summary>
public abstract class Pooling : Layer
{
    private readonly Ints _size;
    private readonly Ints _strides;
    private readonly Padding _padding;
    private readonly Func<PoolAttributes, Operator> _pool;

    private protected Pooling(Ints poolSize, Ints strides, Padding padding, Func<PoolAttributes, Operator> pool, string? name)
        : base(name)
    {
        _size = Windows.Size(poolSize, nameof(poolSize));
        _strides = Windows.Size(strides, nameof(strides));
        (_padding, _pool) = (padding, pool);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var rank = _size.Count;
        var images = Windows.ChannelsFirst(input, rank);
        var pads = Windows.Pads(_padding, input.Shape, _size, _strides, Windows.Ones(rank));
        return Windows.ChannelsLast(_pool(new PoolAttributes(_size, _strides, pads)).ApplyOne(images));
    }
}
