using Bantam.Training.Data;

namespace Bantam.Cli.Learning;

/// <summary>A data set that tells how many of its samples have been read.</summary>
/// <param name="source">The samples.</param>
/// <param name="report">Hears the number now and then; calls come on the thread that reads.</param>
internal sealed class CountedReads(IDataset source, Action<int> report) : IDataset
{
    private const int Between = 256;
    private int _count;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields => source.Fields;

    /// <inheritdoc/>
    public int Count => source.Count;

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        source.Read(index, field, destination);
        if (field == 0 && Interlocked.Increment(ref _count) is var read && read % Between == 0) report(read);
    }
}
