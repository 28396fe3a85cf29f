using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.ML;

namespace Bantam.Adapters.ML;

/// <summary>Runs the model on the row that a cursor stands at, once for all columns.</summary>
internal sealed class RowScorer
{
    private readonly Model _model;
    private readonly DataViewRow _row;
    private readonly Dictionary<string, Func<Tensor>> _readers;
    private IReadOnlyDictionary<string, Tensor>? _outputs;
    private long _position;

    public RowScorer(ScoringColumns columns, DataViewRow row)
    {
        (_model, _row) = (columns.Model, row);
        _readers = columns.Inputs.ToDictionary(
            i => i.Value.Name,
            i => ColumnKind.Of(i.Value.Type.Element).Reader(row, row.Schema[i.Column], new SampleShape(i.Value.Name, i.Value.Type)));
    }

    /// <summary>An output for this row.</summary>
    public Tensor Output(string name)
    {
        if (_outputs is null || _position != _row.Position)
            (_outputs, _position) = (_model.Run(_readers.ToDictionary(r => r.Key, r => r.Value())), _row.Position);
        return _outputs[name];
    }
}
