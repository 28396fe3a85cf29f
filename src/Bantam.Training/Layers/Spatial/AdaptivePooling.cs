using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// What pooling to a given size shares: window i of n over an axis of length L goes from ⌊i·L/n⌋ to ⌈(i+1)·L/n⌉.
/// </summary>
public abstract class AdaptivePooling : Layer
{
    private readonly Ints _size;
    private readonly Func<Tensor, int, Tensor> _reduce;

    private protected AdaptivePooling(Ints outputSize, Func<Tensor, int, Tensor> reduce, string? name)
        : base(name) => (_size, _reduce) = (Windows.Size(outputSize, nameof(outputSize)), reduce);

    /// <summary>Windows are as wide as they are long along each axis by itself, so that axes can be taken one after the other.</summary>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, _size.Count);
        return Enumerable.Range(1, _size.Count).Aggregate(input, Along);
    }

    private Tensor Along(Tensor x, int axis)
    {
        var (length, windows) = (x.Shape[axis].Size, _size[axis - 1]);
        return length == windows ? x : Tensor.Concat(axis, [.. Enumerable.Range(0, windows).Select(Window)]);

        Tensor Window(int i)
        {
            var (start, end) = (i * length / windows, (((i + 1) * length) + windows - 1) / windows);
            return _reduce(x.Slice([axis], [start], [end]), axis);
        }
    }
}
