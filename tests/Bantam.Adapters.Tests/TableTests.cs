using Bantam.Adapters.Tables;
using Bantam.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;
using Parquet.Serialization;

namespace Bantam.Adapters.Tests;

/// <summary>Tables of ML.NET and Parquet files as data sets.</summary>
public sealed class TableTests
{
    private static readonly Row[] Rows =
        [.. Enumerable.Range(0, 30).Select(i => new Row(i * 0.5f, i % 3 == 0 ? "red" : "blue", [i % 7, -i], i % 2 == 0))];

    [Fact]
    public void A_data_view_becomes_rows()
    {
        var view = new MLContext().Data.LoadFromEnumerable(Rows);
        var table = view.ToDataset(nameof(Row.IsEven));
        Assert.Equal(
            "Size: Number, Colour: Category of 2, Pair0: Number, Pair1: Number", string.Join(", ", table.Schema.Columns));
        Assert.Equal(["False", "True"], table.Classes);
        Assert.Equal([1, 0, 1], ClassLabels.Of(table).Take(3));
        Assert.Throws<DatasetException>(() => view.ToDataset("Odd"));
    }

    [Fact]
    public async Task A_Parquet_file_becomes_rows()
    {
        var path = Path.Combine(Path.GetTempPath(), $"bantam-{Guid.NewGuid():N}.parquet");
        try
        {
            var records = Rows.Select(r => new Record { Size = r.Size, Colour = r.Size < 3 ? null : r.Colour, IsEven = r.IsEven });
            await ParquetSerializer.SerializeAsync(records, path, cancellationToken: TestContext.Current.CancellationToken);
            var table = await ParquetTables.LoadAsync(path, "Colour", cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal("Size: Number, IsEven: Category of 2", string.Join(", ", table.Schema.Columns));
            Assert.Equal((24, "blue"), (table.Count, table.Classes[0]));
            await File.WriteAllTextAsync(path, "no such file", TestContext.Current.CancellationToken);
            var error = await Assert.ThrowsAsync<DatasetException>(() => ParquetTables.LoadAsync(
                path, "Colour", cancellationToken: TestContext.Current.CancellationToken));
            Assert.Contains("it must be a Parquet file", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed record Row(float Size, string Colour, [property: VectorType(2)] float[] Pair, bool IsEven);

    private sealed class Record
    {
        public float Size { get; set; }

        public string? Colour { get; set; }

        public bool IsEven { get; set; }
    }
}
