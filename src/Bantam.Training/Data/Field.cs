using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>One of the tensors that make up a sample: the image, the label.</summary>
/// <param name="Name">Its name; unique in the data set.</param>
/// <param name="Element">Its element type, as it is stored.</param>
/// <param name="Shape">Its shape in one sample.</param>
public sealed record Field(string Name, ElementType Element, Shape Shape)
{
    /// <summary>Bytes in one sample.</summary>
    public int Bytes { get; } = checked((int)new TensorType(Element, Shape).Bytes);

    /// <summary>The type of a batch of so many samples.</summary>
    public TensorType Batch(Dimension size) => new(Element, new Shape([size, .. Shape]));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Element}{Shape}";
}
