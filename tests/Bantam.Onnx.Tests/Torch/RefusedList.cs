namespace Bantam.Onnx.Tests.Torch;

/// <summary>
/// The checked-in list of what PyTorch's exporter refuses: layer; opsets; modes; reason. With BANTAM_PROMOTE=1 it is written anew.
/// </summary>
internal static class RefusedList
{
    private const string All = "all modes";

    private static readonly string Path = PythonTorch.Source("refused-by-torch-1.13.txt");

    /// <summary>The list of some exports.</summary>
    public static string[] Write(IEnumerable<TorchExport> exports) =>
    [
        .. exports.Where(e => e.Failure is not null)
            .GroupBy(e => (e.Layer, e.Opset, e.Failure))
            .Select(g => (g.Key, Modes: g.Count() == 4 ? All : string.Join(", ", g.Select(Mode).Order(StringComparer.Ordinal))))
            .GroupBy(g => (g.Key.Layer, g.Modes, g.Key.Failure))
            .Select(g => $"{g.Key.Layer}; {string.Join(' ', g.Select(e => e.Key.Opset).Order())}; {g.Key.Modes}; {g.Key.Failure}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Fails where another layer is refused, or one of the list is not.</summary>
    public static void Check(IEnumerable<TorchExport> exports)
    {
        var all = exports.ToArray();
        if (Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1") File.WriteAllLines(Path, Write(all));
        var opsets = all.Select(e => $"{e.Opset}").ToHashSet();
        Assert.Equal(
            Singles(File.ReadAllLines(Path)).Where(s => opsets.Contains(s.Opset)).Order().Select(s => $"{s}"),
            Singles(Write(all)).Order().Select(s => $"{s}"));
    }

    private static IEnumerable<(string Layer, string Opset, string Mode, string Reason)> Singles(IEnumerable<string> lines) =>
        from line in lines
        let parts = line.Split("; ", 4)
        from opset in parts[1].Split(' ')
        from mode in parts[2].Split(", ")
        select (parts[0], opset, mode, parts[3]);

    private static string Mode(TorchExport export) =>
        $"{(export.Training ? "training" : "evaluation")} {(export.Dynamic ? "with dynamic axes" : "as traced")}";
}
