using Bantam.Tensors;

namespace Bantam.Training.Initializers;

/// <summary>How the elements of a new variable are chosen. Equal seeds give equal bits on every machine.</summary>
public abstract class Initializer
{
    /// <summary>A tensor of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="fans">For weights, how many inputs and outputs they connect.</param>
    /// <param name="seed">The seed of the model.</param>
    /// <param name="stream">The number of the variable in the model.</param>
    public Tensor Create(Shape shape, Fans fans, uint seed, uint stream)
    {
        var tensor = new Tensor(new TensorType(ElementType.Float, shape));
        Fill(tensor.Span<float>(), shape, fans, seed, stream);
        return tensor;
    }

    /// <summary>Writes the elements.</summary>
    protected abstract void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream);
}
