using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace Bantam.Bench.Cases;

/// <summary>
/// The files of a package. A model may be part of a file, which a path names behind <c>#</c>: a resource of a .NET assembly, or one of
/// those that a list (<c>resources.json</c>) puts together of files beside it, which are named after their hashes.
/// </summary>
internal sealed class PackageArchive(string archive)
{
    /// <summary>The bytes at a path.</summary>
    /// <exception cref="FileNotFoundException">The package has nothing there.</exception>
    public byte[] Read(string path)
    {
        var parts = path.Split('#', 2);
        var file = File(parts[0]);
        return parts switch
        {
            [_] => file,
            [var name, var resource] when name.EndsWith(".dll", StringComparison.Ordinal) =>
                Resource(file, resource) ?? throw Missing(path),
            [var name, var entry] => Chunks(file, name[..(name.LastIndexOf('/') + 1)], entry),
            _ => throw Missing(path),
        };
    }

    private static byte[]? Resource(byte[] assembly, string name)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        var metadata = reader.GetMetadataReader();
        foreach (var resource in metadata.ManifestResources.Select(metadata.GetManifestResource))
        {
            if (metadata.GetString(resource.Name) != name) continue;
            var directory = reader.PEHeaders.CorHeader!.ResourcesDirectory;
            reader.PEHeaders.TryGetDirectoryOffset(directory, out var start);
            var bytes = assembly.AsSpan(start + (int)resource.Offset);
            return bytes.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(bytes)).ToArray();
        }

        return null;
    }

    private byte[] Chunks(byte[] list, string folder, string entry)
    {
        using var json = JsonDocument.Parse(list);
        if (!json.RootElement.TryGetProperty(entry, out var found)) throw Missing(entry);
        var names = found.GetProperty("chunks").EnumerateArray().Select(c => folder + c.GetProperty("hash").GetString()).ToArray();
        var files = Files(names.ToHashSet());
        var whole = new MemoryStream();
        foreach (var name in names) whole.Write(files.GetValueOrDefault(name) ?? throw Missing(name));
        return whole.ToArray();
    }

    private byte[] File(string path) => Files(new HashSet<string> { path }).GetValueOrDefault(path) ?? throw Missing(path);

    private Dictionary<string, byte[]> Files(IReadOnlySet<string> paths)
    {
        var files = new Dictionary<string, byte[]>();
        using var stream = System.IO.File.OpenRead(archive);
        if (archive.EndsWith(".nupkg", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(stream);
            foreach (var entry in zip.Entries.Where(e => paths.Contains(e.FullName)))
            {
                using var content = entry.Open();
                Add(entry.FullName, content);
            }

            return files;
        }

        const string root = "package/";
        using var reader = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        while (files.Count < paths.Count && reader.GetNextEntry() is { } entry)
            if (entry.DataStream is { } content && entry.Name.StartsWith(root, StringComparison.Ordinal)
                && paths.Contains(entry.Name[root.Length..]))
                Add(entry.Name[root.Length..], content);
        return files;

        void Add(string path, Stream content)
        {
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            files[path] = bytes.ToArray();
        }
    }

    private FileNotFoundException Missing(string path) => new($"{Path.GetFileName(archive)} has no {path}.");
}
