namespace Bantam.Cli.Learning;

/// <summary>Where the result of long work goes: what cannot be written is found before the work is done.</summary>
internal static class OutputFile
{
    /// <summary>Makes sure that a path can be that of a file.</summary>
    /// <exception cref="UsageException">It is that of a folder.</exception>
    public static void RequireName(string path)
    {
        if (path.Length == 0 || Path.EndsInDirectorySeparator(path) || Directory.Exists(path)) throw new UsageException($"--out takes a file; '{path}' is a folder. Give a name in it, such as {Path.Combine(path, "model.onnx")}.");
    }

    /// <summary>Makes the folder of a file and sees whether files can be written into it.</summary>
    /// <exception cref="IOException">They cannot.</exception>
    public static void Prepare(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var why = error is UnauthorizedAccessException ? "its folder takes no files from this user; look at its permissions" : error is DirectoryNotFoundException ? "there can be no such folder" : error.Message.TrimEnd('.');
            throw new IOException($"{path} cannot be written: {why}.", error);
        }
    }
}
