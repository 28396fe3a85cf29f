using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>A data set in memory: one tensor a field, whose first axis is the samples. Elements stay in the type that they have.</summary>
public sealed class ArrayDataset : IDataset
{
    private readonly Tensor[] _tensors;

    /// <summary>A data set of these tensors, which are not copied.</summary>
    /// <param name="fields">Names and concrete tensors; the last is the target.</param>
    /// <exception cref="DatasetException">Their numbers of samples differ, or an element is not a number.</exception>
    public ArrayDataset(params IReadOnlyList<(string Name, Tensor Tensor)> fields)
    {
        if (fields.Count == 0) throw new DatasetException("data set", "there must be at least one field; none was given.");
        foreach (var (name, tensor) in fields)
        {
            if (tensor.Shape.Rank == 0)
                throw new DatasetException($"field '{name}'", $"the first axis must be the samples; {tensor.Type} has no axis.");
            if (tensor.Shape[0] != fields[0].Tensor.Shape[0])
                throw new DatasetException(
                    $"field '{name}'",
                    $"all fields must have equally many samples; it has {tensor.Shape[0]}, '{fields[0].Name}' has " +
                    $"{fields[0].Tensor.Shape[0]}.");
            if (fields.Count(f => f.Name == name) > 1)
                throw new DatasetException($"field '{name}'", "names must be unique; two fields have this one.");
            FiniteCheck.Run(name, tensor);
        }

        Count = fields[0].Tensor.Shape[0].Size;
        Fields = [.. fields.Select(f => new Field(f.Name, f.Tensor.Element, new Shape(f.Tensor.Shape.Skip(1))))];
        _tensors = [.. fields.Select(f => f.Tensor)];
    }

    /// <summary>A data set of one input, <c>input</c>, and the target, <c>target</c>, which are not copied.</summary>
    /// <param name="input">The inputs; the first axis is the samples.</param>
    /// <param name="target">What they should become.</param>
    /// <exception cref="DatasetException">Their numbers of samples differ, or an element is not a number.</exception>
    public ArrayDataset(Tensor input, Tensor target)
        : this(
            ("input", input ?? throw new ArgumentNullException(nameof(input))),
            ("target", target ?? throw new ArgumentNullException(nameof(target))))
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>All samples of a field.</summary>
    public Tensor this[int field] => _tensors[field];

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        var bytes = Fields[field].Bytes;
        _tensors[field].Bytes.Slice(index * bytes, bytes).CopyTo(destination);
    }
}
