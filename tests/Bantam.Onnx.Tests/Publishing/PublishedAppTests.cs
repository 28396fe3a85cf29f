using System.Globalization;
using System.Text;
using Bantam.Execution;
using Bantam.Targets.CSharp;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Publishing;

/// <summary>What an app keeps when it is trimmed, and what it can do without a compiler in it.</summary>
[Trait("Speed", "slow")]
public sealed class PublishedAppTests
{
    private const int Batch = 3, Pixels = 12;

    /// <summary>The inputs of all runs, in the tests and in the apps.</summary>
    private const string Inputs = "Enumerable.Range(0, 36).Select(i => (i % 7 - 3) / 4f)";

    private static readonly float[] Image = [.. Enumerable.Range(0, Batch * Pixels).Select(i => ((i % 7) - 3) / 4f)];

    [Fact]
    public void A_trimmed_app_runs_a_model_of_a_file()
    {
        using var app = new PublishedApp(
            new Dictionary<string, string> { ["PublishTrimmed"] = "true", ["TrimMode"] = "full" },
            new Dictionary<string, byte[]>
            {
                ["model.onnx"] = Files.Model,
                ["Program.cs"] = Encoding.UTF8.GetBytes($$"""
                    float[] image = [.. {{Inputs}}];
                    var model = Bantam.Onnx.Model.Load("model.onnx");
                    foreach (var p in model.Run(image)) Console.WriteLine(BitConverter.SingleToInt32Bits(p));
                    foreach (var target in Bantam.Targets.Cpu.CpuTargets.All)
                    {
                      var one = new Bantam.Onnx.Model(Bantam.Onnx.OnnxModel.Load("model.onnx").Graph, threads: 2, target);
                      if (!one.Run(image).SequenceEqual(model.Run(image))) throw new Exception(target.Name);
                    }
                    """),
            });
        Assert.Equal(Bits(Model.Load(Files.Model).Run(Image)), app.Start());
    }

    [Fact]
    public void An_app_compiled_ahead_of_time_runs_a_model_in_CSharp_and_says_what_it_cannot()
    {
        RequireLinker();
        var written = CSharpModel.Write(
            Inference.Prepare(OnnxModel.Load(Files.Model).Graph),
            new CSharpOptions { ClassName = "Written", Dimensions = new Dictionary<string, int> { ["batch"] = Batch } });
        using var app = new PublishedApp(
            new Dictionary<string, string> { ["PublishAot"] = "true", ["CppCompilerAndLinker"] = Linker!, ["NoWarn"] = "$(NoWarn);IL3050" },
            new Dictionary<string, byte[]>
            {
                ["model.onnx"] = Files.Model,
                ["weights.bin"] = written.Weights.ToArray(),
                ["Written.cs"] = Encoding.UTF8.GetBytes(written.Source),
                ["Program.cs"] = Encoding.UTF8.GetBytes($$"""
                    float[] image = [.. {{Inputs}}];
                    var model = new Models.Written(File.ReadAllBytes("weights.bin"));
                    image.CopyTo(model.Image);
                    model.Run();
                    foreach (var p in model.Probabilities) Console.WriteLine(BitConverter.SingleToInt32Bits(p));
                    try
                    {
                      Bantam.Onnx.Model.Load("model.onnx").Run(image);
                    }
                    catch (Bantam.Targets.Cpu.DynamicCodeException error)
                    {
                      Console.WriteLine(error.Message);
                    }
                    var tensor = Bantam.Tensors.Tensor.From<float>(image, {{Batch}}, {{Pixels}});
                    var inputs = new Dictionary<string, Bantam.Tensors.Tensor> { ["image"] = tensor };
                    var graph = Bantam.Onnx.OnnxModel.Load("model.onnx").Graph;
                    var slow = Bantam.Execution.ReferenceExecutor.Run(graph, inputs)["probabilities"];
                    foreach (var p in slow.ToArray<float>()) Console.WriteLine(Math.Round(p, 4));
                    """),
            });
        var printed = app.Start();
        var expected = Model.Load(Files.Model).Run(Image);
        Assert.Equal(Bits(expected), printed[..expected.Length]);
        Assert.Contains("compiled ahead of time", printed[expected.Length], StringComparison.Ordinal);
        Assert.Contains("'bantam compile MODEL --format csharp'", printed[expected.Length], StringComparison.Ordinal);
        Assert.Equal(expected.Select(p => Math.Round(p, 4).ToString(CultureInfo.InvariantCulture)), printed[(expected.Length + 1)..]);
    }

    /// <summary>The program that makes an executable of what the compiler leaves; null where there is none.</summary>
    private static string? Linker { get; } = ((string[])["clang", "gcc"]).FirstOrDefault(name =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name))));

    private static void RequireLinker()
    {
        const string message = "There is neither clang nor gcc on the PATH, one of which links apps that are compiled ahead of time.";
        if (Linker is null && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message);
        Assert.SkipWhen(Linker is null, message);
    }

    private static IEnumerable<string> Bits(float[] values) =>
        values.Select(v => BitConverter.SingleToInt32Bits(v).ToString(CultureInfo.InvariantCulture));

    private static class Files
    {
        public static byte[] Model { get; } = Saved();

        private static byte[] Saved()
        {
            using var bytes = new MemoryStream();
            new OnnxModel(Models.Dense()).Save(bytes);
            return bytes.ToArray();
        }
    }
}
