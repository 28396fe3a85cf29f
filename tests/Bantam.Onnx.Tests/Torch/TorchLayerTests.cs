using System.Collections.Concurrent;

namespace Bantam.Onnx.Tests.Torch;

/// <summary>
/// Every layer of <c>torch.nn</c> as its exporter writes it: the file loads, runs compiled and by reference, agrees with ONNX Runtime and
/// compiles for pages. With <c>--long</c> at every opset from 9 to 17, otherwise at some between which operators changed.
/// </summary>
[Trait("Speed", "slow")]
public sealed class TorchLayerTests
{
    private static readonly int[] Opsets =
        Environment.GetEnvironmentVariable("BANTAM_LONG") == "1" ? [.. Enumerable.Range(9, 9)] : [9, 11, 14, 17];

    private static readonly Lazy<TorchArchive> Archive =
        new(() => PythonTorch.Archive("export.py", [.. Opsets.Select(o => o.ToString(System.Globalization.CultureInfo.InvariantCulture))]));

    /// <summary>Layers often export alike in both modes.</summary>
    private static readonly ConcurrentDictionary<string, string?> Judged = new();

    public static TheoryData<int, bool, bool> Kinds => [.. from opset in Opsets from dynamic in Both from training in Both
                                                           select (opset, dynamic, training)];

    private static bool[] Both => [false, true];

    [Theory, MemberData(nameof(Kinds))]
    public void Layers_run_and_agree(int opset, bool dynamic, bool training)
    {
        var exports = Archive.Value.Exports
            .Where(e => e.Opset == opset && e.Dynamic == dynamic && e.Training == training && e.Failure is null).ToArray();
        var problems = new ConcurrentBag<string>();
        Parallel.ForEach(exports, export =>
        {
            if (Judged.GetOrAdd(export.Model!, _ => TorchJudge.Problem(Archive.Value, export)) is { } problem)
                problems.Add($"{export}: {problem}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{exports.Length - problems.Count} of {exports.Length} agree.");
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_class_is_missing()
    {
        var index = Archive.Value.Index;
        var classes = index.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!).ToHashSet();
        var known = Archive.Value.Exports.Select(e => e.Class).ToHashSet();
        Assert.Empty(known.Except(classes));
        var others = index.GetProperty("notLayers").EnumerateObject().Select(c => c.Name).Where(classes.Contains);
        Assert.Equal(others.Order(), classes.Except(known).Order());
    }

    /// <summary>What the exporter refuses is as listed, so that no layer goes missing by a mistake of the script's.</summary>
    [Fact]
    public void The_exporter_refuses_what_is_listed()
    {
        var refused = RefusedList.Write(Archive.Value.Exports);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', refused));
        if (!Archive.Value.Index.GetProperty("torch").GetString()!.StartsWith("1.13.", StringComparison.Ordinal)) return;
        RefusedList.Check(Archive.Value.Exports);
    }
}
