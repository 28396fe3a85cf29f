using System.Numerics;
using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Finds elements that are no numbers, which would spread to every weight in one step.</summary>
internal static class FiniteCheck
{
    private const int Block = 4096;

    /// <summary>Looks through a tensor of floats.</summary>
    /// <exception cref="DatasetException">An element is NaN or infinite; the message names its sample.</exception>
    public static void Run(string field, Tensor tensor)
    {
        var index = tensor.Element switch
        {
            ElementType.Float => Find<float>(tensor.Bytes),
            ElementType.Double => Find<double>(tensor.Bytes),
            _ => -1,
        };
        if (index < 0) return;
        var perSample = tensor.Shape.ElementCount / tensor.Shape[0].Size;
        var value = tensor.Element == ElementType.Float ? tensor.Span<float>()[index] : tensor.Span<double>()[index];
        throw new DatasetException(
            $"field '{field}'",
            $"sample {index / perSample}, element {index % perSample}: elements must be finite numbers; this one is {value}. Remove the " +
            $"sample or fill in a value.");
    }

    /// <summary>The first element that is not finite; −1 where all are.</summary>
    public static int Find<T>(ReadOnlySpan<byte> bytes) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(bytes);
        for (var start = 0; start < elements.Length; start += Block)
        {
            // x·0 is 0 of a finite x and NaN of any other, so one sum tells of a whole block.
            var block = elements.Slice(start, Math.Min(Block, elements.Length - start));
            var sum = Vector<T>.Zero;
            var i = 0;
            for (; i <= block.Length - Vector<T>.Count; i += Vector<T>.Count) sum += new Vector<T>(block[i..]) * T.Zero;
            var total = Vector.Sum(sum);
            for (; i < block.Length; i++) total += block[i] * T.Zero;
            if (!T.IsNaN(total)) continue;
            for (i = 0; i < block.Length; i++)
                if (!T.IsFinite(block[i]))
                    return start + i;
        }

        return -1;
    }
}
