using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>Walks over a table and scores the rows whose outputs are asked for.</summary>
internal sealed class ScoredCursor(DataViewSchema schema, ScoringColumns columns, DataViewRowCursor rows, HashSet<int> active)
    : DataViewRowCursor
{
    private readonly ScoredGetters _getters = new(columns, rows);

    public override DataViewSchema Schema => schema;

    public override long Position => rows.Position;

    public override long Batch => rows.Batch;

    public override bool MoveNext() => rows.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.Of<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) rows.Dispose();
        base.Dispose(disposing);
    }
}
