using Microsoft.ML;

namespace Bantam.Adapters.ML;

/// <summary>Puts a model into a pipeline of ML.NET; there is nothing to fit, the model is trained already.</summary>
public sealed class BantamEstimator : IEstimator<BantamTransformer>
{
    private static readonly MLContext Context = new();
    private readonly ScoringColumns _columns;

    internal BantamEstimator(ScoringColumns columns) => _columns = columns;

    /// <summary>The transformer.</summary>
    /// <exception cref="ArgumentException">The table lacks an input's column, or it has other elements.</exception>
    public BantamTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _columns.Behind(input.Schema);
        return new BantamTransformer(_columns);
    }

    /// <summary>What a pipeline knows of the columns before there are data.</summary>
    /// <exception cref="ArgumentException">An input's column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (var (value, name) in _columns.Inputs)
            if (inputSchema.All(c => c.Name != name))
                throw new ArgumentException($"The model's input '{value.Name}' is the column '{name}', which the table does not have.");
        var added = _columns.Outputs.Select(o => o.Kind.Describe(Context, o.Column, o.Type)).ToArray();
        return new SchemaShape(inputSchema.Where(c => added.All(a => a.Name != c.Name)).Concat(added));
    }
}
