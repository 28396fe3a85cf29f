using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>A row of a table with the model's outputs behind it.</summary>
internal sealed class ScoredRow(DataViewSchema schema, ScoringColumns columns, DataViewRow row, Func<int, bool> isActive) : DataViewRow
{
    private readonly ScoredGetters _getters = new(columns, row);

    public override DataViewSchema Schema => schema;

    public override long Position => row.Position;

    public override long Batch => row.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => isActive(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.Of<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) row.Dispose();
        base.Dispose(disposing);
    }
}
