using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>The parts of the p-norm (Σ |x|ᵖ)^(1/p), for any sum. Its gradient at 0 is 0.</summary>
internal static class PNorm
{
    /// <summary>|x|ᵖ.</summary>
    public static Tensor Powers(Tensor x, int p) => p switch
    {
        1 => x.Abs(),
        2 => x * x,
        _ => x.Abs().Pow(p),
    };

    /// <summary>The p-th root of a sum of such powers.</summary>
    public static Tensor Root(Tensor sum, int p)
    {
        if (p == 1) return sum;

        // The slope of a root at 0 is infinite; that of the norm is none, so that 0 is kept apart.
        var isZero = Tensor.Equal(sum, 0);
        var other = Tensor.Where(isZero, 1, sum);
        return Tensor.Where(isZero, 0, p == 2 ? other.Sqrt() : other.Pow(1.0 / p));
    }

    /// <summary>Makes sure that p is one.</summary>
    /// <exception cref="ShapeException">It is below 1.</exception>
    public static void Check(int p)
    {
        if (p < 1) throw new ShapeException($"p of a p-norm is a number from 1 on; it is {p}.");
    }
}
