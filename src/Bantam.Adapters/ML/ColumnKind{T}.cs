using Bantam.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>Columns of one .NET type.</summary>
/// <param name="item">The type of a column of single elements.</param>
/// <param name="read">A tensor's elements.</param>
/// <param name="write">A tensor of elements.</param>
internal sealed class ColumnKind<T>(PrimitiveDataViewType item, Func<Tensor, T[]> read, Func<T[], Shape, Tensor> write) : ColumnKind
{
    /// <inheritdoc/>
    public override PrimitiveDataViewType Item => item;

    /// <inheritdoc/>
    public override Func<Tensor> Reader(DataViewRow row, DataViewSchema.Column column, SampleShape shape)
    {
        if (column.Type is not VectorDataViewType)
        {
            var one = row.GetGetter<T>(column);
            return () =>
            {
                T value = default!;
                one(ref value);
                return write([value], shape.Of(1));
            };
        }

        var many = row.GetGetter<VBuffer<T>>(column);
        var buffer = default(VBuffer<T>);
        return () =>
        {
            many(ref buffer);
            return write([.. buffer.DenseValues()], shape.Of(buffer.Length));
        };
    }

    /// <inheritdoc/>
    public override Delegate Getter(Func<Tensor> output, DataViewType type)
    {
        if (type is not VectorDataViewType) return (ValueGetter<T>)((ref T value) => value = read(output())[0]);
        return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
        {
            var elements = read(output());
            var editor = VBufferEditor.Create(ref value, elements.Length);
            elements.CopyTo(editor.Values);
            value = editor.Commit();
        });
    }

    /// <summary>
    /// ML.NET makes such columns for its own estimators alone: one that maps nothing to an object with this field has the column.
    /// </summary>
    public override SchemaShape.Column Describe(MLContext context, string name, DataViewType type)
    {
        return type is VectorDataViewType ? Describe<Many>() : Describe<One>();

        SchemaShape.Column Describe<TRow>() where TRow : class, new()
        {
            var definition = SchemaDefinition.Create(typeof(TRow));
            (definition[0].ColumnName, definition[0].ColumnType) = (name, type);
            var mapping = context.Transforms.CustomMapping<Nothing, TRow>((_, _) => { }, null, null, definition);
            return mapping.GetOutputSchema(new SchemaShape([])).Single(c => c.Name == name);
        }
    }

    private sealed class Nothing;

    private sealed class One
    {
        public T Value { get; set; } = default!;
    }

    private sealed class Many
    {
        public VBuffer<T> Value { get; set; }
    }
}
