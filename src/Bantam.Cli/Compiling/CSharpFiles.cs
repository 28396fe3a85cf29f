using System.Text;
using Bantam.Cli.Commands;
using Bantam.Targets.CSharp;

namespace Bantam.Cli.Compiling;

/// <summary>A model as C#: the file of its class, and the weights beside it under the same name.</summary>
/// <param name="Source">The path of the C#.</param>
internal sealed record CSharpFiles(string Source)
{
    private const string Extension = ".cs";

    /// <summary>What <c>--out</c> says unless it is given.</summary>
    public const string DefaultPath = "Model.cs";

    /// <summary>The class that the file is named for.</summary>
    public string ClassName => Path.GetFileNameWithoutExtension(Source);

    private string Weights => Path.ChangeExtension(Source, ".weights");

    /// <summary>The files of a path.</summary>
    /// <exception cref="UsageException">It names no file for a class, or one that somebody else wrote.</exception>
    public static CSharpFiles At(string path, bool mayReplace)
    {
        var files = new CSharpFiles(path);
        var (name, isFile) = (files.ClassName, string.Equals(Path.GetExtension(path), Extension, StringComparison.OrdinalIgnoreCase));
        if (!isFile || name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw new UsageException($"--out takes the file of a class, such as {DefaultPath}; it was given '{path}'.");
        if (Directory.Exists(path)) throw new UsageException($"--out takes a file; '{path}' is a folder.");
        if (!mayReplace && File.Exists(path) && !File.ReadLines(path).Take(1).SequenceEqual([CSharpModel.FirstLine]))
            throw new UsageException(
                $"--out {path}: the file is there, and Bantam did not write it. Give another one, or write over it with --force.");
        return files;
    }

    /// <summary>Writes them; how large they are.</summary>
    public async Task<BundleSizes> WriteAsync(CSharpModel model, string level, CancellationToken cancellationToken)
    {
        var source = Encoding.UTF8.GetBytes(model.Source);
        if (Path.GetDirectoryName(Path.GetFullPath(Source)) is { } folder) Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Weights, model.Weights, cancellationToken).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Source, source, cancellationToken).ConfigureAwait(false);
        return new BundleSizes(
            new Dictionary<string, int> { [Path.GetFileName(Source)] = source.Length, [Path.GetFileName(Weights)] = model.Weights.Length },
            new Dictionary<string, int> { [level] = source.Length },
            model.Weights.Length,
            new Dictionary<string, long> { [level] = model.MemoryBytes });
    }
}
