using System.Buffers.Binary;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Cli.Data;

/// <summary>Samples whose classes have other numbers.</summary>
/// <param name="source">The samples.</param>
/// <param name="numbers">The new number of each class.</param>
internal sealed class RenumberedClasses(IDataset source, int[] numbers) : IDataset
{
    private readonly int _target = source.Fields.Count - 1;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } =
        [.. source.Fields.SkipLast(1), new Field(source.Fields[^1].Name, ElementType.Int32, Shape.Of())];

    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        if (field != _target)
        {
            source.Read(index, field, destination);
            return;
        }

        Span<byte> label = stackalloc byte[8];
        source.Read(index, field, label[..source.Fields[field].Bytes]);
        BinaryPrimitives.WriteInt32LittleEndian(destination, numbers[BinaryPrimitives.ReadInt64LittleEndian(label)]);
    }
}
