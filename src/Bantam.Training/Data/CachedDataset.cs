namespace Bantam.Training.Data;

/// <summary>Samples that are read once and kept.</summary>
internal sealed class CachedDataset(IDataset source) : IDataset
{
    private readonly byte[]?[][] _kept = [.. source.Fields.Select(_ => new byte[source.Count][])];

    public IReadOnlyList<Field> Fields => source.Fields;

    public int Count => source.Count;

    public void Read(int index, int field, Span<byte> destination)
    {
        ref var place = ref _kept[field][index];
        var bytes = Volatile.Read(ref place);
        if (bytes is null)
        {
            // Two threads may read the same sample; both read the same.
            bytes = new byte[Fields[field].Bytes];
            source.Read(index, field, bytes);
            Volatile.Write(ref place, bytes);
        }

        bytes.CopyTo(destination);
    }
}
