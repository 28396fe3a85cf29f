using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Transforms;
using Microsoft.Playwright;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Reports.Tests;

public sealed class ReportTests(Chromium chromium) : IDisposable
{
    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "<nine>"];
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-reports-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_training_is_reported_with_all_that_there_is_to_see()
    {
        var html = await TrainAsync();
        string[] headings = [.. Regex.Matches(html, "<h2>([^<]*)</h2>").Select(m => m.Groups[1].Value)];
        Assert.Equal(
            ["Curves", "Gradients", "Classes", "What it gets wrong", "Weights", "Activations", "Graph", "Slowest kernels"], headings);
        string[] titles = ["Loss", "Accuracy", "Loss of each step", "Learning rate", "Norm of the gradient", "Confusion matrix"];
        foreach (var title in titles)
            Assert.Contains($">{title}</text>", html, StringComparison.Ordinal);
        foreach (var name in (string[])["conv2d/kernel", "dense/bias"]) Assert.Contains(name, html, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.Contains("&lt;nine&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<nine>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(?:src|href)="(?!data:)""", html);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_that_is_resumed_goes_on_with_its_curves_and_a_report_changes_no_weight()
    {
        var (path, state) = (Path.Combine(_folder, "r.html"), Path.Combine(_folder, "r.safetensors"));
        var (whole, plain) = (Model(), Model());
        await Trainer(whole).FitAsync(
            Data.Batch(32), 3, callbacks: [new Report(path) { MeasuresKernels = false }], cancellationToken: Cancellation);
        await Trainer(plain).FitAsync(Data.Batch(32), 3, cancellationToken: Cancellation);
        Assert.Equal(Weights(plain), Weights(whole));
        var lines = Lines(await File.ReadAllTextAsync(path, Cancellation));

        using var stop = new CancellationTokenSource();
        var first = Trainer(Model());
        var stopping = new Training.Callbacks.LambdaCallback { BatchEnd = (_, result) => { if (result.Step == 20) stop.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.FitAsync(
            Data.Batch(32), 3, callbacks: [new Report(path) { MeasuresKernels = false }, stopping], cancellationToken: stop.Token));
        Assert.Contains("<h2>Curves</h2>", await File.ReadAllTextAsync(path, Cancellation), StringComparison.Ordinal);
        first.Save(state);
        var second = Trainer(Model());
        second.Load(state);
        await second.FitAsync(
            Data.Batch(32), 3, callbacks: [new Report(path) { MeasuresKernels = false }, new Training.Callbacks.LambdaCallback()],
            cancellationToken: Cancellation);
        Assert.Equal(lines, Lines(await File.ReadAllTextAsync(path, Cancellation)));

        static string[] Lines(string html) => [.. Regex.Matches(html, "<path class=\"line[^>]*>").Select(m => m.Value)];
    }

    [Fact]
    public async Task An_evaluation_is_reported_class_by_class_or_as_numbers()
    {
        var trainer = Trainer(Model());
        var data = Data.Take(100);
        await trainer.FitAsync(Data.Batch(32), 1, cancellationToken: Cancellation);
        var path = Path.Combine(_folder, "e.html");
        EvaluationReport.Write(
            path, "digits.onnx", data, await trainer.ExamineAsync(data.Batch(32), Cancellation),
            await trainer.EvaluateAsync(data.Batch(32), cancellationToken: Cancellation), Names);
        var html = await File.ReadAllTextAsync(path, Cancellation);
        foreach (var text in (string[])["Confusion matrix", "Found (recall)", "accuracy", "What it gets wrong", "sample "])
            Assert.Contains(text, html, StringComparison.Ordinal);

        var line = new ArrayDataset(Tensor.From([1f, 2, 3], 3, 1), Tensor.From([2f, 4, 6.5f], 3, 1));
        var regression = new Trainer(new Sequential(new Dense(1)), new MeanSquaredError(), new SGD(0.05f));
        await regression.FitAsync(line.Batch(3), 50, cancellationToken: Cancellation);
        EvaluationReport.Write(path, "line", line, await regression.ExamineAsync(line.Batch(3), Cancellation));
        html = await File.ReadAllTextAsync(path, Cancellation);
        Assert.Contains("Predicted over true", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Confusion", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_shown_with_its_graph_its_memory_and_its_kernels()
    {
        var model = Model();
        model.Build([Data.Fields[0]]);
        Graph graph = model;
        var path = Path.Combine(_folder, "m.html");
        ModelReport.Write(path, "digits", graph, CpuPlanner.Plan(Inference.Prepare(model.Trace(1)), CpuTargets.Best));
        var html = File.ReadAllText(path);
        foreach (var text in (string[])["conv2d/kernel", "UInt8[batch,28,28,1]", "Working memory", "Multiply-adds", ">Conv</text>"])
            Assert.Contains(text, html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_outputs_of_layers_are_those_that_their_names_say()
    {
        var model = Model();
        model.Build([Data.Fields[0]]);
        var graph = LayerOutputs.Add(ChannelsFirst.Apply(model.Trace(2)));
        Assert.Equal(
            ["output", "layers/conv2d", "layers/max_pooling2d", "layers/flatten", "layers/dense"], graph.Outputs.Select(o => o.Name));
        Assert.Equal("Float[2,4,26,26]", graph.Outputs[1].Type.ToString());
        Assert.Equal("Float[2,4,13,13]", graph.Outputs[2].Type.ToString());
        var images = new Tensor(Data.Fields[0].Batch(2));
        Data.Read(0, 0, images.Bytes[..784]);
        var all = new GraphRunner(graph).Run(new Dictionary<string, Tensor> { [graph.Inputs[0].Name] = images }, Cancellation);
        Assert.Equal(all["output"].ToArray<float>(), all["layers/dense"].ToArray<float>());
        Assert.True(all["layers/conv2d"].ToArray<float>().All(x => x >= 0), "Behind a Relu nothing is below 0.");
    }

    /// <summary>A page has no scrollbar to the right, and its charts are seen, on small and large screens, light and dark.</summary>
    [Trait("Needs", "browser")]
    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task A_report_fits_the_screen(int width, ColorScheme scheme)
    {
        await TrainAsync();
        await using var context = await chromium.NewContextAsync(
            new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        var errors = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") errors.Add(message.Text); };
        page.Request += (_, request) => { if (new Uri(request.Url).Scheme is not ("file" or "data")) errors.Add(request.Url); };
        await page.GotoAsync(new Uri(Path.Combine(_folder, "report.html")).AbsoluteUri);
        Assert.Empty(errors);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var title = await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.chart .title')).fill");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(244, 239, 232)" : "rgb(31, 27, 22)", title);
        Assert.True(await page.EvaluateAsync<bool>(
            "[...document.querySelectorAll('.card .chart')].every(c => c.getBoundingClientRect().height > 60)"));
        if (Environment.GetEnvironmentVariable("BANTAM_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"report-{width}.png"), FullPage = true });
    }

    private static ArrayDataset Digits { get; } = DrawnDigits.Create(600, seed: 3);

    private static IDataset Data => Digits.Take(400);

    private static Sequential Model() => new(
        new Conv2D(4, 3, activation: Relu), new MaxPooling2D(2), new Flatten(), new Dense(10))
    { Seed = 1 };

    private static Trainer Trainer(Sequential model) =>
        new(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(1e-3f)) { Seed = 1 };

    private static byte[][] Weights(Model model) => [.. model.Variables.Select(v => v.Value.Bytes.ToArray())];

    private async Task<string> TrainAsync()
    {
        var path = Path.Combine(_folder, "report.html");
        await Trainer(Model()).FitAsync(
            Data.Shuffle(1).Batch(32), epochs: 3, validation: Digits.Skip(400).Batch(50), callbacks: [new Report(path) { Classes = Names }],
            cancellationToken: Cancellation);
        return await File.ReadAllTextAsync(path, Cancellation);
    }
}
