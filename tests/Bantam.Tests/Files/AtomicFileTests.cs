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
        Assert.Equal($"{path} cannot be written: No space left on device; the old file, if any, is as it was.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error() =>
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(_folder.FullName, "missing", "file"), _ => { }));

    [Theory]
    [InlineData("a", 250)]
    [InlineData("😀", 62)]
    public void A_name_may_be_as_long_as_the_file_system_allows(string letter, int count)
    {
        var path = Path.Combine(_folder.FullName, string.Concat(Enumerable.Repeat(letter, count)));
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void An_error_names_the_file_that_was_asked_for()
    {
        var path = Path.Combine(_folder.FullName, "missing", "file");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(path, _ => { }));
        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
