using Bantam.Files;
using Bantam.Web.Bundles;

namespace Bantam.Cli.Compiling;

/// <summary>A bundle as one module of JavaScript.</summary>
/// <param name="Path">Where it is written.</param>
internal sealed record SingleFile(string Path)
{
    /// <summary>What <c>--out</c> says unless it is given.</summary>
    public const string DefaultPath = "model.js";

    private static readonly string[] Extensions = [".js", ".mjs"];

    /// <summary>The file of a path.</summary>
    /// <exception cref="UsageException">It names no module, or one that somebody else wrote.</exception>
    public static SingleFile At(string path, bool mayReplace)
    {
        if (!Extensions.Contains(System.IO.Path.GetExtension(path).ToLowerInvariant()))
            throw new UsageException($"--out takes a file such as {DefaultPath} with --single-file; it was given '{path}'.");
        if (Directory.Exists(path)) throw new UsageException($"--out takes a file with --single-file; '{path}' is a folder.");
        if (!mayReplace && File.Exists(path) && !File.ReadLines(path).Take(1).SequenceEqual([CompiledBundle.ModuleFirstLine]))
            throw new UsageException(
                $"--out {path}: the file is there, and Bantam did not write it. Give another one, or write over it with --force.");
        AtomicFile.Prepare(path);
        return new SingleFile(path);
    }

    /// <summary>Writes it; how large it is.</summary>
    public BundleSizes Write(CompiledBundle bundle)
    {
        var module = bundle.ToModule();
        AtomicFile.Write(Path, stream => stream.Write(module));
        return BundleSizes.Of(bundle) with
        {
            Files = new Dictionary<string, int> { [System.IO.Path.GetFileName(Path)] = module.Length },
        };
    }
}
