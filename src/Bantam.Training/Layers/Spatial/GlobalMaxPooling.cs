using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The largest of each channel.</summary>
public abstract class GlobalMaxPooling : Layer
{
    private readonly int _rank;
    private readonly bool _keepDimensions;

    private protected GlobalMaxPooling(int rank, bool keepDimensions, string? name)
        : base(name) => (_rank, _keepDimensions) = (rank, keepDimensions);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, _rank);
        return input.ReduceMax([.. Enumerable.Range(1, _rank)], _keepDimensions);
    }
}
