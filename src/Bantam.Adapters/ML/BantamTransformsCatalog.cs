using System.Diagnostics.CodeAnalysis;
using Bantam.Onnx;
using Microsoft.ML;

namespace Bantam.Adapters.ML;

/// <summary>Models in pipelines of ML.NET: <c>mlContext.Transforms.ApplyBantamModel("model.onnx")</c>.</summary>
public static class BantamTransformsCatalog
{
    /// <summary>
    /// Adds the outputs of a model to a table. A column is one number or text a row where an output has one for each sample, else a vector;
    /// the first axis of inputs and outputs is the batch, of which a row is one sample.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="file">The ONNX file.</param>
    /// <param name="inputs">By the model's inputs the columns that they are; null, or one that is missing: the column of that name.</param>
    /// <param name="outputs">By the model's outputs the columns that they become; null for all outputs, under their own names.</param>
    /// <exception cref="ModelFormatException">The file breaks a rule of the format.</exception>
    /// <exception cref="Operators.UnsupportedOperatorException">It has nodes that Bantam cannot compute; all are named.</exception>
    /// <exception cref="NotSupportedException">ML.NET has no columns of a type of its inputs or outputs.</exception>
    /// <exception cref="ArgumentException">The model has no input or output of such a name.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public static BantamEstimator ApplyBantamModel(
        this TransformsCatalog catalog, string file, IReadOnlyDictionary<string, string>? inputs = null,
        IReadOnlyDictionary<string, string>? outputs = null) =>
        catalog.ApplyBantamModel(Model.Load(file, threads: 1), inputs, outputs);

    /// <summary>Adds the outputs of a loaded model to a table.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">The model. Rows are scored by as many threads as ML.NET has cursors, so one thread a run is best.</param>
    /// <param name="inputs">By the model's inputs the columns that they are; null, or one that is missing: the column of that name.</param>
    /// <param name="outputs">By the model's outputs the columns that they become; null for all outputs, under their own names.</param>
    /// <exception cref="NotSupportedException">ML.NET has no columns of a type of its inputs or outputs.</exception>
    /// <exception cref="ArgumentException">The model has no input or output of such a name.</exception>
    public static BantamEstimator ApplyBantamModel(
        this TransformsCatalog catalog, Model model, IReadOnlyDictionary<string, string>? inputs = null,
        IReadOnlyDictionary<string, string>? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return new BantamEstimator(new ScoringColumns(model, inputs, outputs));
    }
}
