using Bantam.Adapters.ML;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Bantam.Adapters.Tests;

/// <summary>Pipelines of ML.NET with a model of ours give what they give with ONNX Runtime's, and what scikit-learn says.</summary>
public sealed class BantamTransformerTests
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly Iris[] Irises =
    [
        .. File.ReadAllLines(Sample("expected.csv")).Select(line => line.Split(',')).Select(cells => new Iris
        {
            X = [.. cells.Take(4).Select(c => float.Parse(c, null))], Species = cells[4],
            Expected = [.. cells.Skip(5).Select(c => float.Parse(c, null))],
        }),
    ];

    [Fact]
    public void A_pipeline_of_scikit_learn_gives_its_labels_and_probabilities_row_by_row()
    {
        var data = Context.Data.LoadFromEnumerable(Irises);
        var scored = Context.Transforms.ApplyBantamModel(Sample("pipeline.onnx")).Fit(data).Transform(data);
        var rows = Context.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false).ToArray();
        Assert.Equal(Irises.Length, rows.Length);
        foreach (var (iris, row) in Irises.Zip(rows))
        {
            Assert.Equal(iris.Species, row.Label);
            Assert.Equal(iris.Expected, row.Probabilities, (a, b) => Math.Abs(a - b) < 1e-5f);
        }
    }

    [Fact]
    public void It_scores_what_apply_onnx_model_scores()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "dense.onnx");
        var weight = new Variable("w", Tensor.From<float>([1, -2, 0.5f, 3, 0, 1, -1, 2], 4, 2));
        OnnxModel.Save(Graph.Trace([("X", TensorType.Float("batch", 4))], x => [("Y", x[0].MatMul(weight).Softmax())]), path);
        var data = Context.Data.LoadFromEnumerable(Irises);
        var ours = Context.Transforms.ApplyBantamModel(path).Fit(data).Transform(data);
        var theirs = Context.Transforms.ApplyOnnxModel("Y", "X", path).Fit(data).Transform(data);
        Assert.Equal(2, Assert.IsType<VectorDataViewType>(ours.Schema["Y"].Type).Size);
        var (expected, actual) = (Column(theirs), Column(ours));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], (a, b) => Math.Abs(a - b) < 1e-5f);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        static float[][] Column(IDataView view) => [.. view.GetColumn<float[]>("Y")];
    }

    [Fact]
    public void Columns_are_renamed_chained_and_predicted_one_by_one()
    {
        var data = Context.Data.LoadFromEnumerable(Irises);
        var pipeline = Context.Transforms.CopyColumns("Features", "X")
            .Append(Context.Transforms.ApplyBantamModel(
                Sample("pipeline.onnx"), new Dictionary<string, string> { ["X"] = "Features" },
                new Dictionary<string, string> { ["probabilities"] = "Scores" }))
            .Append(Context.Transforms.Concatenate("Both", "Scores", "Features"));
        var model = pipeline.Fit(data);
        using var engine = Context.Model.CreatePredictionEngine<Iris, Joined>(model);
        foreach (var iris in Irises)
            Assert.Equal([.. iris.Expected, .. iris.X], engine.Predict(iris).Both, (a, b) => Math.Abs(a - b) < 1e-5f);
        Assert.Null(model.GetOutputSchema(data.Schema).GetColumnOrNull("label"));
        var error = Assert.Throws<NotSupportedException>(() => Context.Model.Save(model, data.Schema, new MemoryStream()));
        Assert.Contains("keep the ONNX file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_that_do_not_fit_are_refused()
    {
        var data = Context.Data.LoadFromEnumerable(Irises);
        var estimator = Context.Transforms.ApplyBantamModel(
            Sample("pipeline.onnx"), new Dictionary<string, string> { ["X"] = "Nowhere" });
        Assert.Contains("'Nowhere', which the table does not have", Assert.Throws<ArgumentException>(() => estimator.Fit(data)).Message,
            StringComparison.Ordinal);
        var texts = Context.Transforms.ApplyBantamModel(
            Sample("pipeline.onnx"), new Dictionary<string, string> { ["X"] = "Species" });
        Assert.Contains("Convert it first", Assert.Throws<ArgumentException>(() => texts.Fit(data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => Context.Transforms.ApplyBantamModel(
                Sample("pipeline.onnx"), outputs: new Dictionary<string, string> { ["nothing"] = "y" }));
    }

    private static string Sample(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Bantam.slnx")))
                return Path.Combine(folder.FullName, "samples", "Pipeline", file);
        throw new DirectoryNotFoundException("The tests do not lie in the repository.");
    }

    private sealed class Iris
    {
        [VectorType(4)]
        public float[] X { get; set; } = [];

        public string Species { get; set; } = "";

        [VectorType(3)]
        public float[] Expected { get; set; } = [];
    }

    private sealed class Scored
    {
        [ColumnName("label")]
        public string Label { get; set; } = "";

        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];
    }

    private sealed class Joined
    {
        public float[] Both { get; set; } = [];
    }
}
