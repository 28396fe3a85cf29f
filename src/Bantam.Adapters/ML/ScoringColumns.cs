using Bantam.Graphs;
using Bantam.Onnx;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.ML;

/// <summary>Which columns a model reads, and which it adds.</summary>
internal sealed class ScoringColumns
{
    public ScoringColumns(Model model, IReadOnlyDictionary<string, string>? inputs, IReadOnlyDictionary<string, string>? outputs)
    {
        Model = model;
        Inputs = [.. model.Inputs.Select(i => (i, inputs?.GetValueOrDefault(i.Name) ?? i.Name))];
        Outputs = [.. model.Outputs.Where(o => outputs is null || outputs.ContainsKey(o.Name)).Select(o =>
        {
            var kind = ColumnKind.Of(o.Type.Element);
            return (o, outputs?[o.Name] ?? o.Name, kind, new SampleShape(o.Name, o.Type).Column(kind.Item));
        })];
        Check(inputs, model.Inputs, "input");
        Check(outputs, model.Outputs, "output");
    }

    public Model Model { get; }

    /// <summary>The inputs and the columns that they are.</summary>
    public IReadOnlyList<(Value Value, string Column)> Inputs { get; }

    /// <summary>The outputs that become columns.</summary>
    public IReadOnlyList<(Value Value, string Column, ColumnKind Kind, DataViewType Type)> Outputs { get; }

    /// <summary>The columns of a table with those of the outputs behind them.</summary>
    /// <exception cref="ArgumentException">The table lacks an input's column, or it has other elements.</exception>
    public DataViewSchema Behind(DataViewSchema input)
    {
        foreach (var (value, name) in Inputs)
        {
            var column = input.GetColumnOrNull(name)
                ?? throw new ArgumentException($"The model's input '{value.Name}' is the column '{name}', which the table does not have.");
            var wanted = ColumnKind.Of(value.Type.Element).Item;
            var given = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
            if (!given.Equals(wanted))
                throw new ArgumentException(
                    $"The model's input '{value.Name}' is {value.Type}; the column '{name}' has {given}. "
                    + "Convert it first: mlContext.Transforms.Conversion.ConvertType.");
        }

        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        foreach (var output in Outputs) builder.AddColumn(output.Column, output.Type, null);
        return builder.ToSchema();
    }

    private static void Check(IReadOnlyDictionary<string, string>? columns, IReadOnlyList<Value> values, string what)
    {
        foreach (var name in columns?.Keys ?? [])
            if (values.All(v => v.Name != name))
                throw new ArgumentException($"The model has no {what} '{name}'; it has {string.Join(", ", values.Select(v => v.Name))}.");
    }
}
