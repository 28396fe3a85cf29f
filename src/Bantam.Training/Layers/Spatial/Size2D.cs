using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>A number for the height and one for the width. One number alone stands for both.</summary>
/// <param name="Height">Along the height.</param>
/// <param name="Width">Along the width.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same along both.</summary>
    public static implicit operator Size2D(int size) => new(size, size);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2D((int Height, int Width) sizes) => new(sizes.Height, sizes.Width);

    /// <summary>The numbers in the order of the axes.</summary>
    internal Ints All => [Height, Width];
}
