using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Losses;

namespace Bantam.Training.Data;

/// <summary>Finds targets that a loss can make nothing of: its numbers would look like any others.</summary>
internal static class TargetCheck
{
    /// <summary>Looks through the targets of a batch.</summary>
    /// <exception cref="DatasetException">A target is outside the range; the message names its sample.</exception>
    public static void Run(BatchReader batch, int index, Field field, TargetRange range, string loss)
    {
        var found = field.Element switch
        {
            ElementType.Float => Find<float>(batch[index], range),
            ElementType.Double => Find<double>(batch[index], range),
            ElementType.Float16 => Find<Half>(batch[index], range),
            ElementType.UInt8 => Find<byte>(batch[index], range),
            ElementType.Int8 => Find<sbyte>(batch[index], range),
            ElementType.Int32 => Find<int>(batch[index], range),
            ElementType.Int64 => Find<long>(batch[index], range),
            _ => null,
        };
        if (found is not var (at, value)) return;
        var perSample = Math.Max(field.Shape.ElementCount, 1);
        throw new DatasetException(
            $"field '{field.Name}'",
            $"sample {batch.SampleAt(at / perSample)}, element {at % perSample}: targets of {loss} are {range}; this one is " +
            $"{value.ToString(CultureInfo.InvariantCulture)}. {range.Hint}");
    }

    private static (int At, double Value)? Find<T>(ReadOnlySpan<byte> bytes, TargetRange range) where T : unmanaged, INumber<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(bytes);
        for (var i = 0; i < elements.Length; i++)
            if (double.CreateSaturating(elements[i]) is var value && !range.Has(value))
                return (i, value);
        return null;
    }
}
