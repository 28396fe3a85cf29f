using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>A picture in memory: 8 bits for each of red, green and blue, pixel by pixel and row by row from the top left.</summary>
public sealed partial class Picture
{
    /// <summary>The channels of a pixel: red, green, blue.</summary>
    internal const int Channels = 3;

    private readonly Tensor _pixels;

    /// <summary>A black picture.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than one pixel.</exception>
    /// <exception cref="ShapeException">It would take more bytes than an array can have.</exception>
    public Picture(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        _pixels = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(height, width, Channels)));
    }

    private Picture(Tensor pixels) => _pixels = pixels;

    /// <summary>Its width in pixels.</summary>
    public int Width => _pixels.Shape[1].Size;

    /// <summary>Its height in pixels.</summary>
    public int Height => _pixels.Shape[0].Size;

    /// <summary>Red, green and blue of each pixel in turn; writing to them changes the picture.</summary>
    public Span<byte> Pixels => _pixels.Bytes;

    /// <summary>
    /// How opaque each pixel is, where <see cref="PictureOptions.KeepsAlpha"/> asked for it and the file has it; else null.
    /// </summary>
    public byte[]? Alpha { get; internal set; }

    /// <summary>A pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public Rgb this[int x, int y]
    {
        get
        {
            var pixel = Pixels.Slice(Offset(x, y), Channels);
            return new Rgb(pixel[0], pixel[1], pixel[2]);
        }

        set => (Pixels[Offset(x, y)], Pixels[Offset(x, y) + 1], Pixels[Offset(x, y) + 2]) = (value.Red, value.Green, value.Blue);
    }

    /// <summary>
    /// Reads a JPEG, PNG, WebP, BMP or GIF file; it is turned as its EXIF data says, and of several frames the first is read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="PictureException">It is none of these, damaged, or larger than the options allow.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Picture Load(string path, PictureOptions? options = null)
    {
        using var file = File.OpenRead(path);
        return PictureReader.Read(file, Path.GetFileName(path), options ?? new());
    }

    /// <summary>Reads a picture from a stream, to its end.</summary>
    /// <inheritdoc cref="Load(string, PictureOptions?)"/>
    public static Picture Load(Stream stream, PictureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return PictureReader.Read(stream, "picture", options ?? new());
    }

    /// <summary>Reads a picture from the bytes of its file.</summary>
    /// <inheritdoc cref="Load(string, PictureOptions?)"/>
    public static Picture Load(ReadOnlySpan<byte> bytes, PictureOptions? options = null) =>
        PictureReader.Read(bytes, "picture", options ?? new());

    /// <summary>
    /// Writes the picture as PNG, JPEG or WebP, as the extension says. The file is written whole or not at all.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="quality">From 0 to 100, of JPEG and WebP.</param>
    /// <exception cref="PictureException">The extension is another one, or the format does not hold so large a picture.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, int quality = 92) => PictureWriter.Write(this, path, quality);

    /// <summary>The picture as the bytes of a PNG, JPEG or WebP file.</summary>
    /// <param name="extension">The format: <c>.png</c>, <c>.jpg</c> or <c>.webp</c>.</param>
    /// <param name="quality">From 0 to 100, of JPEG and WebP.</param>
    /// <exception cref="PictureException">The extension is another one, or the format does not hold so large a picture.</exception>
    public byte[] Encode(string extension = ".png", int quality = 92) => PictureWriter.Encode(this, extension, quality);

    /// <summary>A picture with the elements of a tensor.</summary>
    /// <param name="pixels">UInt8 [height, width, 3]; copied.</param>
    /// <exception cref="ShapeException">It is another tensor.</exception>
    public static Picture FromTensor(Tensor pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Element != ElementType.UInt8 || pixels.Shape.Rank != 3 || pixels.Shape[2] != Channels || pixels.Shape.ElementCount == 0)
            throw new ShapeException($"a picture is UInt8[height,width,{Channels}] with a pixel at least; this tensor is {pixels.Type}.");
        return new Picture(Tensor.From<byte>(pixels.Bytes, pixels.Shape));
    }

    /// <summary>The pixels as a tensor of their own, UInt8 [height, width, 3].</summary>
    public Tensor ToTensor() => Tensor.From<byte>(Pixels, _pixels.Shape);

    /// <summary>The pixels as a tensor [height, width, 3] in the same memory.</summary>
    internal Tensor View => _pixels;

    /// <summary>A copy.</summary>
    public Picture Copy() => new(ToTensor()) { Alpha = (byte[]?)Alpha?.Clone() };

    /// <summary>A part of the picture.</summary>
    /// <param name="left">The first column.</param>
    /// <param name="top">The first row.</param>
    /// <param name="width">How many columns.</param>
    /// <param name="height">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or leaves the picture.</exception>
    public Picture Crop(int left, int top, int width, int height)
    {
        if (left < 0 || top < 0 || width < 1 || height < 1 || left > Width - width || top > Height - height)
            throw new ArgumentOutOfRangeException(
                nameof(width), $"a part lies inside of the picture, which is {Width} x {Height}; "
                + $"{width} x {height} at column {left}, row {top} does not.");
        var part = new Picture(width, height) { Alpha = Alpha is null ? null : new byte[width * height] };
        for (var y = 0; y < height; y++)
        {
            Pixels.Slice(Offset(left, top + y), width * Channels).CopyTo(part.Pixels[(y * width * Channels)..]);
            Alpha?.AsSpan(((top + y) * Width) + left, width).CopyTo(part.Alpha.AsSpan(y * width));
        }

        return part;
    }

    /// <summary>The picture in another size, whatever becomes of its aspect ratio. What it says of <see cref="Alpha"/> is lost.</summary>
    /// <param name="width">The new width.</param>
    /// <param name="height">The new height.</param>
    /// <param name="convention">Whose numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than one pixel.</exception>
    public Picture Resize(int width, int height, ResizeConvention convention = ResizeConvention.PilBilinear) =>
        Fit(width, height, PictureFit.Stretch, convention, default);

    /// <summary>The whole picture in the middle of another size, with bars beside it where the aspect ratios differ.</summary>
    /// <param name="width">The new width.</param>
    /// <param name="height">The new height.</param>
    /// <param name="fill">The shade of gray of the bars; that of YOLO by default.</param>
    /// <param name="convention">Whose numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is less than one pixel.</exception>
    public Picture Letterbox(
        int width, int height, byte fill = 114, ResizeConvention convention = ResizeConvention.PilBilinear) =>
        Fit(width, height, PictureFit.Letterbox, convention, fill);

    private Picture Fit(int width, int height, PictureFit fit, ResizeConvention convention, byte fill)
    {
        var frame = new PictureFrame(width, height, fit) { Fill = fill };
        var fitted = new FitPicture(frame, convention).Fit(View);
        return new Picture(fitted.Round().Clip(0f, 255f).Cast(ElementType.UInt8));
    }

    private int Offset(int x, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(x, Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return ((y * Width) + x) * Channels;
    }
}
