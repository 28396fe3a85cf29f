using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Zeros at both ends of spatial axes.</summary>
public abstract class ZeroPadding : Layer
{
    private readonly (int Before, int After)[] _margins;

    private protected ZeroPadding((int Before, int After)[] padding, string? name)
        : base(name) => _margins = Windows.Margins(padding, nameof(padding));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, _margins.Length);
        return input.Pad([0, .. _margins.Select(m => m.Before), 0], [0, .. _margins.Select(m => m.After), 0]);
    }
}
