using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Samples that are made when they are read.</summary>
internal sealed class MadeDataset : IDataset
{
    private readonly Func<int, int, IReadOnlyList<(string Name, Tensor Tensor)>> _make;

    // The fields of a sample are read one after the other by one thread: it is made once for all of them.
    [ThreadStatic]
    private static Made? _last;

    public MadeDataset(int count, Func<int, int, IReadOnlyList<(string Name, Tensor Tensor)>> make)
    {
        if (count == 0) throw new DatasetException("data set", "there must be a sample, which shows what they are made of; there is none.");
        (_make, Count) = (make, count);
        Fields = Dataset.FieldsOf(make(0, 0));
    }

    public IReadOnlyList<Field> Fields { get; }

    public int Count { get; }

    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        if (_last is not { } made || made.By != this || made.Epoch != epoch || made.Index != index || field == 0)
        {
            made = new Made(this, epoch, index, _make(epoch, index));
            Dataset.Require(Fields, made.Sample, index);

            // Making it may have read another such set.
            _last = made;
        }

        made.Sample[field].Tensor.Bytes.CopyTo(destination);
    }

    private sealed record Made(MadeDataset By, int Epoch, int Index, IReadOnlyList<(string Name, Tensor Tensor)> Sample);
}
