using System.Text.Json;
using Bantam.Kernels;
using Bantam.Web.Wasm;

namespace Bantam.Tests.Web;

/// <summary>Runs many cases in one page, which fetches a handful of files and returns what went wrong.</summary>
internal static class WebCasePage
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The failures, one line each.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(Chromium chromium, string folder, Target target, IReadOnlyList<WebCase> cases)
    {
        var files = new WebCaseFiles(target, cases);
        chromium.Server.AddResource("cases.html");
        chromium.Server.AddResource("cases.js");
        chromium.Server.Add($"{folder}/list.json", files.List);
        chromium.Server.Add($"{folder}/{files.ModuleName}", files.Module);
        chromium.Server.Add($"{folder}/image.bin", files.Image);
        chromium.Server.Add($"{folder}/expected-once.bin", () => files.Expected(fused: true));
        chromium.Server.Add($"{folder}/expected-twice.bin", () => files.Expected(fused: false));

        var page = await chromium.OpenAsync("cases.html");
        var json = await page.EvaluateAsync<string>("folder => runCases(folder)", folder);
        await page.CloseAsync();
        var failures = JsonSerializer.Deserialize<Failure[]>(json, Options)!;
        return [.. failures.Select(f => f.Describe())];
    }

    /// <summary>The first element of a range that is not what it should be, or the error that stopped a case.</summary>
    private sealed record Failure(
        string Name,
        string? Error,
        string? Range,
        int Index,
        int Count,
        string? Actual,
        string? ActualBits,
        string? Expected,
        string? ExpectedBits)
    {
        public string Describe() => Error is not null
            ? $"{Name}: {Error}"
            : $"{Name}: {Range}[{Index}] is {Actual} (0x{ActualBits}), expected {Expected} (0x{ExpectedBits}); {Count} elements differ";
    }
}
