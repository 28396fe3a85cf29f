using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>Samples in a random order that depends on a seed and the epoch.</summary>
public sealed class ShuffledDataset : IDataset
{
    /// <summary>Tells these numbers from those that weights and noise get under an equal seed: they have small ones in its place.</summary>
    private const uint Domain = 0x80000000;

    private readonly IDataset _source;
    private readonly Lazy<int[]> _firstOrder;

    internal ShuffledDataset(IDataset source, uint seed)
    {
        _source = source;
        Seed = seed;
        _firstOrder = new Lazy<int[]>(() =>
        {
            var order = new int[Count];
            Order(0, order);
            return order;
        });
    }

    /// <summary>The seed.</summary>
    public uint Seed { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields => _source.Fields;

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <summary>What is shuffled.</summary>
    internal IDataset Source => _source;

    /// <summary>Copies a field of a sample, counted in the order of epoch 0.</summary>
    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    /// <inheritdoc/>
    public void Read(int epoch, int index, int field, Span<byte> destination) =>
        _source.Read(epoch, _firstOrder.Value[index], field, destination);

    /// <summary>
    /// The order of an epoch: the sample at each position. A Fisher–Yates shuffle whose random numbers are Threefry under (seed, epoch
    /// with the highest bit set).
    /// </summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="order">Receives as many numbers as there are samples.</param>
    public void Order(int epoch, Span<int> order)
    {
        var random = new RandomStream(Seed, (uint)epoch | Domain);
        for (var i = 0; i < order.Length; i++)
        {
            var j = random.NextInteger(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }
}
