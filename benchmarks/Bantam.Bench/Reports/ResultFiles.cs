using System.Text.Encodings.Web;
using System.Text.Json;
using Bantam.Bench.Goals;
using Bantam.Bench.Results;
using Bantam.Files;

namespace Bantam.Bench.Reports;

/// <summary>Writes what a suite found out to <c>artifacts/bench/</c>: the numbers, and beside them all that explains them.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Writes both files and returns the path of the numbers.</summary>
    public static string Write(SuiteResults results, IReadOnlyList<Verdict> verdicts)
    {
        var folder = Repository.Artifact("bench");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{results.Suite}.json");
        Write(path, new { results.Suite, Cpu = Cpu.Name, results.PeakGflops, results.Rows });
        Write(Path.Combine(folder, $"{results.Suite}.details.json"), new
        {
            results.Suite,
            results.IsQuick,
            Systems = results.Systems.Select(s => new { s.System, s.Facts }),
            results.Absences,
            Verdicts = verdicts.Select(
            v => new { Goal = v.Goal.Text, v.Case, v.Goal.Metric, System = v.Goal.Ours, v.Measured, v.Required, Verdict = v.Word, v.Note }),
        });
        return path;
    }

    private static void Write<T>(string path, T content) =>
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, content, Options));
}
