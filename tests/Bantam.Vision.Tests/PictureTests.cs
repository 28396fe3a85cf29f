using System.Buffers.Binary;
using System.Globalization;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Files of pictures, good and bad.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-vision-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_picture_comes_back_from_PNG_as_it_was()
    {
        var picture = Pictures.Of(31, 7);
        picture.Save(At("a.png"));
        var read = Picture.Load(At("a.png"));
        Assert.Equal((31, 7), (read.Width, read.Height));
        Assert.Equal(picture.Pixels, read.Pixels);
        Assert.Equal(picture.Pixels, Picture.Load(File.ReadAllBytes(At("a.png"))).Pixels);
        Assert.Equal(picture.Pixels, Picture.Load(new MemoryStream(File.ReadAllBytes(At("a.png")))).Pixels);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.webp")]
    public void A_picture_of_one_colour_comes_back_from_JPEG_and_WebP(string name)
    {
        var picture = new Picture(40, 24);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)(60 + (i % 3 * 60));
        picture.Save(At(name));
        var read = Picture.Load(At(name));
        for (var i = 0; i < picture.Pixels.Length; i++) Assert.InRange(read.Pixels[i] - picture.Pixels[i], -3, 3);
    }

    /// <summary>
    /// Files that Pillow wrote: two frames of 4 x 2 pixels, of which the first is red but for a blue corner; the same as BMP.
    /// </summary>
    [Theory]
    [InlineData(
        "R0lGODlhBAACAIEAAP8AAAAA/wAAAAAAACH5BAAKAAAALAAAAAAEAAIAAAgIAAEIHAggQEAAIfkEAAoAAAAsAAAAAAQAAgCBAP8AAAAAAAAAAAAACAcAAQgcKDAgADs=")]
    [InlineData(
        "Qk1OAAAAAAAAADYAAAAoAAAABAAAAAIAAAABABgAAAAAABgAAADEDgAAxA4AAAAAAAAAAAAAAAD/AAD/AAD//wAAAAD/AAD/AAD/AAD/")]
    public void The_first_frame_of_GIF_and_BMP_are_read(string file)
    {
        var picture = Picture.Load(Convert.FromBase64String(file));
        Assert.Equal((4, 2), (picture.Width, picture.Height));
        Assert.Equal([new Rgb(255, 0, 0), new Rgb(255, 0, 0), new Rgb(0, 0, 255)], [picture[0, 0], picture[3, 0], picture[3, 1]]);
    }

    /// <summary>
    /// Files that Pillow wrote, of other numbers than three bytes a pixel: gray, gray of 16 bits, and inks of which all is red.
    /// </summary>
    [Theory]
    [InlineData("0,128,255", "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAAAAAA+i0toAAAADElEQVR4nGNgaPgPAAIDAYAkYfWXAAAAAElFTkSuQmCC")]
    [InlineData("128,255", "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAAAAACB2fwVAAAADUlEQVR4nGNocPj/HwAFwgK/sFXS5AAAAABJRU5ErkJggg==")]
    [InlineData(
        "255,255,255,255,255,255,255,255",
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgA"
        + "CAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGh"
        + "CCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqy"
        + "s7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/K/n/r+f+v38r//Z")]
    public void Other_pixels_become_bytes(string reds, string file)
    {
        var picture = Picture.Load(Convert.FromBase64String(file));
        foreach (var (red, x) in reds.Split(',').Select((text, x) => (int.Parse(text, CultureInfo.InvariantCulture), x)))
            Assert.InRange(picture[x, 0].Red - red, -2, 2);
    }

    [Fact]
    public void Other_extensions_are_refused_in_a_sentence()
    {
        var error = Assert.Throws<PictureException>(() => new Picture(1, 1).Save(At("a.tiff")));
        Assert.Contains(".png, .jpg or .webp; the extension is '.tiff'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transparent_pixels_lie_over_white_or_another_colour_or_are_kept()
    {
        var red = new Picture(2, 1) { Alpha = [128, 0] };
        red[0, 0] = new Rgb(200, 0, 0);
        red[1, 0] = new Rgb(9, 9, 9);
        red.Save(At("a.png"));
        var white = Picture.Load(At("a.png"));
        Assert.Equal((new Rgb(227, 127, 127), Rgb.White), (white[0, 0], white[1, 0]));
        Assert.Null(white.Alpha);
        Assert.Equal(Rgb.Black, Picture.Load(At("a.png"), new() { Background = Rgb.Black })[1, 0]);
        var kept = Picture.Load(At("a.png"), new() { KeepsAlpha = true });
        Assert.Equal([128, 0], kept.Alpha!);
        Assert.Equal(new Rgb(200, 0, 0), kept[0, 0]);
        Assert.Equal([0], kept.Crop(1, 0, 1, 1).Alpha!);
    }

    /// <summary>A camera's JPEG: the upper half is bright, the left one red, and the orientation says what is up.</summary>
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 0)]
    [InlineData(6, 1, 0)]
    [InlineData(7, 1, 1)]
    [InlineData(8, 0, 1)]
    public void Pictures_are_turned_as_the_camera_was(int orientation, int right, int below)
    {
        var picture = new Picture(64, 32);
        for (var y = 0; y < 16; y++)
            for (var x = 0; x < 32; x++) picture[x, y] = Rgb.White;
        picture.Save(At("a.jpg"), quality: 100);
        var read = Picture.Load(WithOrientation(File.ReadAllBytes(At("a.jpg")), orientation));
        Assert.Equal(orientation < 5 ? (64, 32) : (32, 64), (read.Width, read.Height));
        for (var corner = 0; corner < 4; corner++)
        {
            var (x, y) = (corner % 2, corner / 2);
            var pixel = read[x == 0 ? 3 : read.Width - 4, y == 0 ? 3 : read.Height - 4];
            Assert.Equal(x == right && y == below, pixel.Green > 128);
        }
    }

    [Theory]
    [InlineData(new byte[] { }, "this one is empty")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5 }, "this one begins with 01020304")]
    public void What_is_no_picture_is_refused(byte[] bytes, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<PictureException>(() => Picture.Load(bytes)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_cut_off_is_refused()
    {
        Pictures.Of(64, 64).Save(At("a.png"));
        File.WriteAllBytes(At("b.png"), File.ReadAllBytes(At("a.png"))[..2000]);
        var error = Assert.Throws<PictureException>(() => Picture.Load(At("b.png")));
        Assert.Contains("b.png > pixels: 64 x 64 are promised", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.webp")]
    public void Damaged_files_are_read_or_refused(string name)
    {
        Pictures.Of(40, 30).Save(At(name));
        var file = File.ReadAllBytes(At(name));
        var (random, refused) = (new Random(7), 0);
        for (var i = 0; i < 400; i++)
        {
            var damaged = (byte[])file.Clone();
            for (var k = 0; k < 4; k++) damaged[random.Next(i % 2 == 0 ? Math.Min(64, file.Length) : file.Length)] = (byte)random.Next(256);
            try
            {
                var picture = Picture.Load(damaged, new() { MostPixels = 1 << 20 });
                Assert.Equal(picture.Width * picture.Height * 3, picture.Pixels.Length);
            }
            catch (PictureException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 400);
    }

    [Fact]
    public void A_header_that_promises_too_much_takes_no_memory()
    {
        new Picture(1, 1).Save(At("a.png"));
        var bytes = File.ReadAllBytes(At("a.png"));

        // The sides of a PNG, whose chunk has a checksum of its own.
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 60000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 60000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PictureException>(() => Picture.Load(bytes));
        Assert.Contains("its header promises 60000 x 60000", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(
            "at most 10 bytes", Assert.Throws<PictureException>(
                () => Picture.Load(new MemoryStream(bytes), new() { MostBytes = 10 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_and_tensors_have_the_pixels()
    {
        var picture = Pictures.Of(9, 8);
        var part = picture.Crop(2, 3, 4, 5);
        Assert.Equal(picture[5, 7], part[3, 4]);
        Assert.Equal(Shape.Of(5, 4, 3), part.ToTensor().Shape);
        Assert.Equal(part.Pixels, Picture.FromTensor(part.ToTensor()).Pixels);
        Assert.Contains("4 x 6 at column 2, row 3", Assert.Throws<ArgumentOutOfRangeException>(
            () => picture.Crop(2, 3, 4, 6)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Picture.FromTensor(Tensor.Zeros(Shape.Of(2, 2, 3))));
    }

    [Fact]
    public void A_letterbox_has_the_picture_in_its_middle()
    {
        var boxed = Pictures.Of(20, 10).Letterbox(12, 12, fill: 99);
        Assert.Equal(new Rgb(99, 99, 99), boxed[0, 2]);
        Assert.Equal(new Rgb(99, 99, 99), boxed[11, 9]);
        Assert.Equal(Pictures.Of(20, 10).Resize(12, 6).Pixels, boxed.Crop(0, 3, 12, 6).Pixels);
    }

    [Fact]
    public void What_is_found_is_drawn_where_it_is()
    {
        var picture = new Picture(60, 50);
        picture.Draw([new Detection(new Box(10, 20, 40, 45), 1, "a", 0.5f) { Landmarks = [(25, 30)] }]);
        var colour = Palette.Of(1);
        Assert.Equal([colour, colour, colour, colour], [picture[10, 44], picture[39, 20], picture[25, 20], picture[25, 30]]);
        Assert.Equal([Rgb.Black, Rgb.Black], [picture[12, 25], picture[45, 44]]);

        // The label stands above, on a ground of the colour, in black since that is light.
        Assert.Equal(colour, picture[10, 11]);
        Assert.Contains(Rgb.Black, Enumerable.Range(10, 30).Select(x => picture[x, 15]));
        picture.DrawBox(new Box(float.NaN, -1e30f, 1e30f, 20), colour);
    }

    [Fact]
    public void Colours_differ()
    {
        var colours = Enumerable.Range(0, 100).Select(Palette.Of).ToArray();
        Assert.Equal(100, colours.Distinct().Count());
        Assert.DoesNotContain(Rgb.Black, colours);
    }

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>A JPEG with EXIF data of one entry behind its first mark.</summary>
    private static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2], 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0,
        (byte)orientation,
        0, 0, 0, 0, 0, 0, .. jpeg[2..],
    ];

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }

        return ~crc;
    }
}
