using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Signal;

/// <summary>
/// Discrete Fourier transforms along the last axis, as products of matrices. A length n = a·b is transformed along columns and along rows
/// of an a·b matrix with rotations between (Cooley and Tukey 1965), so that the cost is that of n·(a + b), and of a length of small factors
/// O(n·log n).
/// </summary>
internal static class FourierSteps
{
    /// <summary>Lengths up to here are one product.</summary>
    private const int LargestProduct = 64;

    /// <summary>The transform Σ x·e^∓2πi·jk/n of complex numbers, not scaled; an imaginary part that is absent is 0.</summary>
    public static (Tensor Real, Tensor Imaginary) Transform(Tensor real, Tensor? imaginary, bool isInverse)
    {
        var n = real.Shape[-1].Size;
        var columns = Factor(n);
        if (columns == n) return Product(real, imaginary, n, isInverse);
        var rows = n / columns;

        // Of x[j₁·rows + j₂] first along j₁, then rotated by j₂·k₁, then along j₂: the result lies at [k₁, k₂] for k₁ + columns·k₂.
        var apart = new Shape([.. real.Shape.SkipLast(1), columns, rows]);
        var (re, im) = Transform(real.Reshape(apart).TransposeLast(), imaginary?.Reshape(apart).TransposeLast(), isInverse);
        var (cos, sin) = Rotations(real.Element, rows, columns, n, isInverse);
        var (turned, turnedToo) = ((re * cos) - (im * sin), (re * sin) + (im * cos));
        (re, im) = Transform(turned.TransposeLast(), turnedToo.TransposeLast(), isInverse);
        return (re.TransposeLast().Reshape(real.Shape), im.TransposeLast().Reshape(real.Shape));
    }

    /// <summary>The largest divisor that is short enough, or the number itself where it has none but 1.</summary>
    private static int Factor(int n)
    {
        if (n <= LargestProduct) return n;
        for (var factor = LargestProduct; factor > 1; factor--)
            if (n % factor == 0)
                return factor;
        return n;
    }

    private static (Tensor Real, Tensor Imaginary) Product(Tensor real, Tensor? imaginary, int n, bool isInverse)
    {
        var (cos, sin) = Rotations(real.Element, n, n, n, isInverse);
        var (re, im) = (real.MatMul(cos), real.MatMul(sin));
        return imaginary is null ? (re, im) : (re - imaginary.MatMul(sin), im + imaginary.MatMul(cos));
    }

    /// <summary>cos and sin of ∓2π·jk/n for each row j and column k.</summary>
    private static (Tensor Cos, Tensor Sin) Rotations(ElementType element, int rows, int columns, int n, bool isInverse)
    {
        var type = new TensorType(element, Shape.Of(rows, columns));
        double[] angles =
        [
            .. from j in Enumerable.Range(0, rows)
               from k in Enumerable.Range(0, columns)
               select (isInverse ? 2 : -2) * Math.PI * ((long)j * k % n) / n,
        ];
        return (Tensor.FromDoubles(type, Array.ConvertAll(angles, Math.Cos)), Tensor.FromDoubles(type, Array.ConvertAll(angles, Math.Sin)));
    }

    /// <summary>The real or the imaginary part of numbers, which the last axis holds; null of real numbers' imaginary part.</summary>
    public static Tensor? Part(Tensor complex, int part)
    {
        var axis = complex.Shape.Rank - 1;
        return part < complex.Shape[-1].Size ? complex.Slice([axis], [part], [part + 1]).Squeeze(axis) : null;
    }

    /// <summary>Complex numbers of their parts, which a last axis holds.</summary>
    public static Tensor Complex(Tensor real, Tensor imaginary) =>
        Tensor.Concat(real.Shape.Rank, real.Unsqueeze(-1), imaginary.Unsqueeze(-1));
}
