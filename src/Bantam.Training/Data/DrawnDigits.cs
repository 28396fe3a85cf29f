using Bantam.Tensors;
using Bantam.Training.Data.Drawing;
using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>
/// Synthetic handwritten digits: strokes in several ways of writing, with random proportions, slant, bends and pens, in the look of MNIST
/// (28 x 28, white on black, centred by mass). For when there is no MNIST at hand. Fields: <c>image</c>, UInt8[28,28,1], and
/// <c>label</c>, UInt8.
/// </summary>
public static class DrawnDigits
{
    private const int Side = 28, Classes = 10;

    /// <summary>Draws a data set; sample i is a digit i modulo 10.</summary>
    /// <param name="count">How many samples.</param>
    /// <param name="seed">Equal seeds give equal pixels, on every machine; a longer set begins with the samples of a shorter one.</param>
    public static ArrayDataset Create(int count, uint seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var images = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(count, Side, Side, 1)));
        var labels = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(count)));
        Parallel.For(0, count, () => new DigitWriter(), (i, _, writer) =>
        {
            labels.Bytes[i] = (byte)(i % Classes);
            var random = new RandomStream(seed, (uint)i);
            writer.Write(i % Classes, ref random, images.Bytes.Slice(i * Side * Side, Side * Side));
            return writer;
        }, _ => { });
        return new ArrayDataset(("image", images), ("label", labels));
    }
}
