namespace Bantam.Training.Data;

/// <summary>Some samples of a data set, by their numbers.</summary>
internal sealed class SubsetDataset : IDataset
{
    private readonly IDataset _source;
    private readonly int[] _indices;

    public SubsetDataset(IDataset source, IReadOnlyList<int> indices)
    {
        (_source, _indices) = (source, [.. indices]);
        foreach (var index in _indices)
            if (index < 0 || index >= source.Count)
                throw new ArgumentOutOfRangeException(
                    nameof(indices), index, $"Samples are 0 to {source.Count - 1}; number {index} was asked for.");
    }

    public IReadOnlyList<Field> Fields => _source.Fields;

    public int Count => _indices.Length;

    public void Read(int index, int field, Span<byte> destination) => _source.Read(_indices[index], field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination) =>
        _source.Read(epoch, _indices[index], field, destination);
}
