using Bantam.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>How tensors of an element type are columns of ML.NET: numbers, truth values or texts, single ones or vectors.</summary>
internal abstract class ColumnKind
{
    private static readonly Dictionary<ElementType, ColumnKind> Kinds = new()
    {
        [ElementType.Float] = Number<float>(NumberDataViewType.Single),
        [ElementType.Double] = Number<double>(NumberDataViewType.Double),
        [ElementType.Int8] = Number<sbyte>(NumberDataViewType.SByte),
        [ElementType.Int16] = Number<short>(NumberDataViewType.Int16),
        [ElementType.Int32] = Number<int>(NumberDataViewType.Int32),
        [ElementType.Int64] = Number<long>(NumberDataViewType.Int64),
        [ElementType.UInt8] = Number<byte>(NumberDataViewType.Byte),
        [ElementType.UInt16] = Number<ushort>(NumberDataViewType.UInt16),
        [ElementType.UInt32] = Number<uint>(NumberDataViewType.UInt32),
        [ElementType.UInt64] = Number<ulong>(NumberDataViewType.UInt64),
        [ElementType.Bool] = Number<bool>(BooleanDataViewType.Instance),
        [ElementType.String] = new ColumnKind<ReadOnlyMemory<char>>(
            TextDataViewType.Instance, tensor => Array.ConvertAll(tensor.Strings.ToArray(), text => text.AsMemory()),
            (texts, shape) => Tensor.From(Array.ConvertAll(texts, text => text.ToString()), shape)),
    };

    /// <summary>The type of a column of single elements.</summary>
    public abstract PrimitiveDataViewType Item { get; }

    /// <summary>The kind of an element type.</summary>
    /// <exception cref="NotSupportedException">ML.NET has no such elements.</exception>
    public static ColumnKind Of(ElementType element) => Kinds.TryGetValue(element, out var kind) ? kind
        : throw new NotSupportedException($"ML.NET has no columns of {element}; cast it to Float in the model.");

    /// <summary>What a row gives for an input of the model.</summary>
    public abstract Func<Tensor> Reader(DataViewRow row, DataViewSchema.Column column, SampleShape shape);

    /// <summary>The getter of a column that shows an output.</summary>
    public abstract Delegate Getter(Func<Tensor> output, DataViewType type);

    /// <summary>What a schema before there are data says of a column.</summary>
    public abstract SchemaShape.Column Describe(MLContext context, string name, DataViewType type);

    private static ColumnKind<T> Number<T>(PrimitiveDataViewType item) where T : unmanaged =>
        new(item, tensor => tensor.ToArray<T>(), (numbers, shape) => Tensor.From<T>(numbers, shape));
}
