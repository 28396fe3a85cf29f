namespace Bantam.Bench.Installing;

/// <summary>The smallest app on a library: it makes or reads a linear model of four numbers, and prints what that predicts.</summary>
/// <param name="System">The library's name in tables.</param>
/// <param name="Package">The package that the app is built with.</param>
/// <param name="Version">Its version; null for the only one that there is.</param>
/// <param name="Program">The program.</param>
internal sealed record HelloApp(string System, string Package, string? Version, string Program)
{
    /// <summary>The file beside each app.</summary>
    public const string Model = "model.onnx";

    /// <summary>Bantam, as far as a model of a file needs it.</summary>
    public static HelloApp Bantam { get; } = new("bantam/onnx", "Bantam.Onnx", null, $"""
        var model = Bantam.Onnx.Model.Load("{Model}");
        Console.WriteLine(model.Run([1f, 2f, 3f, 4f])[0]);
        """);

    /// <summary>The package of a beginner.</summary>
    public static HelloApp Whole { get; } = Bantam with { System = "bantam", Package = "Bantam" };

    /// <summary>ONNX Runtime on the same file.</summary>
    public static HelloApp OnnxRuntime { get; } = new("onnxruntime", "Microsoft.ML.OnnxRuntime", "1.31.1", $$"""
        using Microsoft.ML.OnnxRuntime;

        using var session = new InferenceSession("{{Model}}");
        using var x = OrtValue.CreateTensorValueFromMemory(new float[] { 1, 2, 3, 4 }, [1, 4]);
        using var results = session.Run(new RunOptions(), new Dictionary<string, OrtValue> { ["x"] = x }, ["y"]);
        Console.WriteLine(results[0].GetTensorDataAsSpan<float>()[0]);
        """);

    /// <summary>ML.NET, which has no file of ours: it fits a line first.</summary>
    public static HelloApp MachineLearningNet { get; } = new("mlnet", "Microsoft.ML", "5.0.1", """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(i => new Row { X = [i, 1, 2, 3], Y = 2 * i }));
        var model = context.Regression.Trainers.Sdca("Y", "X").Fit(data);
        var predictor = context.Model.CreatePredictionEngine<Row, Prediction>(model);
        Console.WriteLine(predictor.Predict(new Row { X = [1, 2, 3, 4] }).Score);

        sealed class Row
        {
            [VectorType(4)] public float[] X { get; set; } = [];
            public float Y { get; set; }
        }

        sealed class Prediction
        {
            public float Score { get; set; }
        }
        """);

    /// <summary>TorchSharp with LibTorch for processors.</summary>
    public static HelloApp TorchSharp { get; } = new("torchsharp", "TorchSharp-cpu", "0.107.0", """
        using static TorchSharp.torch;

        using var model = nn.Linear(4, 1);
        Console.WriteLine(model.forward(tensor(new float[] { 1, 2, 3, 4 }).reshape(1, 4)).item<float>());
        """);

    /// <summary>All of them, ours first.</summary>
    public static IReadOnlyList<HelloApp> All { get; } = [Bantam, Whole, OnnxRuntime, MachineLearningNet, TorchSharp];

    /// <summary>Whether the package is one of this checkout.</summary>
    public bool IsOurs => Version is null;
}
