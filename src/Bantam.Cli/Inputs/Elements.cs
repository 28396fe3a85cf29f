using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>Elements of tensors as other numbers.</summary>
internal static class Elements
{
    /// <summary>As doubles.</summary>
    public static double[] ToDoubles(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => Array.ConvertAll(tensor.ToArray<float>(), x => (double)x),
        ElementType.Double => tensor.ToArray<double>(),
        ElementType.Int8 => Array.ConvertAll(tensor.ToArray<sbyte>(), x => (double)x),
        ElementType.UInt8 => Array.ConvertAll(tensor.ToArray<byte>(), x => (double)x),
        ElementType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), x => (double)x),
        ElementType.Int64 => Array.ConvertAll(tensor.ToArray<long>(), x => (double)x),
        _ => Array.ConvertAll(tensor.ToArray<bool>(), x => x ? 1.0 : 0),
    };

    /// <summary>As a tensor; null where an element is no whole number of an integer type.</summary>
    public static Tensor? FromDoubles(double[] numbers, TensorType type)
    {
        var (least, most) = type.Element switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int32 => (int.MinValue, int.MaxValue),
            ElementType.Int64 => (-9007199254740992.0, 9007199254740992.0),
            ElementType.Bool => (0, 1),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        if (!type.Element.IsFloating() && !Array.TrueForAll(numbers, x => x >= least && x <= most && x == Math.Truncate(x))) return null;
        return type.Element switch
        {
            ElementType.Float => Tensor.From<float>(Array.ConvertAll(numbers, x => (float)x), type.Shape),
            ElementType.Double => Tensor.From<double>(numbers, type.Shape),
            ElementType.Int8 => Tensor.From<sbyte>(Array.ConvertAll(numbers, x => (sbyte)x), type.Shape),
            ElementType.UInt8 => Tensor.From<byte>(Array.ConvertAll(numbers, x => (byte)x), type.Shape),
            ElementType.Int32 => Tensor.From<int>(Array.ConvertAll(numbers, x => (int)x), type.Shape),
            ElementType.Int64 => Tensor.From<long>(Array.ConvertAll(numbers, x => (long)x), type.Shape),
            _ => Tensor.From<bool>(Array.ConvertAll(numbers, x => x != 0), type.Shape),
        };
    }

    /// <summary>An output of a session, copied.</summary>
    public static Tensor Output(Session session, string name)
    {
        var type = session.Plan.Outputs[name].Type;
        return type.Element switch
        {
            ElementType.Float => Tensor.From<float>(session.Output<float>(name), type.Shape),
            ElementType.Double => Tensor.From<double>(session.Output<double>(name), type.Shape),
            ElementType.Int8 => Tensor.From<sbyte>(session.Output<sbyte>(name), type.Shape),
            ElementType.UInt8 => Tensor.From<byte>(session.Output<byte>(name), type.Shape),
            ElementType.Int32 => Tensor.From<int>(session.Output<int>(name), type.Shape),
            ElementType.Int64 => Tensor.From<long>(session.Output<long>(name), type.Shape),
            _ => Tensor.From<bool>(session.Output<bool>(name), type.Shape),
        };
    }

    /// <summary>Writes the bytes of an input of a session.</summary>
    public static void SetInput(Session session, string name, ReadOnlySpan<byte> bytes)
    {
        var input = session.Plan.Inputs[name].Type.Element switch
        {
            ElementType.Float => MemoryMarshal.AsBytes(session.Input<float>(name)),
            ElementType.Double => MemoryMarshal.AsBytes(session.Input<double>(name)),
            ElementType.Int8 => MemoryMarshal.AsBytes(session.Input<sbyte>(name)),
            ElementType.UInt8 => session.Input<byte>(name),
            ElementType.Int32 => MemoryMarshal.AsBytes(session.Input<int>(name)),
            ElementType.Int64 => MemoryMarshal.AsBytes(session.Input<long>(name)),
            _ => MemoryMarshal.AsBytes(session.Input<bool>(name)),
        };
        bytes.CopyTo(input);
    }

    /// <summary>The elements as an array that JSON writes as numbers.</summary>
    public static object ToJson(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => tensor.ToArray<float>(),
        ElementType.Double => tensor.ToArray<double>(),
        ElementType.Int64 => tensor.ToArray<long>(),
        ElementType.Bool => tensor.ToArray<bool>(),
        _ => Array.ConvertAll(ToDoubles(tensor), x => (int)x),
    };
}
