namespace Bantam.Training.Data;

/// <summary>Samples that can be read in any order, by several threads at once.</summary>
public interface IDataset
{
    /// <summary>What a sample is made of. The last field is the target, the ones before it are the inputs.</summary>
    IReadOnlyList<Field> Fields { get; }

    /// <summary>How many samples there are.</summary>
    int Count { get; }

    /// <summary>Copies a field of a sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <param name="field">The field's number.</param>
    /// <param name="destination">As many bytes as the field has.</param>
    void Read(int index, int field, Span<byte> destination);

    /// <summary>Copies a field of a sample as it is in an epoch, where that makes a difference: augmented samples change.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="index">The sample, from 0.</param>
    /// <param name="field">The field's number.</param>
    /// <param name="destination">As many bytes as the field has.</param>
    void Read(int epoch, int index, int field, Span<byte> destination) => Read(index, field, destination);
}
