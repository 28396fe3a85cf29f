using Bantam.Cli.Rendering;
using Bantam.Web.Bundles;
using Spectre.Console;

namespace Bantam.Cli.Compiling;

/// <summary>What a page downloads and needs, or how large a model in C# is.</summary>
/// <param name="Files">The bytes of each file.</param>
/// <param name="CodeBytes">The bytes of the runtime and one level's module, by level.</param>
/// <param name="WeightBytes">The bytes of all weights.</param>
/// <param name="MemoryBytes">The memory that a page needs, by level.</param>
internal sealed record BundleSizes(
    IReadOnlyDictionary<string, int> Files, IReadOnlyDictionary<string, int> CodeBytes, int WeightBytes,
    IReadOnlyDictionary<string, long> MemoryBytes)
{
    /// <summary>The sizes of a bundle.</summary>
    public static BundleSizes Of(CompiledBundle bundle) => new(
        bundle.Files.OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f.Value.Length), bundle.CodeBytes,
        bundle.WeightBytes, bundle.MemoryBytes);

    /// <summary>Shows them to a person.</summary>
    public void Show(IAnsiConsole screen)
    {
        var table = Tables.Make("File", " Bytes");
        foreach (var (name, bytes) in Files) table.AddTexts(name, Texts.Count(bytes));
        screen.Write(table);
        foreach (var (level, bytes) in CodeBytes)
            screen.WriteLine(
                $"{level}: {Texts.Bytes(bytes)} of code, {Texts.Bytes(WeightBytes)} of weights; {Texts.Bytes(MemoryBytes[level])} of " +
                $"memory");
    }
}
