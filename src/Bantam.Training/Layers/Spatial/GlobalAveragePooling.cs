using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The mean of each channel; of a sequence with a mask, of the steps that count.</summary>
public abstract class GlobalAveragePooling : Layer
{
    private readonly int _rank;
    private readonly bool _keepDimensions;

    private protected GlobalAveragePooling(int rank, bool keepDimensions, string? name)
        : base(name) => (_rank, _keepDimensions) = (rank, keepDimensions);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var images = Windows.ChannelsFirst(input, _rank);
        if (_rank == 1 && StepMask.Of(input) is { } mask)
        {
            var counts = mask.Cast(ElementType.Float).Unsqueeze(2);
            return (input * counts).ReduceSum([1], _keepDimensions) / counts.ReduceSum([1], _keepDimensions);
        }

        var mean = new GlobalAveragePool().ApplyOne(images);
        return _keepDimensions ? Windows.ChannelsLast(mean) : mean.Flatten();
    }
}
