using System.Text.RegularExpressions;

namespace Bantam.Web.Bundles;

/// <summary>Writes the files of a bundle so that a folder holds the old one or the new one, and never a half.</summary>
internal static partial class BundleFolder
{
    /// <summary>A path of a file inside a bundle: relative, with forward slashes, and not out of it.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static string CheckPath(string path)
    {
        var isInside = path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
        return isInside ? path : throw new ArgumentException($"The file '{path}' does not lie inside the bundle; paths are relative, with forward slashes.");
    }

    /// <summary>Writes files; see <see cref="CompiledBundle.WriteAsync"/>.</summary>
    public static async Task WriteAsync(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellation)
    {
        var existed = Directory.Exists(folder);
        var written = new List<(string Temporary, string Final)>();
        try
        {
            foreach (var (path, bytes) in files)
            {
                var final = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                written.Add((final + ".writing", final));
                await File.WriteAllBytesAsync(final + ".writing", bytes, cancellation).ConfigureAwait(false);
            }
        }
        catch
        {
            foreach (var (temporary, _) in written) File.Delete(temporary);
            if (!existed && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            throw;
        }

        // Pages find everything else through the manifest and the service worker, so these change last.
        foreach (var (temporary, final) in written.OrderBy(w => Path.GetFileName(w.Final) is Manifest.FileName or ServiceWorker.FileName))
            File.Move(temporary, final, overwrite: true);
        foreach (var old in Directory.EnumerateFiles(folder, "weights-*.bin"))
            if (Weights().IsMatch(Path.GetFileName(old)) && !files.ContainsKey(Path.GetFileName(old)))
                File.Delete(old);
    }

    [GeneratedRegex(@"^weights-[0-9a-f]{12}\.bin$")]
    private static partial Regex Weights();
}
