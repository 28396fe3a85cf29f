using System.Buffers.Binary;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>The targets of samples where they are numbers of classes.</summary>
public static class ClassLabels
{
    private const int Longest = 8;

    /// <summary>The class of each sample.</summary>
    /// <param name="dataset">The samples; their target is one integer.</param>
    /// <exception cref="DatasetException">The target is something else.</exception>
    public static long[] Of(IDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return [.. Enumerable.Range(0, dataset.Count).Select(i => Read(dataset, i))];
    }

    /// <summary>The class of a sample.</summary>
    internal static long Read(IDataset dataset, int index, int epoch = 0)
    {
        var target = dataset.Fields.Count - 1;
        var field = dataset.Fields[target];
        Span<byte> bytes = stackalloc byte[Longest];
        if (field.Bytes <= Longest) dataset.Read(epoch, index, target, bytes[..field.Bytes]);
        return (field.Shape.ElementCount, field.Element) switch
        {
            (1, ElementType.UInt8) => bytes[0],
            (1, ElementType.Int8) => (sbyte)bytes[0],
            (1, ElementType.Int32) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            (1, ElementType.Int64) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => throw new DatasetException(
                $"field '{field.Name}'", $"the number of a class must be one integer of 8, 32 or 64 bits; it is {field}."),
        };
    }
}
