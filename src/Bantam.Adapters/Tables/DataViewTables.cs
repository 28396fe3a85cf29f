using System.Globalization;
using Bantam.Training.Data.Tables;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.Tables;

/// <summary>Tables of ML.NET as data sets that layers learn from.</summary>
public static class DataViewTables
{
    /// <summary>
    /// The rows of a table as a data set: columns of texts, numbers and truth values as they are, each element of a vector as a column of
    /// its own (<c>Features0</c> and so on). Hidden columns and those of other kinds are left out.
    /// </summary>
    /// <param name="view">The table; it is gone through twice.</param>
    /// <param name="label">The column with what is to be learned.</param>
    /// <param name="options">What its cells mean.</param>
    /// <exception cref="Training.Data.DatasetException">There is no such column, or no row.</exception>
    public static TableDataset ToDataset(this IDataView view, string label, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        DataViewSchema.Column[] columns = [.. view.Schema.Where(c => !c.IsHidden && Width(c) > 0)];
        string[] header = [.. columns.SelectMany(c => c.Type is VectorDataViewType
            ? Enumerable.Range(0, Width(c)).Select(i => $"{c.Name}{i}") : [c.Name])];
        return TableDataset.From("table", header, Rows(view, columns), label, options);
    }

    private static int Width(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true } vector when IsCell(vector.ItemType) => vector.Size,
        var type when IsCell(type) => 1,
        _ => 0,
    };

    private static bool IsCell(DataViewType type) => type is NumberDataViewType or TextDataViewType or BooleanDataViewType;

    private static IEnumerable<IReadOnlyList<string?>> Rows(IDataView view, DataViewSchema.Column[] columns)
    {
        using var cursor = view.GetRowCursor(columns);
        var getters = columns.Select(c => Getter(cursor, c)).ToArray();
        while (cursor.MoveNext())
            yield return [.. getters.SelectMany(get => get())];
    }

    private static Func<IEnumerable<string?>> Getter(DataViewRow row, DataViewSchema.Column column)
    {
        var item = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        return item.RawType switch
        {
            var t when t == typeof(float) => Cells<float>(row, column),
            var t when t == typeof(double) => Cells<double>(row, column),
            var t when t == typeof(bool) => Cells<bool>(row, column),
            var t when t == typeof(sbyte) => Cells<sbyte>(row, column),
            var t when t == typeof(short) => Cells<short>(row, column),
            var t when t == typeof(int) => Cells<int>(row, column),
            var t when t == typeof(long) => Cells<long>(row, column),
            var t when t == typeof(byte) => Cells<byte>(row, column),
            var t when t == typeof(ushort) => Cells<ushort>(row, column),
            var t when t == typeof(uint) => Cells<uint>(row, column),
            var t when t == typeof(ulong) => Cells<ulong>(row, column),
            _ => Cells<ReadOnlyMemory<char>>(row, column),
        };
    }

    private static Func<IEnumerable<string?>> Cells<T>(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            var one = row.GetGetter<T>(column);
            return () =>
            {
                T value = default!;
                one(ref value);
                return [Text(value)];
            };
        }

        var many = row.GetGetter<VBuffer<T>>(column);
        var buffer = default(VBuffer<T>);
        return () =>
        {
            many(ref buffer);
            return buffer.DenseValues().Select(Text);
        };
    }

    private static string? Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
