using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>
/// Adds a model's outputs to a table as columns, one run a row. ML.NET cannot save it: keep the ONNX file, and apply it again where the
/// pipeline is loaded.
/// </summary>
public sealed class BantamTransformer : ITransformer
{
    private readonly ScoringColumns _columns;

    internal BantamTransformer(ScoringColumns columns) => _columns = columns;

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>The table's columns with those of the outputs behind them.</summary>
    /// <exception cref="ArgumentException">The table lacks an input's column, or it has other elements.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _columns.Behind(inputSchema);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScoredMapper(_columns, inputSchema);

    /// <summary>The table with the outputs; a row is scored when it is read.</summary>
    /// <exception cref="ArgumentException">The table lacks an input's column, or it has other elements.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredDataView(input, new ScoredMapper(_columns, input.Schema));
    }

    /// <summary>Is not supported.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A pipeline with ApplyBantamModel is not saved by ML.NET: keep the ONNX file beside what comes before and after it.");
}
