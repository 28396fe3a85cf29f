using Bantam.Execution;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>Elements of tensors as other numbers.</summary>
internal static class Elements
{
    /// <summary>The largest number up to which doubles hold all whole numbers.</summary>
    private const double MostWhole = 9007199254740992;

    /// <summary>As doubles.</summary>
    public static double[] ToDoubles(Tensor tensor) => tensor.Cast(ElementType.Double).ToArray<double>();

    /// <summary>As a tensor; null where an element is no whole number of an integer type.</summary>
    public static Tensor? FromDoubles(double[] numbers, TensorType type)
    {
        var info = type.Element.Info();
        var (least, most) = (Math.Max((double)info.Least, -MostWhole), Math.Min((double)info.Most, MostWhole));
        var isWhole = info.IsInteger || info.Kind == ElementKind.Truth;
        if (isWhole && !Array.TrueForAll(numbers, x => x >= least && x <= most && x == Math.Truncate(x))) return null;
        return Tensor.From<double>(numbers, type.Shape).Cast(type.Element);
    }

    /// <summary>An output of a session, copied.</summary>
    public static Tensor Output(Session session, string name)
    {
        var tensor = new Tensor(session.Plan.Outputs[name].Type);
        session.OutputBytes(name).CopyTo(tensor.Bytes);
        return tensor;
    }

    /// <summary>The elements as an array that JSON writes as numbers, truth values or texts.</summary>
    public static object ToJson(Tensor tensor) => tensor.Element switch
    {
        ElementType.String => tensor.Strings.ToArray(),
        ElementType.Float => tensor.ToArray<float>(),
        ElementType.UInt64 => tensor.ToArray<ulong>(),
        ElementType.Bool => tensor.ToArray<bool>(),
        var element when element.IsInteger() => tensor.Cast(ElementType.Int64).ToArray<long>(),
        _ => ToDoubles(tensor),
    };
}
