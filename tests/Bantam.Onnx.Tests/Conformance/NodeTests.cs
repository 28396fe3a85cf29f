using System.IO.Compression;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>All node tests of the ONNX project, from their zip file.</summary>
internal static class NodeTests
{
    /// <summary>The tests by name.</summary>
    public static IEnumerable<NodeTest> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        foreach (var folder in zip.Entries.GroupBy(e => e.FullName.Split('/')[0]).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var files = folder.ToDictionary(e => e.FullName[(folder.Key.Length + 1)..]);
            yield return new NodeTest(folder.Key, Bytes(files["model.onnx"]), Numbered("input"), Numbered("output"));

            List<byte[]> Numbered(string kind)
            {
                var found = new List<byte[]>();
                while (files.TryGetValue($"test_data_set_0/{kind}_{found.Count}.pb", out var entry)) found.Add(Bytes(entry));
                return found;
            }
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
