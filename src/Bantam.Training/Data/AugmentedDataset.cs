using Bantam.Operators.Randomness;
using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>Samples whose pictures are changed at random: each sample of each epoch has random numbers of its own.</summary>
internal sealed class AugmentedDataset : IDataset
{
    /// <summary>Tells these numbers from those of other uses of a seed.</summary>
    private const uint Domain = 0x41554721;

    private readonly IDataset _source;
    private readonly uint _seed;
    private readonly IReadOnlyList<ImageAugmentation> _augmentations;
    private readonly int _picture;
    private readonly PixelLayout _layout;

    public AugmentedDataset(IDataset source, uint seed, IReadOnlyList<ImageAugmentation> augmentations)
    {
        _picture = source.Fields.SkipLast(1).ToList().FindIndex(f => f.Shape.Rank == 3);
        if (_picture < 0)
            throw new DatasetException(
                "data set", $"what is augmented must have a picture [height, width, channels]; the inputs are " +
                $"{string.Join(", ", source.Fields.SkipLast(1))}.");
        (_source, _seed, _augmentations) = (source, seed, augmentations);
        _layout = PixelLayout.Of(source.Fields[_picture]);
    }

    public IReadOnlyList<Field> Fields => _source.Fields;

    public int Count => _source.Count;

    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        _source.Read(epoch, index, field, destination);
        if (field != _picture) return;
        var (key, stream) = Threefry.Block(_seed, Domain, (uint)epoch, (uint)index);
        var random = new RandomStream(key, stream);
        foreach (var augmentation in _augmentations) augmentation.Apply(destination, _layout, ref random);
    }
}
