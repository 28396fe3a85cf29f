namespace Bantam.Training.Data;

/// <summary>Views of data sets. Nothing is copied.</summary>
public static class DatasetExtensions
{
    /// <summary>
    /// The samples in a random order. A trainer draws a new order each epoch; <see cref="Take"/>, <see cref="Skip"/>,
    /// <see cref="Split"/> and <see cref="Folds"/> after it keep to the first one, so that what is held back for validation stays
    /// held back.
    /// </summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="seed">Equal seeds give equal orders, on every machine.</param>
    public static ShuffledDataset Shuffle(this IDataset dataset, uint seed) => new(dataset, seed);

    /// <summary>The first samples, as many as there are of <paramref name="count"/>.</summary>
    public static IDataset Take(this IDataset dataset, int count) => new RangeDataset(dataset, 0, Math.Min(count, dataset.Count));

    /// <summary>The samples after the first <paramref name="count"/>.</summary>
    public static IDataset Skip(this IDataset dataset, int count) =>
        new RangeDataset(dataset, Math.Min(count, dataset.Count), dataset.Count - Math.Min(count, dataset.Count));

    /// <summary>The samples in two parts.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="fraction">How much of them is in the first part, between 0 and 1.</param>
    public static (IDataset First, IDataset Second) Split(this IDataset dataset, double fraction)
    {
        if (fraction is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction is between 0 and 1.");
        var count = (int)Math.Round(dataset.Count * fraction);
        return (dataset.Take(count), dataset.Skip(count));
    }

    /// <summary>The samples of these numbers, in their order.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="indices">The numbers, each from 0 on, below the number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample of a number.</exception>
    public static IDataset Subset(this IDataset dataset, IReadOnlyList<int> indices) => new SubsetDataset(dataset, indices);

    /// <summary>
    /// The samples for cross-validation: as many times as there are folds, one of them held back and the others to learn from. Each sample
    /// is held back once. Neighbours are in one fold; <see cref="Shuffle"/> before it where the order means something.
    /// </summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="folds">How many folds, 2 or more and no more than samples; their sizes differ by 1 at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 folds, or more than samples.</exception>
    public static IReadOnlyList<(IDataset Training, IDataset Validation)> Folds(this IDataset dataset, int folds)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        Hyperparameter.AtLeast(2, folds, nameof(folds));
        if (folds > dataset.Count)
            throw new ArgumentOutOfRangeException(
                nameof(folds), folds, $"'folds' must be no more than there are samples, {dataset.Count}; it is {folds}.");
        return
        [
            .. Enumerable.Range(0, folds).Select(fold =>
            {
                var (first, end) = (Start(fold), Start(fold + 1));
                return ((IDataset)new GapDataset(dataset, first, end - first), (IDataset)new RangeDataset(dataset, first, end - first));
            }),
        ];

        int Start(int fold) => (int)((long)dataset.Count * fold / folds);
    }

    /// <summary>
    /// The samples, each changed at random and in each epoch otherwise. Reading them by several threads
    /// (<see cref="BatchedDataset.Prefetch"/>) changes nothing but the speed.
    /// </summary>
    /// <param name="dataset">The samples; the first of their fields that is a picture [height, width, channels] is changed.</param>
    /// <param name="seed">Equal seeds give equal samples, on every machine.</param>
    /// <param name="augmentations">What is done, in this order.</param>
    /// <exception cref="DatasetException">No input is a picture.</exception>
    public static IDataset Augment(this IDataset dataset, uint seed, params IReadOnlyList<ImageAugmentation> augmentations) =>
        new AugmentedDataset(dataset, seed, Hyperparameter.All(augmentations, nameof(augmentations)));

    /// <summary>The samples, each read once and then kept in memory: before what changes from epoch to epoch.</summary>
    /// <param name="dataset">The samples.</param>
    public static IDataset Cache(this IDataset dataset) => new CachedDataset(dataset);

    /// <summary>
    /// The samples with their targets, numbers of classes, as vectors of floats: 1 at the class, for losses such as
    /// <see cref="Losses.CategoricalCrossentropy"/>.
    /// </summary>
    /// <param name="dataset">The samples; their target is an integer.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DatasetException">The target is no single integer; or, when it is read, no class.</exception>
    public static IDataset OneHot(this IDataset dataset, int classes) =>
        new OneHotDataset(dataset, Hyperparameter.AtLeast(1, classes, nameof(classes)));

    /// <summary>The samples in batches.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="size">Samples in a batch.</param>
    /// <param name="dropRemainder">Whether a last batch that is smaller is left out.</param>
    public static BatchedDataset Batch(this IDataset dataset, int size, bool dropRemainder = false) => new(dataset, size, dropRemainder);
}
