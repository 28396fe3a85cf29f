using System.Text.RegularExpressions;
using Bantam.Architecture.Tests;

namespace Bantam.Packages.Tests;

/// <summary>The app that the page of the package <c>Bantam</c> shows: its two blocks of code, one after the other.</summary>
internal static partial class ConsoleApp
{
    /// <summary>Makes and runs it; gives the file of the model that it trained.</summary>
    public static async Task<string> TrainAsync(Feed feed)
    {
        var blocks = Block().Matches(Checkout.Read("eng/Metapackage/README.md")).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(2, blocks.Length);
        var usings = blocks.SelectMany(b => b.Split('\n')).Where(IsUsing).Distinct();
        var second = blocks[1].Replace("var model", "var loaded", StringComparison.Ordinal)
            .Replace("model.Run", "loaded.Run", StringComparison.Ordinal);
        var statements = string.Concat(blocks[0], second).Split('\n').Where(l => !IsUsing(l));

        // Both parts have a class Model; a page shows one of them at a time.
        var program = $"{string.Join('\n', usings)}\nusing Model = Bantam.Onnx.Model;\n{string.Join('\n', statements)}\n"
            + "Console.WriteLine($\"Answer: {answer[0] > 0.9}\");";
        var folder = await feed.NewAsync("console", "Trained", "Bantam", program);
        Assert.Contains("Answer: True", await Programs.RunAsync(folder, "dotnet", "run"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "dist", "model.json")));
        return Path.Combine(folder, "xor.onnx");
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
