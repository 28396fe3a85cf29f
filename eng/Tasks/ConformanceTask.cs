namespace Bantam.Tasks;

/// <summary>
/// <c>./check conformance</c>: how many of the node tests of ONNX pass in each way to run them, and why each other one does not.
/// </summary>
internal static class ConformanceTask
{
    private static readonly (string Name, string Title)[] Ways =
    [
        ("reference", "by reference"), ("cpu", "compiled on the CPU"), ("kernels", "compiled on the CPU, and nothing by reference"),
        ("chromium", "in Chromium, as bundles"),
    ];

    /// <returns>0 when all tests pass that are listed as passing, else 1.</returns>
    public static async Task<int> RunAsync()
    {
        var options = TestOptions.Parse(["Onnx", "--", "-class", "*ConformanceTests"]);
        var folder = Path.GetDirectoryName(options.Projects[0].Assembly)!;
        foreach (var (name, _) in Ways) File.Delete(ReportOf(folder, name));
        var result = await TestTask.RunAsync(options);
        Console.WriteLine();
        foreach (var (name, title) in Ways)
        {
            var report = ReportOf(folder, name);
            string[] lines = File.Exists(report) ? await File.ReadAllLinesAsync(report) : ["did not run"];
            Console.WriteLine($"{title}: {lines[0]}");
            foreach (var line in lines[1..]) Console.WriteLine(line);
        }

        return result;
    }

    private static string ReportOf(string folder, string way) => Path.Combine(folder, $"conformance-{way}.txt");
}
