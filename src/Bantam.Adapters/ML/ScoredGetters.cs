using Microsoft.ML;

namespace Bantam.Adapters.ML;

/// <summary>Getters of a row with the model's outputs behind it.</summary>
internal sealed class ScoredGetters(ScoringColumns columns, DataViewRow row)
{
    private readonly Lazy<RowScorer> _scorer = new(() => new RowScorer(columns, row));

    /// <summary>The getter of a column.</summary>
    /// <exception cref="InvalidOperationException">Its values are of another type.</exception>
    public ValueGetter<TValue> Of<TValue>(DataViewSchema.Column column)
    {
        if (column.Index < row.Schema.Count) return row.GetGetter<TValue>(row.Schema[column.Index]);
        var (value, name, kind, type) = columns.Outputs[column.Index - row.Schema.Count];
        var scorer = _scorer.Value;
        return kind.Getter(() => scorer.Output(value.Name), type) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{name}' is {type}; {typeof(TValue)} was asked for.");
    }
}
