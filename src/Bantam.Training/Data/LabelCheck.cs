using System.Numerics;
using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Finds numbers of classes that a model does not have, whose loss would mean nothing.</summary>
internal static class LabelCheck
{
    /// <summary>Looks through the labels of a batch.</summary>
    /// <exception cref="DatasetException">A label is no class; the message names its sample.</exception>
    public static void Run(BatchReader batch, int index, Field field, int classes)
    {
        var labels = batch[index];
        var at = field.Element switch
        {
            ElementType.UInt8 => Find<byte>(labels, classes),
            ElementType.Int8 => Find<sbyte>(labels, classes),
            ElementType.Int32 => Find<int>(labels, classes),
            ElementType.Int64 => Find<long>(labels, classes),
            _ => -1,
        };
        if (at < 0) return;
        long label = field.Element switch
        {
            ElementType.UInt8 => labels[at],
            ElementType.Int8 => (sbyte)labels[at],
            ElementType.Int32 => MemoryMarshal.Cast<byte, int>(labels)[at],
            _ => MemoryMarshal.Cast<byte, long>(labels)[at],
        };
        throw new DatasetException(
            $"field '{field.Name}'",
            $"sample {batch.SampleAt(at / field.Shape.ElementCount)}: labels of {classes} classes are 0 to {classes - 1}; this one is " +
            $"{label}. Correct it, or give the model more classes.");
    }

    /// <summary>The first element that is no class; −1 where all are.</summary>
    private static int Find<T>(ReadOnlySpan<byte> bytes, int classes) where T : unmanaged, IBinaryInteger<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(bytes);
        var last = T.CreateSaturating(classes - 1);
        for (var i = 0; i < elements.Length; i++)
            if (elements[i] < T.Zero || elements[i] > last)
                return i;
        return -1;
    }
}
