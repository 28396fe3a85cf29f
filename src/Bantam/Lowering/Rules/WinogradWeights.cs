using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bantam.Kernels.Templates;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>
/// Constant weights of a convolution as Winograd's algorithm multiplies them: one matrix [channels, outputs] for each product of a tile,
/// panel after panel.
/// </summary>
internal static class WinogradWeights
{
    private const int Window = WinogradTransform.Window;

    /// <summary>What plans have already, by weights, algorithm and width of a panel.</summary>
    private static readonly ConditionalWeakTable<Tensor, Dictionary<(WinogradTransform, int), WeakReference<Tensor>>> Known = [];

    /// <summary>The transformed weights, [products, panels, channels, width].</summary>
    /// <param name="weights">The weights, [3, 3, channels, outputs].</param>
    /// <param name="transform">The algorithm.</param>
    /// <param name="width">Outputs of a panel.</param>
    public static Tensor Get(Tensor weights, WinogradTransform transform, int width)
    {
        var known = Known.GetOrCreateValue(weights);
        lock (known)
        {
            if (known.TryGetValue((transform, width), out var last) && last.TryGetTarget(out var made)) return made;
            made = Make(weights, transform, width);
            if (width == weights.Shape[3]) new TransformedWeights(weights, transform).AreNow(made);
            known[(transform, width)] = new WeakReference<Tensor>(made);
            return made;
        }
    }

    private static Tensor Make(Tensor weights, WinogradTransform transform, int width)
    {
        var (channels, outputs) = (weights.Shape[2].Size, weights.Shape[3].Size);
        var panels = (outputs + width - 1) / width;
        var type = new TensorType(ElementType.Float, Shape.Of(transform.Products, panels, channels, width));
        var block = new NativeBlock(type.Bytes);

        // Weights with their axes in another order are fetched from where they lie.
        var (from, strides) = weights.Source is { } source ? (source.Physical, source.Strides()) : (weights, weights.Shape.Strides());
        var given = MemoryMarshal.Cast<byte, float>(from.Bytes);
        var made = MemoryMarshal.Cast<byte, float>(block.Span(0, type.Bytes));
        var matrix = panels * channels * width;
        var lanes = Vector<float>.Count;
        Span<Vector<float>> products = stackalloc Vector<float>[transform.Products];
        Span<float> some = stackalloc float[Window * Window * lanes];
        for (var panel = 0; panel < panels; panel++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var place = ((panel * channels) + channel) * width;
                for (var column = 0; column < width; column += lanes)
                {
                    var output = (panel * width) + column;
                    var count = Math.Min(Math.Min(lanes, width - column), outputs - output);
                    if (count <= 0) continue;
                    Gather(given[((channel * strides[2]) + (output * strides[3]))..], strides, count, some);
                    Transform(transform, MemoryMarshal.Cast<float, Vector<float>>(some), products);
                    for (var p = 0; p < products.Length; p++)
                    {
                        var product = MemoryMarshal.Cast<Vector<float>, float>(products.Slice(p, 1));
                        product[..count].CopyTo(made[((p * matrix) + place + column)..]);
                    }
                }
            }
        }

        return new Tensor(type, block);
    }

    /// <summary>The weights of some outputs, tap by tap.</summary>
    private static void Gather(ReadOnlySpan<float> given, int[] strides, int count, Span<float> some)
    {
        var lanes = Vector<float>.Count;
        for (var y = 0; y < Window; y++)
        {
            for (var x = 0; x < Window; x++)
            {
                var tap = some.Slice(((y * Window) + x) * lanes, lanes);
                var at = (y * strides[0]) + (x * strides[1]);
                for (var i = 0; i < count; i++) tap[i] = given[at + (i * strides[3])];
            }
        }
    }

    /// <summary>G·g·Gᵀ.</summary>
    private static void Transform(WinogradTransform transform, ReadOnlySpan<Vector<float>> taps, Span<Vector<float>> products)
    {
        var n = transform.Inputs;
        Span<Vector<float>> lines = stackalloc Vector<float>[n * Window];
        Span<Vector<float>> column = stackalloc Vector<float>[n];
        for (var x = 0; x < Window; x++)
        {
            transform.Weights([taps[x], taps[Window + x], taps[(2 * Window) + x]], column);
            for (var i = 0; i < n; i++) lines[(i * Window) + x] = column[i];
        }

        for (var i = 0; i < n; i++) transform.Weights(lines.Slice(i * Window, Window), products.Slice(i * n, n));
    }
}
