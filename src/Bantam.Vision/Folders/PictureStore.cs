using System.IO.Compression;
using Bantam.Training.Data;

namespace Bantam.Vision;

/// <summary>Files by their paths: those of a folder, or of a zip file. Several threads may read at once.</summary>
internal abstract class PictureStore
{
    /// <summary>Where they are.</summary>
    public abstract string Path { get; }

    /// <summary>Their paths, with <c>/</c>.</summary>
    public abstract IReadOnlyList<string> Paths { get; }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="PictureException">There are too many, or they are damaged.</exception>
    public abstract byte[] Read(int index, int mostBytes);

    /// <summary>Opens a folder or a zip file.</summary>
    /// <exception cref="DatasetException">It is neither.</exception>
    public static PictureStore Open(string path)
    {
        if (Directory.Exists(path)) return new Folder(path);
        if (!File.Exists(path))
            throw new DatasetException(path, "a folder or a zip file with pictures must be here; there is neither.");
        try
        {
            return new Archive(path);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException(
                System.IO.Path.GetFileName(path), $"it must be a zip file; it is none, or damaged. {error.Message}", error);
        }
    }

    private static PictureException TooLong(string path, long bytes, int most) =>
        new($"{path} > a picture has at most {most:N0} bytes; this one has {bytes:N0}.");

    private sealed class Folder : PictureStore
    {
        public Folder(string path)
        {
            Path = path;
            Paths =
            [
                .. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Select(file => System.IO.Path.GetRelativePath(path, file).Replace('\\', '/')),
            ];
        }

        public override string Path { get; }

        public override IReadOnlyList<string> Paths { get; }

        public override byte[] Read(int index, int mostBytes)
        {
            var file = new FileInfo(System.IO.Path.Combine(Path, Paths[index]));
            return file.Length <= mostBytes ? File.ReadAllBytes(file.FullName) : throw TooLong(Paths[index], file.Length, mostBytes);
        }
    }

    private sealed class Archive : PictureStore
    {
        // Entries hold their archive, which is open as long as the data set is used and closed when nobody holds it any more.
        private readonly ZipArchiveEntry[] _entries;
        private readonly Lock _lock = new();

        public Archive(string path)
        {
            Path = path;
            _entries = [.. new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read).Entries.Where(e => !e.FullName.EndsWith('/'))];
            Paths = [.. _entries.Select(e => e.FullName.Replace('\\', '/'))];
        }

        public override string Path { get; }

        public override IReadOnlyList<string> Paths { get; }

        public override byte[] Read(int index, int mostBytes)
        {
            var entry = _entries[index];
            if (entry.Length > mostBytes) throw TooLong(entry.FullName, entry.Length, mostBytes);
            var bytes = new byte[entry.Length];
            try
            {
                lock (_lock)
                {
                    using var stream = entry.Open();
                    stream.ReadExactly(bytes);
                }
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
                throw new PictureException($"{entry.FullName} > the zip file is damaged here: {error.Message}", error);
            }

            return bytes;
        }
    }
}
