using System.Globalization;
using System.Numerics;

namespace Bantam.Tensors;

/// <summary>Elements as numbers of another type.</summary>
public sealed partial class Tensor
{
    /// <summary>
    /// The same numbers as another type. Fractions become whole numbers towards zero, whole numbers that do not fit wrap around, floats
    /// are rounded once to the nearest, ties to even; anything but zero is true. Texts are read and written as numbers in English
    /// notation.
    /// </summary>
    internal Tensor Convert(ElementType to, FloatRounding rounding)
    {
        var (from, target) = (Element.Info(), to.Info());
        if (from.Kind == ElementKind.Text) return Parsed(to, rounding);
        if (target.Kind == ElementKind.Text) return From(Written(), Shape);
        return from.Kind == ElementKind.Floating ? Convert(ToNumbers<double>(), to, rounding) : Convert(ToNumbers<Int128>(), to, rounding);
    }

    /// <summary>The elements as doubles.</summary>
    internal double[] ToDoubles() => ToNumbers<double>();

    /// <summary>The elements as numbers; whole numbers that <typeparamref name="T"/> does not hold wrap around.</summary>
    internal T[] ToNumbers<T>() where T : struct, INumberBase<T>
    {
        var numbers = new T[Shape.ElementCount];
        Element.Info().Codec.Read<T>(Bytes, numbers);
        return numbers;
    }

    /// <summary>
    /// The elements of an integer tensor as numbers for shapes and axes; those beyond 32 bits become the nearest such number.
    /// </summary>
    /// <exception cref="ShapeException">The elements are not integers.</exception>
    internal int[] ToIntegers() => Element switch
    {
        ElementType.Int32 => ToArray<int>(),
        ElementType.Int64 => Array.ConvertAll(ToArray<long>(), x => (int)Math.Clamp(x, int.MinValue, int.MaxValue)),
        _ => throw new ShapeException($"Shapes and axes are Int64 tensors; this one is {Type}."),
    };

    /// <summary>A tensor with elements rounded from doubles; integers are truncated and wrap.</summary>
    internal static Tensor FromDoubles(TensorType type, double[] elements) => FromNumbers<double>(type, elements);

    /// <summary>A tensor with elements rounded from numbers; integers are truncated and wrap.</summary>
    internal static Tensor FromNumbers<T>(TensorType type, ReadOnlySpan<T> numbers) where T : struct, INumberBase<T>
    {
        var tensor = new Tensor(type);
        type.Element.Info().Codec.Write(numbers, tensor.Bytes);
        return tensor;
    }

    private Tensor Convert<T>(T[] numbers, ElementType to, FloatRounding rounding) where T : struct, INumberBase<T>
    {
        var result = new Tensor(Type with { Element = to });
        if (to.Info().Codec is SmallFloatCodec codec) codec.Write<T>(numbers, result.Bytes, rounding);
        else to.Info().Codec.Write<T>(numbers, result.Bytes);
        return result;
    }

    private Tensor Parsed(ElementType to, FloatRounding rounding)
    {
        if (to == ElementType.String) return this;
        var texts = Strings.ToArray();
        return to.IsInteger()
            ? Convert(Array.ConvertAll(texts, Whole), to, rounding)
            : Convert(Array.ConvertAll(texts, Number), to, rounding);

        Int128 Whole(string text) => Int128.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : ElementCodec.Whole<Int128>(Number(text));

        double Number(string text) => text.TrimStart('+', '-').ToUpperInvariant() switch
        {
            "INF" or "INFINITY" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "NAN" => double.NaN,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
                : throw new ShapeException($"a text becomes {to} where it is a number; '{text}' is none."),
        };
    }

    /// <summary>The elements as texts: of a float the shortest one that is read back as the same.</summary>
    private string[] Written()
    {
        var info = Element.Info();
        if (info.Kind != ElementKind.Floating) return [.. Enumerable.Range(0, Shape.ElementCount).Select(i => info.Codec.Text(Bytes, i))];
        return Array.ConvertAll(ToNumbers<double>(), x => double.IsInfinity(x) ? x > 0 ? "INF" : "-INF"
            : Element == ElementType.Double ? x.ToString("R", CultureInfo.InvariantCulture)
            : Element == ElementType.Float16 ? ((Half)x).ToString("R", CultureInfo.InvariantCulture)
            : ((float)x).ToString("R", CultureInfo.InvariantCulture));
    }
}
