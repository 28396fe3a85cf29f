using Bantam.Tensors;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>The shape of one sample of an input or an output: the first axis is the batch, unless it has a size above 1.</summary>
internal sealed class SampleShape
{
    private readonly string _name;
    private readonly TensorType _type;
    private readonly int[] _sizes;

    /// <param name="name">The name of the input or output, for messages.</param>
    /// <param name="type">Its type; named dimensions may be of any size.</param>
    /// <exception cref="NotSupportedException">Several of its dimensions are left open.</exception>
    public SampleShape(string name, TensorType type)
    {
        (_name, _type) = (name, type);
        _sizes = [.. type.Shape.Select((d, axis) => d.IsKnown ? d.Size : axis == 0 ? 1 : -1)];
        if (_sizes.Count(s => s < 0) > 1)
            throw new NotSupportedException(
                $"'{name}' is {type}; a row of a table says one open dimension besides the batch. Bind the others: Graph.Bind.");
    }

    /// <summary>The shape for a row with some elements.</summary>
    /// <exception cref="ShapeException">No sample has so many.</exception>
    public Shape Of(int count)
    {
        var known = _sizes.Where(s => s >= 0).Aggregate(1, (a, b) => a * b);
        var open = known == 0 ? 0 : count / known;
        int[] sizes = [.. _sizes.Select(s => s < 0 ? open : s)];
        return sizes.Aggregate(1, (a, b) => a * b) == count ? Shape.Of(sizes)
            : throw new ShapeException($"Input '{_name}' is {_type}; a row has {count} elements for it, which are no sample.");
    }

    /// <summary>The type of the column that shows it.</summary>
    public DataViewType Column(PrimitiveDataViewType item)
    {
        int[] sizes = _sizes is [1, .. var rest] ? rest : _sizes;
        if (sizes.Length == 0) return item;
        return sizes.All(s => s > 0) ? new VectorDataViewType(item, sizes) : new VectorDataViewType(item);
    }
}
