using System.Runtime.CompilerServices;

namespace Bantam.Training.Data;

/// <summary>A data set in batches, which are numbered from 0 in each epoch.</summary>
public sealed class BatchedDataset
{
    private const int LeastAhead = 2, MostAhead = 16, BytesAhead = 4 << 20;

    private readonly int? _prefetchCount;

    internal BatchedDataset(IDataset source, int size, bool dropRemainder, int? prefetchCount = null, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        (_prefetchCount, ReadingThreads) = (prefetchCount, threads);
        Source = source;
        Size = size;
        DropsRemainder = dropRemainder;
    }

    /// <summary>The samples.</summary>
    public IDataset Source { get; }

    /// <summary>Samples in a batch.</summary>
    public int Size { get; }

    /// <summary>Whether a last batch that is smaller is left out.</summary>
    public bool DropsRemainder { get; }

    /// <summary>Samples in the last batch where it is smaller than the others; else 0.</summary>
    public int Remainder => DropsRemainder ? 0 : Source.Count % Size;

    /// <summary>Batches in an epoch.</summary>
    public int Count => (Source.Count / Size) + (Remainder > 0 ? 1 : 0);

    /// <summary>Samples in an epoch.</summary>
    public int SampleCount => DropsRemainder ? Source.Count / Size * Size : Source.Count;

    /// <summary>
    /// How many batches are read ahead on another thread: some megabytes, unless <see cref="Prefetch"/> says otherwise. 0 reads
    /// each when it is asked for, as it is always where code is interpreted, since there may be no threads.
    /// </summary>
    public int PrefetchCount => Ahead(RuntimeFeature.IsDynamicCodeCompiled);

    /// <summary>The same where code is compiled, or interpreted.</summary>
    internal int Ahead(bool isCompiled) => !isCompiled ? 0 :
        _prefetchCount ?? (int)Math.Clamp(BytesAhead / Math.Max(Source.Fields.Sum(f => (long)f.Bytes) * Size, 1), LeastAhead, MostAhead);

    /// <summary>How many threads read the samples of a batch; 1 unless <see cref="Prefetch"/> says otherwise.</summary>
    public int ReadingThreads { get; }

    /// <summary>The same batches, so many of them read ahead on other threads. Neither number changes what is read.</summary>
    /// <param name="count">Batches; 0 for none, on the caller's thread.</param>
    /// <param name="threads">
    /// How many threads read the samples of a batch, 1 or more: several where that is work, as decoding and augmenting pictures is.
    /// </param>
    public BatchedDataset Prefetch(int count, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new BatchedDataset(Source, Size, DropsRemainder, count, Hyperparameter.AtLeast(1, threads, nameof(threads)));
    }

    /// <summary>Something that reads the batches, epoch after epoch, into the same buffers.</summary>
    public BatchReader Open() => new(this);
}
