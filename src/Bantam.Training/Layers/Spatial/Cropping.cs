using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The inside of spatial axes.</summary>
public abstract class Cropping : Layer
{
    private readonly (int Before, int After)[] _margins;

    private protected Cropping((int Before, int After)[] cropping, string? name)
        : base(name) => _margins = Windows.Margins(cropping, nameof(cropping));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, _margins.Length);
        int[] ends = [.. _margins.Select((m, axis) => input.Shape[axis + 1].Size - m.After)];
        if (_margins.Zip(ends).Any(m => m.Second <= m.First.Before))
            throw new ShapeException(
                $"something of the input must be left; of {input.Shape}, "
                + $"{string.Join(", ", _margins.Select(m => $"{m.Before} and {m.After}"))} are cut off at both ends of its spatial axes.");
        return input.Slice([.. Enumerable.Range(1, _margins.Length)], [.. _margins.Select(m => m.Before)], ends);
    }
}
