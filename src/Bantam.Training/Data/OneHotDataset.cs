using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Samples whose target is a vector with a 1 at its class.</summary>
internal sealed class OneHotDataset : IDataset
{
    private readonly IDataset _source;
    private readonly int _target, _classes;

    public OneHotDataset(IDataset source, int classes)
    {
        (_source, _target, _classes) = (source, source.Fields.Count - 1, classes);
        var labels = source.Fields[_target];
        if (!labels.Element.IsInteger() || labels.Shape.ElementCount != 1)
            throw new DatasetException($"field '{labels.Name}'", $"a target that becomes a vector must be one integer; it is {labels}.");
        Fields = [.. source.Fields.SkipLast(1), new Field(labels.Name, ElementType.Float, Shape.Of(classes))];
    }

    public IReadOnlyList<Field> Fields { get; }

    public int Count => _source.Count;

    public void Read(int index, int field, Span<byte> destination) => Read(0, index, field, destination);

    public void Read(int epoch, int index, int field, Span<byte> destination)
    {
        if (field != _target)
        {
            _source.Read(epoch, index, field, destination);
            return;
        }

        var label = ClassLabels.Read(_source, index, epoch);
        if (label < 0 || label >= _classes)
            throw new DatasetException(
                $"field '{Fields[_target].Name}'",
                $"sample {index}: labels of {_classes} classes are 0 to {_classes - 1}; this one is {label}.");
        var vector = MemoryMarshal.Cast<byte, float>(destination);
        vector.Clear();
        vector[(int)label] = 1;
    }
}
