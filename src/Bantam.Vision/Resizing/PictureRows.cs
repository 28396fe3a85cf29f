using System.Numerics;
using System.Runtime.CompilerServices;

namespace Bantam.Vision;

/// <summary>The two passes of resizing, a row at a time. Each tap is added to the sum of those before it, as kernels do it.</summary>
internal static class PictureRows
{
    private const int Half = 1 << (AxisTaps.WholeBits - 1);

    /// <summary>A row of another width, from weights that are whole numbers; rounded to bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Narrow(ReadOnlySpan<byte> row, AxisTaps taps, int[] weights, int channels, Span<byte> to)
    {
        fixed (byte* from = row)
        fixed (int* index = taps.Indices, weight = weights)
        {
            for (var (x, at) = (0, 0); x < taps.Length; x++)
            {
                var (first, end) = (x * taps.Count, (x + 1) * taps.Count);
                if (channels == Picture.Channels)
                {
                    int red = Half, green = Half, blue = Half;
                    for (var k = first; k < end; k++)
                    {
                        var pixel = from + (index[k] * Picture.Channels);
                        red += weight[k] * pixel[0];
                        green += weight[k] * pixel[1];
                        blue += weight[k] * pixel[2];
                    }

                    (to[at], to[at + 1], to[at + 2], at) = (Rounded(red), Rounded(green), Rounded(blue), at + Picture.Channels);
                    continue;
                }

                for (var c = 0; c < channels; c++)
                {
                    var sum = Half;
                    for (var k = first; k < end; k++) sum += weight[k] * from[(index[k] * channels) + c];
                    to[at++] = Rounded(sum);
                }
            }
        }
    }

    /// <summary>A row of another width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Narrow<T>(ReadOnlySpan<T> row, AxisTaps taps, float[] weights, int channels, Span<float> to)
        where T : unmanaged, INumberBase<T>
    {
        fixed (T* from = row)
        fixed (int* index = taps.Indices)
        fixed (float* weight = weights)
        {
            for (var (x, at) = (0, 0); x < taps.Length; x++)
            {
                var (first, end) = (x * taps.Count, (x + 1) * taps.Count);
                if (channels == Picture.Channels)
                {
                    float red = 0, green = 0, blue = 0;
                    for (var k = first; k < end; k++)
                    {
                        var pixel = from + (index[k] * Picture.Channels);
                        red = MathF.FusedMultiplyAdd(weight[k], float.CreateTruncating(pixel[0]), red);
                        green = MathF.FusedMultiplyAdd(weight[k], float.CreateTruncating(pixel[1]), green);
                        blue = MathF.FusedMultiplyAdd(weight[k], float.CreateTruncating(pixel[2]), blue);
                    }

                    (to[at], to[at + 1], to[at + 2], at) = (red, green, blue, at + Picture.Channels);
                    continue;
                }

                for (var c = 0; c < channels; c++)
                {
                    var sum = 0f;
                    for (var k = first; k < end; k++)
                        sum = MathF.FusedMultiplyAdd(weight[k], float.CreateTruncating(from[(index[k] * channels) + c]), sum);
                    to[at++] = sum;
                }
            }
        }
    }

    /// <summary>Sums of rows by weights that are whole numbers, rounded to bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<byte> rows, AxisTaps taps, int[] weights, Span<float> to)
    {
        var line = to.Length / taps.Length;
        var sums = new int[line];
        for (var y = 0; y < taps.Length; y++)
        {
            Array.Fill(sums, Half);
            for (var k = y * taps.Count; k < (y + 1) * taps.Count; k++)
            {
                var from = rows.Slice(taps.Indices[k] * line, line);
                var weight = weights[k];
                for (var i = 0; i < sums.Length; i++) sums[i] += weight * from[i];
            }

            for (var i = 0; i < sums.Length; i++) to[(y * line) + i] = Rounded(sums[i]);
        }
    }

    /// <summary>Sums of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<float> rows, AxisTaps taps, float[] weights, Span<float> to)
    {
        var line = to.Length / taps.Length;
        for (var y = 0; y < taps.Length; y++)
        {
            var result = to.Slice(y * line, line);
            for (var k = y * taps.Count; k < (y + 1) * taps.Count; k++)
            {
                var from = rows.Slice(taps.Indices[k] * line, line);
                var (weight, i) = (weights[k], 0);
                for (; i <= line - Vector<float>.Count; i += Vector<float>.Count)
                    Vector.FusedMultiplyAdd(new Vector<float>(weight), new Vector<float>(from[i..]), new Vector<float>(result[i..]))
                        .CopyTo(result[i..]);
                for (; i < line; i++) result[i] = MathF.FusedMultiplyAdd(weight, from[i], result[i]);
            }
        }
    }

    /// <summary>Bytes as floats.</summary>
    public static void ToFloats(ReadOnlySpan<byte> bytes, Span<float> to)
    {
        for (var i = 0; i < bytes.Length; i++) to[i] = bytes[i];
    }

    private static byte Rounded(int sum) => (byte)Math.Clamp(sum >> AxisTaps.WholeBits, 0, 255);
}
