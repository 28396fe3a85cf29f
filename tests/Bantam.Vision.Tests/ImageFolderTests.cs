using System.IO.Compression;
using Bantam.Training.Data;

namespace Bantam.Vision.Tests;

/// <summary>Pictures in folders and zip files as data sets.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folders_are_classes_and_pictures_get_one_size(bool isZip)
    {
        Write("dogs/b.png", Pictures.Of(8, 6));
        Write("cats/a.jpg", Pictures.Of(20, 20));
        Write("dogs/deep/a.webp", Pictures.Of(9, 9));
        Write("__MACOSX/dogs/b.png", Pictures.Of(8, 6));
        File.WriteAllText(Path.Combine(_folder, "dogs", "readme.txt"), "no picture");
        var folder = ImageFolder.Open(isZip ? Zipped(_folder) : _folder);
        Assert.Equal(["cats", "dogs"], folder.Classes);
        Assert.Equal(["cats/a.jpg", "dogs/b.png", "dogs/deep/a.webp"], folder.Files.Select(f => f.Path));
        Assert.Null(folder.CommonSize());
        var data = folder.ToDataset(8, 6);
        Assert.Equal("image: UInt8[6,8,3], label: UInt8[]", string.Join(", ", data.Fields));
        Assert.Equal([0, 1, 1], ClassLabels.Of(data));
        var pixels = new byte[6 * 8 * 3];
        data.Read(1, 0, pixels);
        Assert.Equal(Pictures.Of(8, 6).Pixels.ToArray(), pixels);
        data.Read(0, 0, pixels);
        Assert.Equal(folder.Read(0).Resize(8, 6).Pixels.ToArray(), pixels);
        var gray = folder.ToDataset(new ImageInput(8, 6) { Channels = ChannelOrder.Gray });
        Assert.Equal("image: UInt8[6,8,1]", gray.Fields[0].ToString());
        gray.Read(2, 0, pixels.AsSpan(0, 48));
    }

    [Fact]
    public void Folders_around_those_of_classes_do_not_matter_and_parts_are_found()
    {
        Write("pets/train/cats/1.png", Pictures.Of(4, 4));
        Write("pets/train/dogs/1.png", Pictures.Of(4, 4));
        Write("pets/test/dogs/1.png", Pictures.Of(4, 4));
        Assert.True(ImageFolder.HasPart(_folder, "train"));
        Assert.False(ImageFolder.HasPart(_folder, "val"));
        var training = ImageFolder.Open(_folder, "train");
        Assert.Equal((2, (4, 4)), (training.Classes.Count, training.CommonSize()));
        Assert.Equal(["dogs"], ImageFolder.Open(_folder, "test").Classes);
        Assert.Equal(["cats", "dogs"], ImageFolder.Open(Path.Combine(_folder, "pets", "train")).Classes);
        Assert.Equal(["dogs"], ImageFolder.Open(Path.Combine(_folder, "pets", "test")).Classes);
    }

    [Fact]
    public void What_is_no_data_set_is_refused_and_a_damaged_picture_named()
    {
        Assert.Contains("there are 0 files", Assert.Throws<DatasetException>(() => ImageFolder.Open(_folder)).Message,
            StringComparison.Ordinal);
        Assert.Contains("there is neither", Assert.Throws<DatasetException>(() => ImageFolder.Open(_folder + "-none")).Message,
            StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "a.zip"), "no zip file");
        Assert.Contains("it must be a zip file",
            Assert.Throws<DatasetException>(() => ImageFolder.Open(Path.Combine(_folder, "a.zip"))).Message, StringComparison.Ordinal);
        Write("cats/1.png", Pictures.Of(4, 4));
        File.WriteAllBytes(Path.Combine(_folder, "cats", "2.png"), Pictures.Of(40, 40).Encode()[..60]);
        var damaged = ImageFolder.Open(_folder).ToDataset(4, 4);
        var error = Assert.Throws<DatasetException>(() => damaged.Read(1, 0, new byte[48]));
        Assert.Contains("cats/2.png > ", error.Message, StringComparison.Ordinal);
        Write("stray.png", Pictures.Of(4, 4));
        Assert.Contains("'stray.png' lies in none", Assert.Throws<DatasetException>(() => ImageFolder.Open(_folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_that_were_changed_a_little_look_the_same_and_others_do_not()
    {
        var (one, other) = (Pictures.Of(64, 48), new Picture(64, 48));
        for (var i = 0; i < other.Pixels.Length; i++) other.Pixels[i] = (byte)((i / 3 % 64 * 3) + (i / 192));
        var hash = PictureHash.Of(one);
        Assert.Equal(0, hash.Distance(PictureHash.Of(one.Copy())));
        var brighter = one.Copy();
        foreach (ref var pixel in brighter.Pixels) pixel = (byte)Math.Min(pixel + 12, 255);
        foreach (var copy in new[] { Picture.Load(one.Encode(".jpg", quality: 60)), one.Resize(96, 72), brighter })
            Assert.True(hash.LooksLike(PictureHash.Of(copy)));
        Assert.False(hash.LooksLike(PictureHash.Of(other)));
        Assert.Throws<PictureException>(() => one.Encode(".tiff"));
    }

    private void Write(string path, Picture picture)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        picture.Save(file);
    }

    private static string Zipped(string folder)
    {
        var zip = Path.Combine(folder, "all.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => f != zip))
                archive.CreateEntryFromFile(file, Path.GetRelativePath(folder, file).Replace('\\', '/'));
        return zip;
    }
}
