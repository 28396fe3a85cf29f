using System.Buffers.Binary;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>Compares results with what they should be.</summary>
internal static class Judge
{
    /// <summary>Fails where an element is further off than the case allows; NaN must meet NaN, and infinities must be the same.</summary>
    public static void AssertClose(OperatorCase judged, string where, Tensor expected, Tensor actual)
    {
        Assert.True(expected.Type == actual.Type, $"{where}: the result is {actual.Type}, not {expected.Type}.");
        var (wanted, found) = (expected.ToDoubles(), actual.ToDoubles());
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i].Equals(found[i])) continue;
            var allowed = judged.Absolute + (judged.Tolerance * Math.Abs(wanted[i]));
            if (!(Math.Abs(wanted[i] - found[i]) <= allowed))
                Assert.Fail(
                    $"{where}: element {i} is {found[i]:R}, not {wanted[i]:R} within {allowed:G3}.\n"
                    + $"expected {expected}\nactual   {actual}");
        }
    }

    /// <summary>Fails where bits differ; a NaN is as good as another.</summary>
    public static void AssertSameBits(string where, TensorType type, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.SequenceEqual(actual)) return;
        var size = type.Element.Size();
        for (var i = 0; i < expected.Length; i += size)
        {
            var a = expected.Slice(i, size);
            var b = actual.Slice(i, size);
            var isNaN = type.Element == ElementType.Float && IsNaN(a) && IsNaN(b);
            if (!isNaN && !a.SequenceEqual(b))
                Assert.Fail($"{where}: element {i / size} of {type} is {Convert.ToHexString(b)}, not {Convert.ToHexString(a)}.");
        }

        static bool IsNaN(ReadOnlySpan<byte> bytes) => float.IsNaN(BinaryPrimitives.ReadSingleLittleEndian(bytes));
    }
}
