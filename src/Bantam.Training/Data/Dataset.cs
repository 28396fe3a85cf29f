using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Data sets of samples that programs make or that come one after the other.</summary>
public static class Dataset
{
    /// <summary>The most bytes that are collected, unless another number is given.</summary>
    public const long DefaultMostBytes = 4L << 30;

    /// <summary>Samples that a function makes when they are read, by several threads at once.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="make">Makes a sample of a number: names and tensors, the last of which is the target; of one kind for all.</param>
    /// <exception cref="DatasetException">There is no sample, or, when they are read, one is of another kind than the first.</exception>
    public static IDataset Generate(int count, Func<int, IReadOnlyList<(string Name, Tensor Tensor)>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new MadeDataset(count, (_, index) => make(index));
    }

    /// <summary>Samples that a function makes when they are read, in each epoch others, such as random ones.</summary>
    /// <param name="count">How many there are in an epoch.</param>
    /// <param name="make">Makes a sample of an epoch and a number.</param>
    /// <exception cref="DatasetException">There is no sample, or, when they are read, one is of another kind than the first.</exception>
    public static IDataset Generate(int count, Func<int, int, IReadOnlyList<(string Name, Tensor Tensor)>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new MadeDataset(count, make);
    }

    /// <summary>Collects samples, such as those of a generator, in memory.</summary>
    /// <param name="samples">The samples: names and tensors, the last of which is the target; of one kind for all.</param>
    /// <param name="mostBytes">The most bytes that they may take.</param>
    /// <exception cref="DatasetException">There is no sample, one is of another kind than the first, or there are too many.</exception>
    public static IDataset From(
        IEnumerable<IReadOnlyList<(string Name, Tensor Tensor)>> samples, long mostBytes = DefaultMostBytes)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var collected = new CollectedDataset(mostBytes);
        foreach (var sample in samples) collected.Add(sample);
        return collected.Complete();
    }

    /// <summary>Collects samples that come from elsewhere, such as a database, in memory.</summary>
    /// <param name="samples">The samples: names and tensors, the last of which is the target; of one kind for all.</param>
    /// <param name="mostBytes">The most bytes that they may take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DatasetException">There is no sample, one is of another kind than the first, or there are too many.</exception>
    public static async Task<IDataset> FromAsync(
        IAsyncEnumerable<IReadOnlyList<(string Name, Tensor Tensor)>> samples, long mostBytes = DefaultMostBytes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var collected = new CollectedDataset(mostBytes);
        await foreach (var sample in samples.WithCancellation(cancellationToken).ConfigureAwait(false)) collected.Add(sample);
        return collected.Complete();
    }

    /// <summary>What a sample is made of.</summary>
    internal static Field[] FieldsOf(IReadOnlyList<(string Name, Tensor Tensor)> sample) =>
        [.. sample.Select(s => new Field(s.Name, s.Tensor.Element, s.Tensor.Shape))];

    /// <summary>Makes sure that a sample is of the kind of the first.</summary>
    internal static void Require(
        IReadOnlyList<Field> fields, IReadOnlyList<(string Name, Tensor Tensor)> sample, int index)
    {
        var own = FieldsOf(sample);
        if (!own.SequenceEqual(fields))
            throw new DatasetException(
                $"sample {index}", $"all samples are of one kind; the first is {string.Join(", ", fields)}, this one " +
                $"{string.Join<Field>(", ", own)}.");
    }
}
