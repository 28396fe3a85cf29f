using System.Globalization;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace Bantam.Adapters.Tables;

/// <summary>Parquet files as data sets that layers learn from.</summary>
public static class ParquetTables
{
    /// <summary>The rows of a file as a data set. Columns that hold lists or records are left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The column with what is to be learned.</param>
    /// <param name="options">What its cells mean.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DatasetException">It is no such file, or there is no such column.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<TableDataset> LoadAsync(
        string path, string label, TableOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Path.GetFileName(path);
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                var result = await ParquetSerializer.DeserializeUntypedAsync(stream, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
                string[] header = [.. result.Schema.Fields.OfType<DataField>().Where(f => !f.IsArray).Select(f => f.Name)];
                var rows = result.Data.Select(row => (IReadOnlyList<string?>)[.. header.Select(
                    column => row.TryGetValue(column, out var cell) ? Convert.ToString(cell, CultureInfo.InvariantCulture) : null)]);
                return TableDataset.From(name, header, rows, label, options);
            }
            catch (Exception error) when (error is ParquetException or IOException or InvalidDataException or NotSupportedException)
            {
                throw new DatasetException(name, $"it must be a Parquet file that can be read: {error.Message}", error);
            }
        }
    }
}
