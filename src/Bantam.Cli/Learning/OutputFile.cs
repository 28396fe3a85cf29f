namespace Bantam.Cli.Learning;

/// <summary>Where the result of long work goes: what cannot be written is found before the work is done.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that a path can be that of a file.</summary>
    /// <exception cref="UsageException">It is that of a folder.</exception>
    public static void RequireName(string path)
    {
        if (path.Length == 0 || Path.EndsInDirectorySeparator(path) || Directory.Exists(path))
            throw new UsageException(
                $"--out takes a file; '{path}' is a folder. Give a name in it, such as {Path.Combine(path, "model.onnx")}.");
    }
}
