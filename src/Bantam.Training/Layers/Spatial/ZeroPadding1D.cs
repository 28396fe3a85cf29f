namespace Bantam.Training.Layers;

/// <summary>Zeros around sequences: [batch, steps, channels] → [batch, steps′, channels].</summary>
public sealed class ZeroPadding1D : ZeroPadding
{
    /// <summary>The same at both ends.</summary>
    /// <param name="padding">Steps that are put at each end; 1 by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding1D(int padding = 1, string? name = null)
        : base(Windows.Both([padding]), name)
    {
    }

    /// <summary>A number for each end.</summary>
    /// <param name="padding">Steps that are put at the beginning and at the end.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding1D((int First, int Last) padding, string? name = null)
        : base([padding], name)
    {
    }
}
