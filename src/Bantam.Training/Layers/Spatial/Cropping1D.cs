namespace Bantam.Training.Layers;

/// <summary>The inside of sequences: [batch, steps, channels] → [batch, steps′, channels].</summary>
public sealed class Cropping1D : Cropping
{
    /// <summary>The same at both ends.</summary>
    /// <param name="cropping">Steps that are cut off at each end; 0 by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping1D(int cropping = 0, string? name = null)
        : base(Windows.Both([cropping]), name)
    {
    }

    /// <summary>A number for each end.</summary>
    /// <param name="cropping">Steps that are cut off at the beginning and at the end.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping1D((int First, int Last) cropping, string? name = null)
        : base([cropping], name)
    {
    }
}
