using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Samples that came one after the other.</summary>
internal sealed class CollectedDataset(long mostBytes) : IDataset
{
    private readonly List<byte[][]> _samples = [];
    private Field[]? _fields;
    private long _bytes;

    public IReadOnlyList<Field> Fields => _fields ?? [];

    public int Count => _samples.Count;

    public void Add(IReadOnlyList<(string Name, Tensor Tensor)> sample)
    {
        _fields ??= Dataset.FieldsOf(sample);
        Dataset.Require(_fields, sample, _samples.Count);
        _bytes += _fields.Sum(f => (long)f.Bytes);
        if (_bytes > mostBytes)
            throw new DatasetException(
                $"sample {_samples.Count}", $"samples in memory must take at most {mostBytes:N0} bytes; with this one they take " +
                $"{_bytes:N0}. Allow more, or make them when they are read ({nameof(Dataset)}.{nameof(Dataset.Generate)}).");
        _samples.Add([.. sample.Select(s => s.Tensor.Bytes.ToArray())]);
    }

    public CollectedDataset Complete() => _samples.Count > 0 ? this
        : throw new DatasetException("data set", "there must be a sample, which shows what they are made of; there is none.");

    public void Read(int index, int field, Span<byte> destination) => _samples[index][field].CopyTo(destination);
}
