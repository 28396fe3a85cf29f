namespace Bantam.Tensors;

public sealed partial class Tensor
{
    /// <summary>The elements as doubles.</summary>
    internal double[] ToDoubles() => Element switch
    {
        ElementType.Float => Convert<float>(x => x),
        ElementType.Double => ToArray<double>(),
        ElementType.Int8 => Convert<sbyte>(x => x),
        ElementType.UInt8 => Convert<byte>(x => x),
        ElementType.Int32 => Convert<int>(x => x),
        ElementType.Int64 => Convert<long>(x => x),
        _ => BytesToDoubles(),
    };

    /// <summary>The elements of an integer tensor as numbers for shapes and axes; those beyond 32 bits become the nearest such number.</summary>
    /// <exception cref="ShapeException">The elements are not integers.</exception>
    internal int[] ToIntegers() => Element switch
    {
        ElementType.Int32 => ToArray<int>(),
        ElementType.Int64 => Array.ConvertAll(ToArray<long>(), x => (int)Math.Clamp(x, int.MinValue, int.MaxValue)),
        _ => throw new ShapeException($"Shapes and axes are Int64 tensors; this one is {Type}."),
    };

    /// <summary>A tensor with elements rounded from doubles; integers are truncated and wrap.</summary>
    internal static Tensor FromDoubles(TensorType type, double[] elements)
    {
        var tensor = new Tensor(type);
        switch (type.Element)
        {
            case ElementType.Float: tensor.Fill(elements, x => (float)x); break;
            case ElementType.Double: tensor.Fill(elements, x => x); break;
            case ElementType.Int8: tensor.Fill(elements, x => unchecked((sbyte)(long)x)); break;
            case ElementType.UInt8: tensor.Fill(elements, x => unchecked((byte)(long)x)); break;
            case ElementType.Int32: tensor.Fill(elements, x => unchecked((int)(long)x)); break;
            case ElementType.Int64: tensor.Fill(elements, x => (long)x); break;
            default: tensor.Fill(elements, x => x != 0); break;
        }

        return tensor;
    }

    private double[] BytesToDoubles()
    {
        var bytes = Bytes.ToArray();
        GC.KeepAlive(this);
        return Array.ConvertAll(bytes, x => x != 0 ? 1.0 : 0.0);
    }

    private double[] Convert<T>(Converter<T, double> convert) where T : unmanaged => Array.ConvertAll(ToArray<T>(), convert);

    private void Fill<T>(double[] elements, Func<double, T> convert) where T : unmanaged
    {
        var span = Span<T>();
        for (var i = 0; i < elements.Length; i++) span[i] = convert(elements[i]);
        GC.KeepAlive(this);
    }
}
