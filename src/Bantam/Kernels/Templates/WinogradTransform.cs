using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// The minimal filtering algorithms F(2, 3) and F(4, 3): two or four sums of three products each take four or six multiplications, after
/// the values and the weights were transformed (S. Winograd, 1980; A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural
/// Networks", 2015). Along two axes they are nested.
/// </summary>
/// <param name="Outputs">The sums: 2 or 4.</param>
public sealed record WinogradTransform(int Outputs)
{
    /// <summary>The weights of a sum.</summary>
    public const int Window = 3;

    /// <summary>The values that the sums are of, and the products of a tile along one axis.</summary>
    public int Inputs => Outputs + Window - 1;

    /// <summary>The products of a tile of two axes.</summary>
    public int Products => Inputs * Inputs;

    /// <summary>Bᵀ·d.</summary>
    public Expr[] Values(IReadOnlyList<Expr> d)
    {
        if (Outputs == 2) return [d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]];
        var (even, odd) = (Fma(-4f, d[2], d[4]), Fma(-4f, d[1], d[3]));
        var (evenHalf, oddTwice) = (d[4] - d[2], (d[3] - d[1]) * 2f);
        return
        [
            Fma(4f, d[0], Fma(-5f, d[2], d[4])), even + odd, even - odd, evenHalf + oddTwice, evenHalf - oddTwice,
            Fma(4f, d[1], Fma(-5f, d[3], d[5])),
        ];
    }

    /// <summary>Aᵀ·p: the sums of the products.</summary>
    public Expr[] Sums(IReadOnlyList<Expr> p)
    {
        if (Outputs == 2) return [p[0] + p[1] + p[2], p[1] - p[2] - p[3]];
        var (sum1, difference1, sum2, difference2) = (p[1] + p[2], p[1] - p[2], p[3] + p[4], p[3] - p[4]);
        return
        [
            p[0] + sum1 + sum2, Fma(2f, difference2, difference1), Fma(4f, sum2, sum1), Fma(8f, difference2, difference1) + p[5],
        ];
    }

    /// <summary>G·g.</summary>
    public Expr[] Weights(IReadOnlyList<Expr> g)
    {
        var outer = g[0] + g[2];
        if (Outputs == 2) return [g[0], (outer + g[1]) * 0.5f, (outer - g[1]) * 0.5f, g[2]];
        var (far, near) = ((g[0] + (g[2] * 4f)) * (1f / 24f), g[1] * (1f / 12f));
        return [g[0] * 0.25f, (outer + g[1]) * (-1f / 6f), (g[1] - outer) * (1f / 6f), far + near, far - near, g[2]];
    }

    /// <summary>A·y: gradients of the sums as they are multiplied for those of the weights.</summary>
    public Expr[] Gradients(IReadOnlyList<Expr> y)
    {
        if (Outputs == 2) return [y[0], y[0] + y[1], y[0] - y[1], -y[1]];
        var (even, odd) = (y[0] + y[2], y[1] + y[3]);
        var (evenTwice, oddTwice) = (Fma(4f, y[2], y[0]), Fma(8f, y[3], y[1] * 2f));
        return [y[0], even + odd, even - odd, evenTwice + oddTwice, evenTwice - oddTwice, y[3]];
    }

    /// <summary>Gᵀ·s: gradients of the weights of the sums of products.</summary>
    public Expr[] WeightSums(IReadOnlyList<Expr> s)
    {
        var (sum, difference) = (s[1] + s[2], s[1] - s[2]);
        if (Outputs == 2) return [Fma(0.5f, sum, s[0]), difference * 0.5f, Fma(0.5f, sum, s[3])];
        var (farSum, farDifference) = (s[3] + s[4], s[3] - s[4]);
        var sixth = sum * (-1f / 6f);
        return
        [
            Fma(0.25f, s[0], Fma(1f / 24f, farSum, sixth)), Fma(1f / 12f, farDifference, difference * (-1f / 6f)),
            Fma(1f / 6f, farSum, sixth) + s[5],
        ];
    }

    /// <summary>G·g, with the bits of the kernel that computes it.</summary>
    /// <param name="g">Three weights of many sums.</param>
    /// <param name="result">As many vectors as there are <see cref="Inputs"/>.</param>
    public void Weights(ReadOnlySpan<System.Numerics.Vector<float>> g, Span<System.Numerics.Vector<float>> result)
    {
        var outer = g[0] + g[2];
        if (Outputs == 2)
        {
            (result[0], result[1], result[2], result[3]) = (g[0], (outer + g[1]) * 0.5f, (outer - g[1]) * 0.5f, g[2]);
            return;
        }

        var far = (g[0] + (g[2] * 4f)) * (1f / 24f);
        var near = g[1] * (1f / 12f);
        result[0] = g[0] * 0.25f;
        result[1] = (outer + g[1]) * (-1f / 6f);
        result[2] = (g[1] - outer) * (1f / 6f);
        result[3] = far + near;
        result[4] = far - near;
        result[5] = g[2];
    }
}
