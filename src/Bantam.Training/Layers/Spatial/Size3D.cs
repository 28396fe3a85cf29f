using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>A number for the depth, one for the height and one for the width. One number alone stands for all.</summary>
/// <param name="Depth">Along the depth.</param>
/// <param name="Height">Along the height.</param>
/// <param name="Width">Along the width.</param>
public readonly record struct Size3D(int Depth, int Height, int Width)
{
    /// <summary>The same along all.</summary>
    public static implicit operator Size3D(int size) => new(size, size, size);

    /// <summary>Depth, height and width.</summary>
    public static implicit operator Size3D((int Depth, int Height, int Width) sizes) => new(sizes.Depth, sizes.Height, sizes.Width);

    /// <summary>The numbers in the order of the axes.</summary>
    internal Ints All => [Depth, Height, Width];
}
