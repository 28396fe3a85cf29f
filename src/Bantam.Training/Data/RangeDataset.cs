namespace Bantam.Training.Data;

/// <summary>Neighbouring samples of a data set.</summary>
internal sealed class RangeDataset : IDataset
{
    private readonly IDataset _source;
    private readonly int _first;

    public RangeDataset(IDataset source, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        (_source, _first, Count) = (source, first, count);
    }

    public IReadOnlyList<Field> Fields => _source.Fields;

    public int Count { get; }

    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        _source.Read(epoch, _first + index, field, destination);
    }
}
