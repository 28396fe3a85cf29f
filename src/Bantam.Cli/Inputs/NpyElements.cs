using System.Globalization;
using System.Text;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>The elements of NumPy's files: numbers of either order of bytes, and texts of a fixed length.</summary>
internal static class NpyElements
{
    /// <summary>Unicode texts have four bytes a character.</summary>
    private const int UnicodeBytes = 4;

    /// <summary>Reads elements that lie row by row.</summary>
    /// <param name="descriptor">NumPy's name of their type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="data">Their bytes, and nothing else.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InputException">Tensors do not hold such elements, or there are fewer or more.</exception>
    public static Tensor Read(string descriptor, Shape shape, ReadOnlySpan<byte> data, string name)
    {
        var isOtherEnd = descriptor.StartsWith('>');
        if (descriptor.TrimStart('<', '>', '|', '=') is ['U' or 'S', .. var length]
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var characters))
            return Texts(shape, data, name, isUnicode: descriptor.Contains('U', StringComparison.Ordinal), isOtherEnd, characters);

        var type = new TensorType(Element(descriptor, name), shape);
        var bytes = type.Element.Info().Bits / 8;
        Require(shape, bytes, data, type.ToString(), name);
        var tensor = new Tensor(type);
        data.CopyTo(tensor.Bytes);
        if (isOtherEnd)
            for (var at = 0; at < data.Length; at += bytes)
                tensor.Bytes.Slice(at, bytes).Reverse();
        return tensor;
    }

    private static Tensor Texts(
        Shape shape, ReadOnlySpan<byte> data, string name, bool isUnicode, bool isOtherEnd, int characters)
    {
        var bytes = (long)characters * (isUnicode ? UnicodeBytes : 1);
        Require(shape, bytes, data, $"texts {shape} of {characters} characters", name);
        var texts = new string[shape.ElementCount];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = Text(data.Slice((int)(i * bytes), (int)bytes), isUnicode, isOtherEnd).TrimEnd('\0');
        return Tensor.From(texts, shape);
    }

    private static string Text(ReadOnlySpan<byte> bytes, bool isUnicode, bool isOtherEnd) =>
        !isUnicode ? Encoding.UTF8.GetString(bytes) : (isOtherEnd ? new UTF32Encoding(true, false) : Encoding.UTF32).GetString(bytes);

    private static void Require(Shape shape, long bytes, ReadOnlySpan<byte> data, string what, string name)
    {
        foreach (var dimension in shape) bytes = Math.Min(bytes * dimension.Size, int.MaxValue);
        if (bytes != data.Length) throw new InputException($"{name} > elements: {what} has {bytes} bytes; the file has {data.Length}.");
    }

    private static ElementType Element(string descriptor, string name)
    {
        var little = descriptor.StartsWith('>') ? $"<{descriptor[1..]}" : descriptor;
        var known = ElementTypes.All.Where(e => e.NumPyDescriptor is not null).ToArray();
        return known.FirstOrDefault(e => e.NumPyDescriptor == little)?.Type ?? throw new InputException(
            $"{name} > descr: elements must be {string.Join(", ", known.Select(e => e.Name))} or texts; they are '{descriptor}'. "
            + "Convert the array with astype first.");
    }
}
