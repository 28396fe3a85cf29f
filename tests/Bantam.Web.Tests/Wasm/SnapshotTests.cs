using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Tensors;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;
using Bantam.Web.Wasm;

namespace Bantam.Web.Tests.Wasm;

/// <summary>
/// What is emitted for a few models, checked in: a change of the code that should change nothing leaves these files as they are.
/// With BANTAM_PROMOTE=1 in the environment they are written anew, to be looked at in the diff.
/// </summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("dense-1x16")]
    [InlineData("chain")]
    public void Modules_and_kernels_stay_as_they_are(string name)
    {
        var (graph, options) = Model(name);
        var bundle = Bundle.Compile(graph, options);
        var text = new StringBuilder();
        foreach (var file in bundle.Files.Keys.Where(f => f.StartsWith("model.", StringComparison.Ordinal) && f != "model.json"))
        {
            var code = bundle.Files[file].Span;
            text.Append($"{file}: {code.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(code))}\n");
        }

        // The other level has the same kernels with other tiles.
        var first = options.Backends[0].Target;
        var plans = new List<Plan> { Planner.Plan(graph, first, dimensions: new Dictionary<string, int> { [Bundle.BatchDimension] = 1 }) };
        if (options.Training is { } training) plans.AddRange(training.BatchSizes.Select(b => Planner.Plan(training.Step(b), first)));
        foreach (var kernel in plans.SelectMany(p => p.Calls).Select(c => c.Kernel).Distinct())
            text.Append('\n').Append(KernelPrinter.Print(kernel));
        Compare(name, text.ToString());
    }

    private static (Graph Graph, BundleOptions Options) Model(string name)
    {
        if (name == "chain")
        {
            var graph = Graph.Trace([("x", TensorType.Float("batch", 6))], inputs =>
            {
                var scaled = (inputs[0] * 2f) + Tensor.From([1f, 2, 3, 4, 5, 6]);
                return [("y", scaled.Softmax(-1)), ("mean", scaled.ReduceMean([-1], keepDimensions: false))];
            });
            return (graph, new BundleOptions());
        }

        var net = new DenseNet(1, 16);
        return (net.Inference, net.Options(isTraining: true, 8));
    }

    private static void Compare(string name, string actual, [CallerFilePath] string source = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "Snapshots", name + ".txt"));
        if (Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        if (!File.Exists(path))
            Assert.Fail($"There is no snapshot {path}; run the tests once with BANTAM_PROMOTE=1 and look at what it writes.");
        var expected = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(
            expected == actual,
            $"The emitted code of {name} changed. If that is meant, run the tests with BANTAM_PROMOTE=1 and look at the diff.\n"
            + FirstDifference(expected, actual));
    }

    private static string FirstDifference(string expected, string actual)
    {
        var (was, isNow) = (expected.Split('\n'), actual.Split('\n'));
        var same = was.Zip(isNow).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {same + 1}\n  was {Line(was)}\n  is  {Line(isNow)}";

        string Line(string[] lines) => same < lines.Length ? lines[same] : "(the end)";
    }
}
