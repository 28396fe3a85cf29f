using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Bantam.Files;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>NumPy's files of one array. <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/></summary>
internal static partial class NpyFile
{
    private const int PrefixBytes = 10;
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    /// <summary>Reads an array.</summary>
    /// <exception cref="InputException">It breaks a rule of the format, or tensors do not hold its elements.</exception>
    public static Tensor Read(string path)
    {
        var (name, bytes) = (Path.GetFileName(path), File.ReadAllBytes(path));
        if (bytes.Length < PrefixBytes + 2 || !bytes.AsSpan().StartsWith(Magic))
            throw new InputException($"{name} > it must begin with the mark of NumPy's files; it does not.");
        var (start, length) = bytes[6] == 1 ? (PrefixBytes, BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)))
            : (PrefixBytes + 2, (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        if (start + length > bytes.Length)
            throw new InputException(
                $"{name} > header: it must have {length} bytes; {bytes.Length - start} are left. The file is cut off.");
        var header = Encoding.Latin1.GetString(bytes, start, (int)length);
        if (Header().Match(header) is not { Success: true } match)
            throw new InputException($"{name} > header: it must give descr, fortran_order and shape; it is {header.Trim()}.");
        var shape = ShapeOf(match.Groups["shape"].Value, name);
        var isByColumns = match.Groups["order"].Value == "True";
        var read = NpyElements.Read(
            match.Groups["type"].Value, isByColumns ? new Shape(shape.Reverse()) : shape, bytes.AsSpan(start + (int)length), name);

        // Column by column is row by row of the axes in the other order.
        return isByColumns ? read.Transpose([.. Enumerable.Range(0, shape.Rank).Reverse()]) : read;
    }

    /// <summary>Writes an array, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InputException">NumPy has no such elements.</exception>
    public static void Write(string path, Tensor tensor)
    {
        var descriptor = tensor.Element.Info().NumPyDescriptor
            ?? throw new InputException(
                $"{Path.GetFileName(path)} > descr: NumPy's files do not hold {tensor.Element}. Cast the output in the model.");
        var sizes = string.Concat(tensor.Shape.Sizes.Select(s => $"{s}, "));
        var header = $"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': ({sizes.TrimEnd()}), }}";

        // The elements begin at a multiple of 64, as the format asks.
        var padded = header + new string(' ', 63 - ((PrefixBytes + header.Length) % 64)) + '\n';
        var bytes = tensor.Bytes.ToArray();
        AtomicFile.Write(path, stream =>
        {
            stream.Write([.. Magic, 1, 0, (byte)padded.Length, (byte)(padded.Length >> 8)]);
            stream.Write(Encoding.Latin1.GetBytes(padded));
            stream.Write(bytes);
        });
    }

    private static Shape ShapeOf(string text, string name) =>
        Shape.Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size
            : throw new InputException($"{name} > shape: a dimension is a number from 0 to {int.MaxValue}; one is '{part}'.")));

    [GeneratedRegex(
        @"^\s*\{\s*'descr':\s*'(?<type>[^']{1,8})',\s*'fortran_order':\s*(?<order>True|False)," +
        @"\s*'shape':\s*\((?<shape>[0-9,\s]*)\),?\s*\}\s*$")]
    private static partial Regex Header();
}
