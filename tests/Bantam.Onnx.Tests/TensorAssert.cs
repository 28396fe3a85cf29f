using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Compares tensors.</summary>
internal static class TensorAssert
{
    /// <summary>What is different between two tensors, as a sentence; null where nothing is.</summary>
    public static string? Difference(Tensor expected, Tensor actual, double relative, double absolute)
    {
        if (expected.Kind is SequenceType && actual.Kind is SequenceType)
            return expected.Items.Count == actual.Items.Count
                ? expected.Items.Zip(actual.Items, (e, a) => Difference(e, a, relative, absolute)).FirstOrDefault(d => d is not null)
                : $"expected {expected}, got {actual}";
        if (expected.Kind is not TensorType || actual.Kind is not TensorType)
            return expected.IsEmptyOptional && actual.IsEmptyOptional ? null : $"expected {expected}, got {actual}";
        var types = $"expected {expected.Type}, got {actual.Type}";
        if (expected.Element != actual.Element || !expected.Shape.Equals(actual.Shape)) return types;
        if (!expected.Element.IsFloating())
        {
            var isSame = expected.Element == ElementType.String
                ? expected.Strings.SequenceEqual(actual.Strings)
                : expected.Bytes.SequenceEqual(actual.Bytes);
            return isSame ? null : $"expected {expected}, got {actual}";
        }

        var (e, a) = (Doubles(expected), Doubles(actual));
        for (var i = 0; i < e.Length; i++)
        {
            var isClose = e[i].Equals(a[i]) || Math.Abs(e[i] - a[i]) <= absolute + (relative * Math.Abs(e[i]));
            if (!isClose) return $"element {i} of {expected.Type}: expected {e[i]}, got {a[i]}";
        }

        return null;
    }

    /// <summary>Fails where two tensors differ.</summary>
    public static void Close(Tensor expected, Tensor actual, double relative, double absolute, string what)
    {
        if (Difference(expected, actual, relative, absolute) is { } difference) Assert.Fail($"{what}: {difference}");
    }

    private static double[] Doubles(Tensor tensor) => tensor.Cast(ElementType.Double).ToArray<double>();
}
