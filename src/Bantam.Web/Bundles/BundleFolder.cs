using System.Text.RegularExpressions;

namespace Bantam.Web.Bundles;

/// <summary>Writes the files of a bundle so that a folder holds the old one or the new one, and never a half.</summary>
internal static partial class BundleFolder
{
    private const string Suffix = ".writing";

    /// <summary>A path of a file inside a bundle: relative, with forward slashes, and not out of it.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static string CheckPath(string path)
    {
        var isInside = path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
        return isInside ? path : throw new ArgumentException($"The file '{path}' does not lie inside the bundle; paths are relative, with forward slashes.");
    }

    /// <summary>See <see cref="Bundle.MayBeWrittenTo"/>.</summary>
    public static bool IsFree(string folder)
    {
        // What a write that was killed left behind belongs to nobody.
        if (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).All(IsTemporary)) return true;
        var manifest = Path.Combine(folder, Manifest.FileName);
        return File.Exists(manifest) && Manifest.IsOne(File.ReadAllBytes(manifest));
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
                written.Add((final + Suffix, final));
                await File.WriteAllBytesAsync(final + Suffix, bytes, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            foreach (var (temporary, _) in written) File.Delete(temporary);
            if (!existed && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);

            // The second is how .NET tells that a file became larger than the system allows.
            if (error is not (IOException or ArgumentOutOfRangeException)) throw;
            var why = error is IOException ? error.Message.Replace(Suffix, "", StringComparison.Ordinal).TrimEnd('.') : "a file is larger than the disk or a limit allows";
            throw new IOException($"The bundle cannot be written to {folder}: {why}; what was there is as it was.", error);
        }

        // Pages find everything else through the manifest and the service worker, so these change last.
        foreach (var (temporary, final) in written.OrderBy(w => Path.GetFileName(w.Final) is Manifest.FileName or ServiceWorker.FileName))
            File.Move(temporary, final, overwrite: true);
        foreach (var old in Directory.EnumerateFiles(folder, "weights-*.bin"))
            if (Weights().IsMatch(Path.GetFileName(old)) && !files.ContainsKey(Path.GetFileName(old)))
                File.Delete(old);
    }

    private static bool IsTemporary(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    [GeneratedRegex(@"^weights-[0-9a-f]{12}\.bin$")]
    private static partial Regex Weights();
}
