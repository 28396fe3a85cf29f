using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// Fits pictures in memory: the bits of <see cref="FitPicture"/>'s expansion without a plan for each size, which would hold all of a
/// photograph as floats.
/// </summary>
internal static class PictureFitter
{
    /// <summary>The picture in its frame.</summary>
    /// <param name="op">The frame, and whose numbers.</param>
    /// <param name="pixels">The picture, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <returns>Float [frame's height, frame's width, channels].</returns>
    public static Tensor Fit(FitPicture op, ReadOnlySpan<byte> pixels, int width, int height)
    {
        var channels = pixels.Length / (width * height);
        var (vertical, columns, top, left) = op.Parts(width, height);
        var (used, rows) = vertical.Compacted();
        var line = columns.Length * channels;
        var fitted = new float[rows.Length * line];
        if (op.Convention.IsRoundedTwice())
        {
            var narrow = new byte[used.Length * line];
            for (var i = 0; i < used.Length; i++)
                PictureRows.Narrow(RowOf(pixels, used[i]), columns, columns.Whole, channels, narrow.AsSpan(i * line, line));
            PictureRows.Sum(narrow, rows, rows.Whole, fitted);
        }
        else if (FitPicture.IsHeightFirst(rows, columns, width, height))
        {
            var (floats, low) = (new float[used.Length * width * channels], new float[rows.Length * width * channels]);
            for (var i = 0; i < used.Length; i++)
                PictureRows.ToFloats(RowOf(pixels, used[i]), floats.AsSpan(i * width * channels));
            PictureRows.Sum(floats, rows, rows.Floats, low);
            for (var y = 0; y < rows.Length; y++)
                PictureRows.Narrow<float>(RowOf<float>(low, y), columns, columns.Floats, channels, fitted.AsSpan(y * line, line));
        }
        else
        {
            var narrow = new float[used.Length * line];
            for (var i = 0; i < used.Length; i++)
                PictureRows.Narrow(RowOf(pixels, used[i]), columns, columns.Floats, channels, narrow.AsSpan(i * line, line));
            PictureRows.Sum(narrow, rows, rows.Floats, fitted);
        }

        if (op.Convention.IsRounded() && !(rows.Chooses && columns.Chooses))
            foreach (ref var x in fitted.AsSpan()) x = Math.Clamp(MathF.Round(x), 0, 255);
        var result = Tensor.Full((float)op.Frame.Fill, Shape.Of(op.Frame.Height, op.Frame.Width, channels));
        for (var y = 0; y < rows.Length; y++)
            fitted.AsSpan(y * line, line).CopyTo(result.Span<float>()[((((top + y) * op.Frame.Width) + left) * channels)..]);
        return result;

        ReadOnlySpan<T> RowOf<T>(ReadOnlySpan<T> all, int row) => all.Slice(row * width * channels, width * channels);
    }
}
