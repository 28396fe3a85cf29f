using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>The bias of a long short-term memory: 1 for the forget gate, and another initializer's numbers for the others.</summary>
/// <param name="others">The other initializer.</param>
/// <param name="units">How many numbers a gate has.</param>
/// <param name="gate">Which gate is the forget gate.</param>
internal sealed class ForgetBias(Initializer others, int units, int gate = 2) : Initializer
{
    /// <inheritdoc/>
    protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream)
    {
        others.Create(shape, fans, seed, stream).Span<float>().CopyTo(elements);
        elements.Slice(gate * units, units).Fill(1);
    }
}
