using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>Scores rows of a schema, whoever has them: a table's cursor, or an engine that predicts one at a time.</summary>
internal sealed class ScoredMapper(ScoringColumns columns, DataViewSchema input) : IRowToRowMapper
{
    public DataViewSchema InputSchema => input;

    public DataViewSchema OutputSchema { get; } = columns.Behind(input);

    /// <summary>Which columns of the input some columns of the output need.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        DataViewSchema.Column[] wanted = [.. dependingColumns];
        var names = wanted.Any(c => c.Index >= input.Count) ? columns.Inputs.Select(i => i.Column) : [];
        return wanted.Where(c => c.Index < input.Count).Select(c => input[c.Index])
            .Concat(names.Select(n => input[n])).DistinctBy(c => c.Index);
    }

    public DataViewRow GetRow(DataViewRow row, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        var active = activeColumns.Select(c => c.Index).ToHashSet();
        return new ScoredRow(OutputSchema, columns, row, active.Contains);
    }

    public DataViewRowCursor Cursor(DataViewRowCursor rows, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new ScoredCursor(OutputSchema, columns, rows, [.. activeColumns.Select(c => c.Index)]);
}
