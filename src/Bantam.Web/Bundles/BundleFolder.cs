using System.Text.RegularExpressions;

namespace Bantam.Web.Bundles;

/// <summary>
/// Writes the files of a bundle so that a folder that takes no more keeps the old one: nothing is replaced before all of it is there.
/// </summary>
internal static partial class BundleFolder
{
    private const string Suffix = ".writing";

    /// <summary>A path of a file inside a bundle: relative, with forward slashes, and not out of it.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static string CheckPath(string path)
    {
        var isInside = path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));
        return isInside
            ? path
            : throw new ArgumentException($"The file '{path}' does not lie inside the bundle; paths are relative, with forward slashes.");
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
    public static async Task WriteAsync(
        string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancellationToken)
    {
        var existed = Directory.Exists(folder);
        var written = new List<(string Temporary, string Final)>();
        try
        {
            foreach (var (path, bytes) in files)
            {
                var final = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
                if (IsPackageOfOthers(final)) continue;
                Directory.CreateDirectory(Path.GetDirectoryName(final)!);
                written.Add((final + Suffix, final));
                await File.WriteAllBytesAsync(final + Suffix, bytes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            Remove(written.Select(w => w.Temporary));
            if (!existed && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);

            // The last is how .NET tells that a file became larger than the system allows.
            if (error is not (IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)) throw;
            var why = error is ArgumentOutOfRangeException ? "a file is larger than the disk or a limit allows" : Reason(error);
            throw new IOException($"The bundle cannot be written to {folder}: {why}; what was there is as it was.", error);
        }

        // Pages find everything else through the manifest and the service worker, so these change last.
        try
        {
            foreach (var (temporary, final) in written.OrderBy(w => IsLast(w.Final))) File.Move(temporary, final, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(written.Select(w => w.Temporary));
            throw new IOException(
                $"The bundle in {folder} cannot be replaced: {Reason(error)}; some of its files are new ones. Write it again.", error);
        }

        foreach (var old in Directory.EnumerateFiles(folder, "weights-*.bin"))
            if (Weights().IsMatch(Path.GetFileName(old)) && !files.ContainsKey(Path.GetFileName(old)))
                File.Delete(old);

        static bool IsLast(string path) => Path.GetFileName(path) is Manifest.FileName or ServiceWorker.FileName;

        static string Reason(Exception error) => error.Message.Replace(Suffix, "", StringComparison.Ordinal).TrimEnd('.');
    }

    /// <summary>A folder that is a package already stays the package that it is.</summary>
    private static bool IsPackageOfOthers(string path) =>
        Path.GetFileName(path) == NodePackage.FileName && File.Exists(path) && !NodePackage.IsOurs(File.ReadAllBytes(path));

    private static void Remove(IEnumerable<string> temporary)
    {
        foreach (var path in temporary.Where(File.Exists)) File.Delete(path);
    }

    private static bool IsTemporary(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    [GeneratedRegex(@"^weights-[0-9a-f]{12}\.bin$")]
    private static partial Regex Weights();
}
