using Bantam.Files;

namespace Bantam.Tests.Files;

/// <summary>A file is written whole or not at all.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void A_file_is_replaced_by_what_is_written()
    {
        var path = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(path, "old and longer");
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_disk_that_fills_up_half_way_leaves_what_was_there()
    {
        var path = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(path, "old");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("No space left on device", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error() =>
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(_folder.FullName, "missing", "file"), _ => { }));

    public void Dispose() => _folder.Delete(recursive: true);
}
