namespace Bantam.Training.Data;

/// <summary>The samples of a data set without some neighbours.</summary>
internal sealed class GapDataset(IDataset source, int first, int count) : IDataset
{
    public IReadOnlyList<Field> Fields => source.Fields;

    public int Count => source.Count - count;

    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        source.Read(epoch, index < first ? index : index + count, field, destination);
    }
}
